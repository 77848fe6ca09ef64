"""Holidays: the officer keeps them, and plans are held against them. Each deed is one transaction and writes the trail."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Person
from accounts.trail import record
from lib.dates import at, local_day
from lib.errors import Refused
from training.days import reason_against_days
from training.models import Event, Holiday, Session
from training.rows import changes, facts_of, revise, save_checked

HOLIDAY = ["name", "first_on", "last_on"]


def save_holiday(
    holiday: Holiday, facts: dict, *, by: Person | None, now: datetime, seen: int | None = None
) -> Holiday:
    """Adds a holiday (an unsaved row) or changes it; its first and last day belong to it.

    Raises Refused when it ends before it begins, is longer than any holiday or stands there already, TooLate when it is no longer at
    revision `seen`.
    """

    def apply() -> None:
        for name, value in facts.items():
            setattr(holiday, name, value)
        if reason := reason_against_days(holiday.first_on, holiday.last_on):
            raise Refused(reason)
        save_checked(holiday)

    with transaction.atomic():
        if holiday.pk is None:
            apply()
            record(by, "holiday.added", holiday, changes({}, _facts(holiday)), now=now)
        elif made := revise(holiday, seen, facts=_facts, apply=apply):
            record(by, "holiday.changed", holiday, made, now=now)
    return holiday


def remove_holiday(holiday: Holiday, *, by: Person | None, now: datetime, seen: int | None = None) -> None:
    """Deletes a holiday; events keep their days. Raises TooLate when it is gone, or no longer at revision `seen`."""
    with transaction.atomic():
        holiday.lock(seen)
        gone = {name: [was, ""] for name, was in _facts(holiday).items()}
        record(by, "holiday.removed", holiday, gone, now=now)
        holiday.delete()


def holidays_on(days: Iterable[date]) -> list[Holiday]:
    """The holidays that may be about these days: one query, none for no day."""
    found = list(days)
    return list(Holiday.objects.touching(min(found), max(found))) if found else []


def holidays_at(timed: Iterable[Any]) -> list[Holiday]:
    """The holidays that may be about events, sessions or plans."""
    return holidays_on(day for each in timed for day in (local_day(each.starts_at), local_day(each.ends_at)))


def events_in(holiday: Holiday, now: datetime):
    """Events to come of which a session begins on a day of this holiday."""
    start, end = at(holiday.first_on, time.min), at(holiday.last_on + timedelta(days=1), time.min)
    inside = Session.objects.filter(event=OuterRef("pk"), starts_at__gte=start, starts_at__lt=end)
    return Event.objects.not_cancelled().filter(Exists(inside), ends_at__gt=now)


def _facts(holiday: Holiday) -> dict:
    return facts_of(holiday, HOLIDAY)
