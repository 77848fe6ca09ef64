from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from bookings import queue, shares
from bookings.forms.moves import OutOfTurnForm
from bookings.models import Booking
from lib.dates import day
from lib.errors import Refused, TooLate
from training.allocating import allocate
from training.forms.allocations import AllocationDesk
from training.models import Event


def _crumbs(event: Event) -> list:
    bookings = reverse("bookings:event_bookings", args=[event.code])
    return [(f"{event}, {day(event.starts_at)}", bookings), ("", None)]


@doors.officer
def allocations(request, code):
    """How many places which sector or agency may hold until when, beside what is held."""
    found = Event.objects.visible_to(request.user).with_course().with_sessions()
    event = get_object_or_404(found, code=code)
    desk = AllocationDesk(request.POST if request.method == "POST" else None, event=event)
    if desk.is_valid():
        try:
            allocate(event, desk.plans, seen=desk.seen, by=request.user, now=request.now)
        except TooLate as changed:
            desk.refusals.look_again(str(changed))
        except Refused as refusal:
            desk.refusals.add_error(None, refusal.reasons)
        else:
            messages.success(request, "The allocations are saved.")
            return redirect("bookings:event_bookings", code)
    context = {
        "event": event,
        "desk": desk,
        "shares": shares.LiveMix(event, request.now).shares(),
        "breadcrumbs": _crumbs(event),
    }
    return render(request, "bookings/allocations.html", context)


@doors.officer
def out_of_turn(request, code):
    """Offers one who waits the next place, before others in the list."""
    found = Booking.objects.changeable_by(request.user).with_sessions().with_person()
    booking = get_object_or_404(found, code=code)
    back = f"{reverse('bookings:event_bookings', args=[booking.event.code])}?status=waiting"
    form = OutOfTurnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            queue.put_first(booking, by=request.user, now=request.now, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
        else:
            messages.success(request, form.sentence(booking))
            return redirect(back)
    context = {
        "booking": booking,
        "form": form,
        "back": back,
        "passed_over": queue.passed_over(booking),
        "refusal": queue.reason_not_to_put_first(booking, request.now),
        "breadcrumbs": _crumbs(booking.event),
    }
    return render(request, "bookings/out_of_turn.html", context)
