"""The answer of the manager, the coordinator or a deputy, given from a signed link in an e-mail.

They often have no account, so the trail keeps the name they gave, and for whom a deputy answered.
"""

from datetime import datetime

from django.db import transaction

from accounts import trail
from accounts.models import Deputy
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
        Status.REPLACED: "A colleague took this place meanwhile, so there is nothing to agree to.",
        Status.CANCELLED: "This booking was cancelled meanwhile, so there is nothing to agree to.",
    }
    return answers.get(Status(booking.status), "This booking does not need an answer.")


def _open(booking: Booking, now: datetime) -> None:
    booking.event = places.lock(booking.event_id)
    if reason := reason_not_to_decide(booking, now):
        raise Refused(reason)


def approve(booking: Booking, *, by_name: str = "", deputy: Deputy | None = None, now: datetime) -> None:
    """They agree: the booking is confirmed and the person told. `deputy` is who answered for another. Raises Refused, TooLate."""
    with transaction.atomic():
        _open(booking, now)
        booking.move(
            Status.CONFIRMED, deed="booking.approved", by=None, now=now,
            also=_said_by(by_name, deputy), confirmed_at=now, expires_at=None,
        )  # fmt: skip
        interests.end_by_place(booking, now=now)
        emails.confirmed(booking, now=now)


def decline(
    booking: Booking, *, by_name: str = "", deputy: Deputy | None = None, reason: str, now: datetime
) -> None:
    """They decline: the place goes to the next in the list and the person reads the reason. Raises Refused, TooLate."""
    if not reason.strip():
        raise Refused("Give a reason, so that the person knows why.")
    with transaction.atomic():
        _open(booking, now)
        booking.move(
            Status.DECLINED, deed="booking.declined", by=None, now=now,
            also=_said_by(by_name, deputy), cancel_reason=reason.strip()[:300], expires_at=None,
        )  # fmt: skip
        emails.declined(booking, now=now)
        places.release(booking.event_id)
        waiting.offer_freed_places(booking.event, now=now)


def _said_by(name: str, deputy: Deputy | None) -> dict:
    """What the trail keeps of who answered, and for whom."""
    if deputy is None:
        return {"decided_by": [None, name]}
    return {"decided_by": [None, f"{name}, for {deputy.principal_name}"]}


def remind_due(now: datetime) -> int:
    """Asks once more whoever has not answered half-way. Safe to run twice, or a day late; a message for each addressee."""
    due = Booking.objects.requests_to_remind(now).with_sessions().with_person().order_by("pk")
    return sum(_remind(booking, now) for booking in due)


def _remind(booking: Booking, now: datetime) -> bool:
    with transaction.atomic():
        waiting_for_it = Booking.objects.filter(
            pk=booking.pk, status=Status.REQUESTED, remind_at__isnull=False
        )
        if not waiting_for_it.update(remind_at=None, reminded_at=now):
            return False  # answered, or reminded by another worker
        booking.reminded_at = now
        trail.record(None, "booking.reminded", booking, {}, now=now)
        emails.manager_reminded(booking, now=now)
    return True


def lapse_due(now: datetime) -> int:
    """Gives up requests that nobody answered in time. Safe to run twice, or a day late."""
    due = Booking.objects.requests_to_lapse(now).with_person().order_by("pk")
    return sum(waiting.lapse(booking, now=now) for booking in due)
