"""Who makes up a session at an event: on its register, before it closes, and when it is moved or cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.models import Person, TrailEntry
from accounts.trail import entry
from bookings import make_up_emails
from bookings.models import MakeUp
from bookings.registers.sheet import Row
from lib.dates import day
from lib.errors import Refused
from training.models import Event, Session
from training.models.event import EventQuerySet


@dataclass(frozen=True)
class MakeUpRow(Row):
    """A row of the register; `seen` is the make-up itself once it is marked."""

    make_up: MakeUp

    @property
    def missed(self) -> str:
        """“missed on 12 March 2026”."""
        return f"missed on {day(self.make_up.session.starts_at)}"


def flagged(events: EventQuerySet) -> EventQuerySet:
    """Loads with each event whether anybody makes up a session there, so that a register without them asks nothing more."""
    there = MakeUp.objects.standing().filter(at__event=OuterRef("pk"))
    return events.annotate(has_make_ups=Exists(there))


def rows_at(event: Event, session: Session) -> list[MakeUpRow]:
    """Who makes up a session here, by name: one query, and none at an event that `flagged` loaded without any."""
    if not event.has_make_ups:  # type: ignore[attr-defined]  # annotated
        return []
    found = session.make_ups.standing().with_facts()
    in_order = found.order_by("booking__person__first_name", "booking__person__last_name", "pk")
    return [MakeUpRow(each.booking, each if each.mark else None, each) for each in in_order]


def unmarked(event: Event) -> list[MakeUp]:
    """Who was to make up a session here and has no mark: they must be dealt with before the register closes."""
    return list(MakeUp.objects.open().at_event(event).with_facts().order_by("at__starts_at", "pk"))


def refuse_unmarked(event: Event) -> None:
    """Raises Refused while somebody who makes up a session here has no mark."""
    if number := len(unmarked(event)):
        people = "1 person who makes" if number == 1 else f"{number} people who make"
        verb = "has" if number == 1 else "have"
        raise Refused(f"{people} up a session here {verb} no mark. Mark them before you close the register.")


def is_marked(event: Event) -> bool:
    return MakeUp.objects.at_event(event).marked().exists()


def end_with_event(event: Event, *, by: Person, now: datetime) -> int:
    """The event is cancelled, and what was to be made up at it; everybody is told. Gives back how many.

    Call it in the transaction of the cancellation, with the event locked and nobody marked.
    """
    ending = _open_with_sessions_of(event)
    MakeUp.objects.filter(pk__in=[each.pk for each in ending]).update(cancelled_by=by, cancelled_at=now)
    TrailEntry.objects.bulk_create(
        entry(by, "make_up.cancelled", each, {"cancelled_at": [None, now]}, now=now) for each in ending
    )
    for each in ending:
        make_up_emails.cancelled(each, now=now)
    return len(ending)


def move_with_event(event: Event, *, before: Sequence, note: str, by: Person, now: datetime) -> int:
    """The event is moved; who was to make up a session at it is told, with the entry that replaces the one in the diary.

    Call it in the transaction of the move, with the event locked and its new sessions loaded.
    """
    moving = _open_with_sessions_of(event)
    TrailEntry.objects.bulk_create(entry(by, "make_up.moved", each, now=now) for each in moving)
    for each in moving:
        make_up_emails.moved(each, before=before, note=note, now=now)
    return len(moving)


def _open_with_sessions_of(event: Event) -> list[MakeUp]:
    found = unmarked(event)
    for each in found:
        each.at.event = event
    return found
