"""From when somebody was in an online meeting to minutes. Pure functions: the order of the joinings never matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

# From when to when; None: they were still there when the file was made, and count as staying to the end.
Span = tuple[datetime, datetime | None]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Presence:
    """Whole minutes that together make up the session: before the first joining, away in between, after the last leaving, and there.

    Somebody who came with the last second of a minute is not late by it: late, away and early are rounded down.
    """

    late: int
    away: int
    early: int
    present: int

    @property
    def missed_after_coming(self) -> int:
        """What counts as leaving early: the time away in between and at the end together."""
        return self.away + self.early

    @property
    def was_there(self) -> bool:
        return self.present > 0


def presence(joins: Iterable[Span], starts_at: datetime, ends_at: datetime) -> Presence:
    """What somebody saw of the session from `starts_at` to `ends_at`. Nobody is there before or after, and nobody twice at one time."""
    minutes = (ends_at - starts_at) // MINUTE
    there = merged(joins, starts_at, ends_at)
    if not there:
        return Presence(minutes, 0, 0, 0)
    late = (there[0][0] - starts_at) // MINUTE
    early = (ends_at - there[-1][1]) // MINUTE
    away = sum((after[0] - before[1] for before, after in pairwise(there)), timedelta()) // MINUTE
    return Presence(late, away, early, minutes - late - away - early)


def merged(joins: Iterable[Span], starts_at: datetime, ends_at: datetime) -> list[tuple[datetime, datetime]]:
    """The times within the session, in their order; those that overlap or touch are one."""
    inside = [(max(start, starts_at), min(end or ends_at, ends_at)) for start, end in joins]
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(span for span in inside if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
