"""Questions asked at booking: one's own answers, and what the people of an event need."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from bookings import replies
from bookings.forms.replies import RepliesForm
from bookings.models import Booking
from lib.errors import Refused, TooLate
from training.models import Event


@doors.signed_in
def reply(request, code):
    """Changes the answers on a booking: one's own, or as an officer who was telephoned. A coordinator leaves them to the person."""
    seen = Booking.objects.visible_to(request.user)
    if not request.user.is_a("officer"):
        seen = seen.of(request.user)
    booking = get_object_or_404(seen.with_sessions().with_person(), code=code)
    refusal = replies.reason_not_to_change(booking, request.now)
    form = RepliesForm(request.POST if request.method == "POST" else None, booking=booking, hides=False)
    if not form.asked:
        raise Http404
    if form.is_valid():
        try:
            replies.change(booking, **form.facts, by=request.user, now=request.now)
        except TooLate as changed:
            form.look_again(str(changed))
        except Refused as too_late:
            messages.error(request, str(too_late))
            return redirect("bookings:booking", code)
        else:
            messages.success(request, "Your answers are saved.")
            return redirect("bookings:booking", code)
    crumbs = [(booking.event.course.title, reverse("bookings:booking", args=[code])), ("Questions", None)]
    saved = replies.shown_to(request.user, booking) if form.non_field_errors() else []
    context = {"booking": booking, "form": form, "refusal": refusal, "saved": saved, "breadcrumbs": crumbs}
    return render(request, "bookings/reply.html", context)


@doors.trainer
def needs(request, code):
    """What the people of an event need, for the officer and the lead trainer; the officer may take it away as a file."""
    event = get_object_or_404(
        Event.objects.registers_of(request.user).with_course().with_sessions(), code=code
    )
    if not replies.may_read_needs(request.user, event):
        raise Http404
    table = replies.needs(event)
    is_officer = request.user.is_a("officer")
    if is_officer and request.GET.get("format") in ("csv", "xlsx"):
        return table.response(request.GET["format"], f"needs-{event.code}")
    crumbs = [(f"Register: {event}", reverse("bookings:register", args=[code])), ("What people need", None)]
    context = {"event": event, "table": table, "is_officer": is_officer, "breadcrumbs": crumbs}
    return render(request, "bookings/needs.html", context)
