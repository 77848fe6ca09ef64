"""What follows from the marks of a register. Pure functions: the order of the marks never matters."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from bookings.models.attendance import Mark
from bookings.models.booking import Outcome


class Seen(Protocol):
    """A mark at one session; an Attendance row is one."""

    mark: str
    minutes_late: int
    minutes_early: int


def attended(seen: Seen, *, late_limit: int) -> bool:
    """Present, and at most `late_limit` minutes late: exactly the limit still counts."""
    return seen.mark == Mark.PRESENT and seen.minutes_late <= late_limit


def outcome(marks: Iterable[Seen], *, late_limit: int) -> Outcome:
    """From one mark for each session: all attended, some, or none (also when there are no marks)."""
    answers = [attended(seen, late_limit=late_limit) for seen in marks]
    if not any(answers):
        return Outcome.NO_SHOW
    return Outcome.ATTENDED if all(answers) else Outcome.PARTLY


def earns_certificate(marks: Collection[Seen], *, late_limit: int, early_limit: int) -> bool:
    """Attended every session, and left none more than `early_limit` minutes early: exactly the limit still counts."""
    every = outcome(marks, late_limit=late_limit) == Outcome.ATTENDED
    return every and all(seen.minutes_early <= early_limit for seen in marks)


def days_missed(marks: Iterable[tuple[date, Seen]], *, late_limit: int) -> list[date]:
    """The days, in order, on which no session was attended. Each mark comes with the London day of its session."""
    days: dict[date, bool] = {}
    for day, seen in marks:
        days[day] = days.get(day, False) or attended(seen, late_limit=late_limit)
    return sorted(day for day, came in days.items() if not came)
