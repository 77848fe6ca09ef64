"""Moving a booking to another date of its course: a cancellation and a booking in one step, both or neither."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Person
from bookings import cancellation, confirming, emails, places, waiting
from bookings.booking import facts_of, make, one_at_a_time
from bookings.models import Booking
from bookings.overlaps import overlaps
from bookings.rules import reasons_not_to_book
from lib.dates import day
from lib.errors import Refused
from training.models import Event


def other_dates(booking: Booking, now: datetime) -> QuerySet[Event]:
    """The events to come that a booking may move to, the next first."""
    found = Event.objects.published().upcoming(now).filter(course=booking.event.course_id)
    return found.exclude(pk=booking.event_id).with_course().with_sessions().order_by("starts_at", "pk")


def clashes_of(booking: Booking, to: Event) -> list[Booking]:
    """The person's other bookings at the time of the new date; the one that is left does not count."""
    return [other for other in overlaps(booking.person, to) if other.pk != booking.pk]


def reason_not_to_transfer(booking: Booking, now: datetime) -> str:
    """Why this booking cannot move (any more), as a sentence; empty when it can."""
    if booking.status not in cancellation.CAN_BE_CANCELLED:
        return f"This booking cannot be moved. It is: {booking.get_status_display().lower()}."
    if booking.event.has_started(now):
        return "The event has started, so the booking can no longer be moved."
    if booking.attendances.exists():
        return "This booking is marked in the register already, so it can no longer be moved."
    return ""


def transfer(booking: Booking, to: Event, *, by: Person, now: datetime) -> Booking:
    """The booking on the other date. What leaving this one costs is what cancelling it would.

    Never a silent wait: without a free place there everything stays as it is. A manager who has agreed is told of the new date.
    Raises Refused with every reason, TooLate.
    """
    with transaction.atomic():
        locked = places.lock_all([booking.event_id, to.pk])
        booking.event, there = locked[booking.event_id], locked[to.pk]
        one_at_a_time(booking.person)
        if reasons := _reasons(booking, there, by=by, now=now):
            raise Refused(reasons)
        if not waiting.take_a_place(there, booking.person.employment.agency, now=now):
            raise Refused(_no_place(booking, there))
        agreed = booking.is_confirmed
        step = confirming.agreed(now) if agreed else confirming.next_step(there, now=now)
        was, what = booking.status, cancellation.end(booking, deed="booking.moved_away", by=by, now=now)
        emails.cancelled(booking, was=was, consequence=what, moved_to=there, now=now)
        new = make(
            booking.person, there, by=by, now=now, deed="booking.moved_here", transferred_from=booking, **step
        )
        confirming.tell(new, now=now, was_agreed=agreed)
    return new


def _reasons(booking: Booking, there: Event, *, by: Person, now: datetime) -> list[str]:
    if reason := reason_not_to_transfer(booking, now):
        return [reason]
    if there.course_id != booking.event.course_id or there.pk == booking.event_id:
        return ["A booking can only move to another date of the same course."]
    return reasons_not_to_book(facts_of(there, booking.person, by=by, now=now, leaving=booking))


def _no_place(booking: Booking, there: Event) -> str:
    return (
        f"No place is free for {booking.person.employment.agency} on {day(there.starts_at)}, so nothing was changed. "
        "Choose another date, or join its waiting list and keep this booking."
    )
