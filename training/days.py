"""Days on which people do not usually come: weekends, bank holidays, and the holidays that officers keep.

One rule for plans, previews, lists, the calendar and spreadsheets: a warning, never a refusal. Pure: no database. `holidays` are rows of
Holiday that may be about these days; others do no harm.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from lib.dates import bank_holidays, is_working_day, local_day, long_day

LONGEST = timedelta(days=100)


def reason_against_days(first: date, last: date) -> str:
    """Why these cannot be the first and the last day of a holiday, both included; empty when they can."""
    if last < first:
        return "The last day cannot be before the first."
    if last - first >= LONGEST:
        return f"A holiday has {LONGEST.days} days at most. Check the month and the year of both days."
    return ""


def names(on: date, holidays: Iterable[Any]) -> list[str]:
    """What a day off is called, as a calendar prints it: Bank holiday, October half-term."""
    bank = ["Bank holiday"] if on in bank_holidays(on.year) else []
    return bank + [holiday.name for holiday in holidays if holiday.has(on)]


def notes(on: date, holidays: Iterable[Any]) -> list[str]:
    """Why people do not usually train on this day, in a word each; none on an ordinary day."""
    return ([] if is_working_day(on) or on in bank_holidays(on.year) else ["Weekend"]) + names(on, holidays)


def warning(on: date, holidays: Iterable[Any]) -> str:
    """Thursday 29 October 2026 is in “October half-term”. Empty on an ordinary day."""
    words = {"Weekend": "at a weekend", "Bank holiday": "a bank holiday"}
    against = [words.get(note, f"in “{note}”") for note in notes(on, holidays)]
    return f"{long_day(on)} is {' and '.join(against)}." if against else ""


def days_of(sessions: Iterable[Any]) -> list[date]:
    """The London days of sessions or their plans, each once, in order."""
    return sorted({local_day(session.starts_at) for session in sessions})


def warnings(sessions: Iterable[Any], holidays: Sequence[Any]) -> list[str]:
    """A sentence for each day of these sessions on which people do not usually come."""
    return [said for on in days_of(sessions) if (said := warning(on, holidays))]
