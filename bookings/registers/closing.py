"""Closing a register: the moment at which outcomes become final, and charges are proposed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from bookings.registers.make_up_sheet import refuse_unmarked as refuse_unmarked_make_ups
from bookings.registers.marks import CLOSED, open_register
from bookings.registers.results import Result, results, seen_of
from bookings.registers.settling import settle
from lib.dates import day_and_clock
from lib.errors import Refused, TooLate
from training.models import Event

CHANGED = "Somebody changed a mark while you had this page open. Read again what closing will do."


def reasons_not_to_close(event: Event, now: datetime) -> list[str]:
    """Why this register cannot be closed yet, apart from missing marks: nothing when its last session has begun."""
    if event.is_cancelled or event.is_draft:
        return ["This event is not taking place, so it has no register."]
    last = max(session.starts_at for session in event.sessions.all())
    if last > now:
        return [f"The register can be closed once the last session has begun, on {day_and_clock(last)}."]
    return []


def close(event: Event, *, by: Person, now: datetime, seen: str | None = None) -> None:
    """Makes the outcomes final, decides who has earned a certificate, and proposes a charge for each day that was missed. Closed again
    after it was reopened, it puts right what followed: nothing is charged, and nobody is told, a second time.

    Raises TooLate when the register is closed already or is no longer as its forecast was `seen`, Refused before the last session
    has begun or while somebody is unmarked.
    """
    with transaction.atomic():
        locked = open_register(event.pk, by)
        reasons = reasons_not_to_close(locked, now)
        if reasons:
            raise Refused(reasons)
        closed = {"register_closed_at": now, "register_reopened_at": None}
        if not Event.objects.filter(pk=event.pk, register_closed_at=None).update(**closed):
            raise TooLate(CLOSED)
        everybody = results(locked)
        _refuse_unmarked(everybody)
        refuse_unmarked_make_ups(locked)
        if seen and seen != seen_of(everybody):
            raise TooLate(CHANGED)
        changes = {"register_closed_at": [None, now], "people": [0, len(everybody)]}
        record(by, "register.closed", locked, changes, now=now)
        settle(locked, everybody, by=by, now=now)
    event.refresh_from_db()


def _refuse_unmarked(everybody: Iterable[Result]) -> None:
    unmarked = sum(bool(result.unmarked) for result in everybody)
    if unmarked:
        people = "1 person is" if unmarked == 1 else f"{unmarked} people are"
        raise Refused(f"{people} not marked at every session. Mark them before you close the register.")
