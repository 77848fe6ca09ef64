from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from bookings import cancellation, queue, replies, waiting
from bookings.booking import book as book_event
from bookings.calendars import invitation
from bookings.forms.booking import BookForm, CancelForm
from bookings.history import history
from bookings.materials import materials_for
from bookings.models import Booking, Charge, MakeUp
from bookings.overlaps import overlaps
from bookings.programme import groups_of, instead_of, open_to
from bookings.registers import own_codes
from bookings.standing import standing
from bookings.views.make_ups import shown_with as make_ups_of
from bookings.views.moves import other_ways
from lib.errors import Refused
from lib.forms import Form
from training.models import Interest

PER_PAGE = 20
MADE = {
    "confirmed": "You are booked. We have sent you a confirmation by email.",
    "requested": "A place is held for you, and whoever must agree has been asked.",
    "waiting": "You are on the waiting list. We will write to you when a place comes free.",
    "offered": "A place has come free for you. Take it before the time is over.",
}


@doors.practitioner
def book(request, code):
    event = get_object_or_404(open_to(request.user).with_course().with_sessions(), code=code)
    here = standing(event, request.user, now=request.now)
    if here.mine:
        messages.info(request, "This is your booking. You do not need to book again.")
        return redirect("bookings:booking", here.mine.code)
    clashes = overlaps(request.user, event)
    questions = event.course.booking_questions.asked()
    data = request.POST if request.method == "POST" else None
    form = BookForm(data, overlaps=bool(clashes), questions=questions, now_is=here.terms)
    if form.is_valid():
        try:
            booking = book_event(request.user, event, by=request.user, now=request.now, texts=form.texts)
        except Refused as refusal:
            # The page lists the rules' own reasons with their links; the form says what came on top.
            form.add_error(None, [reason for reason in refusal.reasons if reason not in here.reasons])
        else:
            messages.success(request, MADE[booking.status])
            return redirect("bookings:booking", booking.code)
    crumbs = [_programme(), (event.course.title, reverse("bookings:event", args=[code])), ("Book", None)]
    context = {"event": event, "standing": here, "form": form, "clashes": clashes, "breadcrumbs": crumbs}
    return render(request, "bookings/book.html", context)


@doors.signed_in
def mine(request):
    own = Booking.objects.of(request.user).with_sessions()
    coming = list(own.coming_up(request.now))
    groups = [
        ("To do", [booking for booking in coming if booking.is_offered]),
        ("Coming up", [booking for booking in coming if booking.is_confirmed or booking.is_walk_in]),
        ("Waiting", [booking for booking in coming if booking.is_waiting or booking.is_requested]),
    ]
    past = Paginator(own.over(request.now), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "to_explain": Charge.objects.awaiting_answer(request.now)
        .filter(booking__person=request.user)
        .with_facts(),
        "groups": groups,
        "has_coming": bool(coming),
        "own_groups": groups_of(request.user, request.now),
        "interests": Interest.objects.open().of(request.user).with_course(),
        "make_ups": MakeUp.objects.to_come_for(request.user, request.now),
        "page": past,
    }
    return render(request, "bookings/mine.html", context)


@doors.signed_in
def booking(request, code):
    booking = _visible(request, code)
    context = {
        "booking": booking,
        "consequence": cancellation.consequence(booking, request.now),
        "can_cancel": _may_cancel(request, booking),
        **other_ways(request, booking),
        **make_ups_of(booking, request.user, request.now),
        "standing": queue.standing(booking, request.now),
        "terms": booking.terms_in_words(request.now),
        "materials": _materials(request, booking),
        "charges": Charge.objects.visible_to(request.user).filter(booking=booking).order_by("day"),
        "history": history(booking, request.user),
        "next_dates": instead_of(booking.event, request.now),
        "replies": replies.shown_to(request.user, booking),
        "can_reply": _may_reply(request, booking),
        "own_code": own_codes.token_shown(booking, request.now),
        "breadcrumbs": _crumbs(request, booking)[:-1],
    }
    return render(request, "bookings/booking.html", context)


@doors.signed_in
def cancel(request, code):
    booking = _changeable(request, code)
    what = cancellation.consequence(booking, request.now)
    form = CancelForm(request.POST if request.method == "POST" else None, seen=what.seen)
    if form.is_valid():
        try:
            cancellation.cancel(booking, by=request.user, now=request.now, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Cancelled. A confirmation is on its way by email.")
        return redirect("bookings:booking", code)
    context = {
        "booking": booking,
        "consequence": what,
        "refusal": cancellation.reason_not_to_cancel(booking, request.now),
        "form": form,
        "breadcrumbs": [*_crumbs(request, booking), ("Cancel", None)],
    }
    return render(request, "bookings/cancel.html", context)


@doors.signed_in
def accept(request, code):
    booking = _changeable(request, code)
    if request.method == "POST":
        try:
            waiting.accept(booking, by=request.user, now=request.now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, MADE[booking.status])
        return redirect("bookings:booking", code)
    refusal = waiting.reason_not_to_accept(booking, request.now)
    crumbs = [*_crumbs(request, booking), ("Take the place", None)]
    context = {
        "booking": booking,
        "form": Form(),
        "refusal": refusal,
        "terms": booking.terms_in_words(request.now),
        "breadcrumbs": crumbs,
    }
    return render(request, "bookings/accept.html", context)


@doors.signed_in
def calendar(request, code):
    booking = _visible(request, code)
    if not booking.is_confirmed:
        raise Http404
    response = HttpResponse(
        invitation(booking, now=request.now).text(), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="booking-{booking.code}.ics"'
    return response


def _visible(request, code) -> Booking:
    return _found(Booking.objects.visible_to(request.user), code)


def _changeable(request, code) -> Booking:
    return _found(Booking.objects.changeable_by(request.user), code)


def _found(bookings, code) -> Booking:
    return get_object_or_404(bookings.with_sessions().with_person(), code=code)


def _materials(request, booking: Booking):
    """Only the person's own: whoever looks after the event opens them on the planning pages."""
    return materials_for(booking, request.now) if booking.person_id == request.user.pk else []


def _may_cancel(request, booking: Booking) -> bool:
    return booking.can_be_changed_by(request.user) and not cancellation.reason_not_to_cancel(
        booking, request.now
    )


def _may_reply(request, booking: Booking) -> bool:
    """The person, or an officer for them, while something is asked and the event has not begun."""
    may = booking.person_id == request.user.pk or request.user.is_a("officer")
    asked = may and not replies.reason_not_to_change(booking, request.now)
    return bool(asked) and booking.event.course.booking_questions.asked().exists()


def _programme():
    return ("Programme", reverse("bookings:programme"))


def _crumbs(request, booking: Booking):
    """Back to one's own list, or to the event for those who look after it."""
    own = booking.person_id == request.user.pk
    back = ("My bookings", reverse("bookings:mine")) if own else _programme()
    return [back, (booking.event.course.title, reverse("bookings:booking", args=[booking.code]))]
