"""The manager's answer, given from a signed link in an e-mail. Managers often have no account, so the trail keeps the name they gave."""

from datetime import datetime

from django.db import transaction

from bookings import emails, interests, places, waiting
from bookings.models import Booking
from bookings.models.booking import Status
from lib.errors import Refused


def reason_not_to_decide(booking: Booking, now: datetime) -> str:
    """Why there is nothing (more) to agree to, as a sentence; empty while the answer is awaited."""
    if booking.event.is_cancelled:
        return "The event was cancelled, so there is nothing to agree to."
    if booking.is_requested and booking.expires_at > now:
        return ""
    answers = {
        Status.REQUESTED: "The time to answer is over and the place was given up.",
        Status.LAPSED: "The time to answer is over and the place was given up.",
        Status.CONFIRMED: "This booking has already been agreed to.",
        Status.DECLINED: "This booking has already been declined.",
        Status.CANCELLED: "This booking was cancelled meanwhile, so there is nothing to agree to.",
    }
    return answers.get(Status(booking.status), "This booking does not need an answer.")


def _open(booking: Booking, now: datetime) -> None:
    booking.event = places.lock(booking.event_id)
    if reason := reason_not_to_decide(booking, now):
        raise Refused(reason)


def approve(booking: Booking, *, by_name: str = "", now: datetime) -> None:
    """The manager agrees: the booking is confirmed and the person told. Raises Refused, TooLate."""
    with transaction.atomic():
        _open(booking, now)
        booking.move(
            Status.CONFIRMED, deed="booking.approved", by=None, now=now,
            also={"decided_by": [None, by_name]}, confirmed_at=now, expires_at=None,
        )  # fmt: skip
        interests.end_by_place(booking, now=now)
        emails.confirmed(booking, now=now)


def decline(booking: Booking, *, by_name: str = "", reason: str, now: datetime) -> None:
    """The manager declines: the place goes to the next in the list and the person reads the reason. Raises Refused, TooLate."""
    if not reason.strip():
        raise Refused("Give a reason, so that the person knows why.")
    with transaction.atomic():
        _open(booking, now)
        booking.move(
            Status.DECLINED, deed="booking.declined", by=None, now=now,
            also={"decided_by": [None, by_name]}, cancel_reason=reason.strip()[:300], expires_at=None,
        )  # fmt: skip
        emails.declined(booking, now=now)
        places.release(booking.event_id)
        waiting.offer_freed_places(booking.event, now=now)


def lapse_due(now: datetime) -> int:
    """Gives up requests that nobody answered in time. Safe to run twice, or a day late."""
    due = Booking.objects.requests_to_lapse(now).with_person().order_by("pk")
    return sum(waiting.lapse(booking, now=now) for booking in due)
