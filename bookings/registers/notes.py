"""Notes at the door: one on the whole register, one on each person. For the trainers and the training team, for a while."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from bookings.models import Booking, RegisterNote
from lib.errors import Refused, TooLate
from lib.seen import fingerprint
from training.models import Event

CHANGED = "Somebody wrote a note while you had this page open. Read it below; if you save yours, it takes its place."


def note_on(subject: Event | Booking) -> str:
    """The words of the note on a register or on one person of it; empty when there is none."""
    found = RegisterNote.objects.filter(**_on(subject)).first()
    return found.text if found else ""


def _on(subject: Event | Booking) -> dict:
    return {"event" if isinstance(subject, Event) else "booking": subject}


def seen_of(subject: Event | Booking) -> str:
    """What a page showed of the note, shortened."""
    return fingerprint(note_on(subject))


def write(subject: Event | Booking, text: str, *, by: Person, now: datetime, seen: str | None = None) -> None:
    """Puts this note in the place of the one there is; an empty text takes it away. Also once the register is closed.

    The trail keeps that it was written, not what. Raises Refused for a trainer of another event, TooLate when another note is
    there than the page showed (`seen`).
    """
    event = subject if isinstance(subject, Event) else subject.event
    refuse_others(event, by)
    words = " ".join(text.split())
    with transaction.atomic():
        Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        there = note_on(subject)
        if there == words:
            return
        if seen is not None and seen != fingerprint(there):
            raise TooLate(CHANGED)
        if words:
            facts = {"text": words, "written_by": by, "written_at": now}
            RegisterNote.objects.update_or_create(**_on(subject), defaults=facts)
        else:
            RegisterNote.objects.filter(**_on(subject)).delete()
        record(by, "register.noted", subject, {"note": [bool(there), bool(words)]}, now=now)


def refuse_others(event: Event, by: Person) -> None:
    """Raises Refused for whoever neither trains this event nor belongs to the training team."""
    if by.is_a("officer") or event.deliveries.filter(trainer__person=by).exists():
        return
    raise Refused("Only the trainers of this event and the training team write notes on its register.")


def forget_due(now: datetime) -> int:
    """Deletes notes 30 days after their event; how many. Safe to run twice, or a day late."""
    return RegisterNote.objects.to_forget(now).delete()[0]
