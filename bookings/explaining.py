"""Why somebody did not come, when nobody is charged for it: asked once, answered from a link, forgotten in time.

Who is charged is asked with the charge (`bookings/charging.py`) and not again here.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import trail
from accounts.models import Person
from bookings import emails
from bookings.charging import ANSWERED, answer_by
from bookings.models import Absence, Booking, Charge
from bookings.models.booking import BookingQuerySet
from lib.errors import TooLate
from lib.links import absolute
from lib.seen import fingerprint

# Nobody is asked about a register that was closed longer ago: the worker may be late, but not by a month.
ASKED_WITHIN = timedelta(days=14)


def due(now: datetime) -> BookingQuerySet:
    """No-shows of closed registers that nobody was asked about, neither here nor with a charge."""
    charges = Charge.objects.filter(booking=OuterRef("pk"))
    lately = {
        "event__register_closed_at__lte": now,
        "event__register_closed_at__gt": now - ASKED_WITHIN,
        "event__imported_at": None,
    }
    return Booking.objects.booked().no_shows().filter(absence=None, **lately).exclude(Exists(charges))


def ask_due(now: datetime) -> int:
    """Asks each of them, and their manager, once; how many. Safe to run twice, a day late, or in two workers at once."""
    return sum(_ask(booking, now) for booking in due(now).with_event().with_person().order_by("pk"))


def _ask(booking: Booking, now: datetime) -> bool:
    with transaction.atomic():
        # Locked and looked at again: another worker may have been faster, or the register was reopened in this moment.
        Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
        if not due(now).filter(pk=booking.pk).exists():
            return False
        asked = Absence.objects.create(booking=booking, asked_at=now, answer_by=answer_by(now))
        trail.record(None, "absence.asked", booking, {"asked_at": [None, now]}, now=now)
        link = absolute("bookings:absence_answer", token=asked.token)
        emails.absence_asked(booking, link=link, answer_by=asked.answer_by, now=now)
    return True


def reason_not_to_answer(absence: Absence, now: datetime) -> str:
    """Why nothing is asked (any more), as a sentence; empty while a reason is welcome."""
    booking = absence.booking
    if not booking.event.is_closed:
        return "The register of this event is open again to be corrected, so nothing is asked at the moment."
    if not booking.did_not_come:
        return "The register of this event was corrected, so there is nothing to explain any more."
    if absence.is_over(now):
        return (
            "This was too long ago to give a reason here. If something is wrong, write to the training team."
        )
    return ""


def seen_of(absence: Absence) -> str:
    """What the page showed of the answer, shortened."""
    return fingerprint(str(absence.answered_at), absence.reason, absence.text)


def answer(
    absence: Absence,
    *,
    reason: str,
    text: str = "",
    by: Person | None = None,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Keeps the reason; a later answer takes its place, the same again changes nothing. The trail keeps that one was given, never which.

    Raises TooLate when the register no longer says that nobody came, when it is too long ago, and when somebody else has answered since
    the page showed `seen`.
    """
    with transaction.atomic():
        locked = Absence.objects.select_for_update(of=("self",)).select_related("booking__event")
        there = locked.get(pk=absence.pk)
        if refusal := reason_not_to_answer(there, now):
            raise TooLate(refusal)
        if there.answered_at and (there.reason, there.text) == (reason, text):
            return
        if seen and seen != seen_of(there):
            raise TooLate(ANSWERED)
        Absence.objects.filter(pk=there.pk).update(answered_at=now, reason=reason, text=text)
        changes = {"answered_at": [there.answered_at, now]}
        trail.record(by, "absence.answered", there.booking, changes, now=now)
    absence.refresh_from_db()


def forget_due(now: datetime) -> int:
    """Deletes what people wrote, 90 days after they were asked; the reason from the list stays for the statistics. May run twice, or late."""
    return Absence.objects.to_forget(now).update(text="")
