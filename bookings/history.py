"""The story of a booking in plain words, read from the trail."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person, TrailEntry
from bookings.models import Booking

BECAME = {
    "confirmed": "a place was confirmed",
    "requested": "a place was held and the manager or coordinator was asked",
    "waiting": "no place was free, so it went on the waiting list",
}
WORDS = {
    "booking.offered": "A place came free and was offered",
    "booking.accepted": "The place was taken",
    "booking.lapsed": "The time was over, so it lapsed",
    "booking.approved": "The booking was agreed to",
    "booking.declined": "The booking was declined",
    "booking.reminded": "A reminder to agree was sent",
    "booking.replied": "Questions were answered",
    "booking.cancelled": "Cancelled",
    "booking.ended_with_event": "The event was cancelled",
    "booking.put_first": "Put first in the waiting list by the training team",
    "booking.named": "A place that the agency held was given this name",
    "booking.replaced": "A colleague took the place",
    "booking.took_over": "Took the place of a colleague",
    "booking.moved_away": "Moved to another date",
    "booking.moved_here": "Moved here from another date",
    "booking.moved": "The event was moved to another day, time or place",
    "booking.walked_in": "Came without a place and was added to the register",
    "booking.made_up": "The outcome followed a session that was made up at another event",
}


@dataclass(frozen=True)
class Step:
    at: datetime
    words: str
    who: str


def history(booking: Booking, reader: Person) -> list[Step]:
    """What happened to the booking, oldest first; deeds that are no part of its story are left out."""
    entries = TrailEntry.objects.filter(subject_type="booking", subject_code=booking.code).select_related(
        "by"
    )
    steps = [Step(entry.at, _words(entry), _who(entry, reader)) for entry in entries.order_by("at", "pk")]
    return [step for step in steps if step.words]


def _words(entry: TrailEntry) -> str:
    if entry.deed == "booking.made":
        became = entry.changes.get("status", [None, ""])[1]
        booked = f"Booked: {BECAME[became]}" if became in BECAME else "Booked"
        without, why = entry.changes.get("prerequisites", ["", ""])
        return f"{booked}. Without a certificate of {without}, because: {why}" if without else booked
    words = WORDS.get(entry.deed, "")
    if entry.deed == "booking.replaced" and "person" in entry.changes:
        return "{} was replaced by {}".format(*entry.changes["person"])
    if (
        entry.deed in ("booking.cancelled", "booking.moved_away")
        and entry.changes.get("cancelled_late", [False, False])[1]
    ):
        return f"{words} after the time to cancel free of charge"
    return words


def _who(entry: TrailEntry, reader: Person) -> str:
    if entry.by is None:
        return entry.changes.get("decided_by", ["", ""])[1]
    return "you" if entry.by == reader else entry.by.name
