"""Days and times as attendance files write them: by the American order of day and month, the British, or one that leaves no doubt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from lib.dates import LONDON
from lib.errors import Refused

Order = Literal["day", "month"]
ORDERS: tuple[Order, Order] = ("day", "month")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
CLOCK = r"[,T ]*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
HALF = r" ?(?:(?P<half>[ap])\.? ?m\.?)?"
ZONE = r" ?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
NUMBERS = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<divider>[/.\-])(?P<b>\d{{1,2}})(?P=divider)(?P<year>\d{{4}}|\d{{2}}){CLOCK}{HALF}",
    re.IGNORECASE,
)
ISO = re.compile(
    rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){CLOCK}{HALF}{ZONE}", re.IGNORECASE
)
NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<name>[a-z]{{3,9}})\.? (?:(?P<later>\d{{1,2}}),? )?(?P<year>\d{{4}}){CLOCK}{HALF}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stamp:
    """A day and a clock time. `a` and `b` are day and month, in an order that only `order` settles; None: either may be meant."""

    year: int
    a: int
    b: int
    clock: time
    order: Order | None
    is_evidence: bool = False
    """Whether it settles the order of the whole file: a day above 12, or dots, which no American writes."""
    offset: timedelta | None = None
    """How far the clock is ahead of UTC, where the file says it."""

    @property
    def is_open(self) -> bool:
        """Two different days may be meant."""
        return self.order is None and self.a != self.b

    def day(self, order: Order) -> date | None:
        """None where the calendar has no such day."""
        day, month = (self.a, self.b) if (self.order or order) == "day" else (self.b, self.a)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None

    def moment(self, order: Order, *, is_utc: bool = False) -> datetime:
        """The moment (UTC); the clock is London’s, unless the file said otherwise. Raises ValueError for a day that the calendar has not."""
        day = self.day(order)
        if day is None:
            raise ValueError("no such day")
        there = datetime.combine(day, self.clock)
        if self.offset is not None:
            return there.replace(tzinfo=UTC) - self.offset
        return there.replace(tzinfo=UTC if is_utc else LONDON).astimezone(UTC)


def parse(text: str) -> Stamp | None:
    """None for what is no day with a time."""
    for pattern, taken in ((NUMBERS, _numbers), (ISO, _iso), (NAMED, _named)):
        if found := pattern.fullmatch(text.strip()):
            a, b, order = taken(found)
            return _stamp(found, a, b, order, is_evidence=pattern is NUMBERS and order is not None)
    return None


def _numbers(found: re.Match) -> tuple[int, int, Order | None]:
    a, b = int(found["a"]), int(found["b"])
    if found["divider"] == "." or (a > 12 >= b):
        return a, b, "day"
    return a, b, "month" if b > 12 >= a else None


def _iso(found: re.Match) -> tuple[int, int, Order | None]:
    return int(found["day"]), int(found["month"]), "day"


def _named(found: re.Match) -> tuple[int, int, Order | None]:
    day, name = found["day"] or found["later"] or "0", found["name"][:3].lower()
    return int(day), MONTHS.index(name) + 1 if name in MONTHS else 0, "day"


def _stamp(found: re.Match, a: int, b: int, order: Order | None, *, is_evidence: bool) -> Stamp | None:
    clock, year = _clock(found), int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    if clock is None or not 2000 <= year < 2100:
        return None
    stamp = Stamp(year, a, b, clock, order, is_evidence, _offset(found.groupdict().get("zone")))
    return stamp if any(stamp.day(each) for each in ORDERS) else None


def _clock(found: re.Match) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone.upper() in ("Z", "UTC", "GMT"):
        return timedelta()
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -ahead if zone[0] == "-" else ahead


def order_of(stamps: Iterable[tuple[int, Stamp]]) -> tuple[Order, ...]:
    """The orders in which the stamps (each with its line) may be read: one where a day above 12 settles it or none is open, else both.

    Raises Refused when the lines contradict one another.
    """
    settled: dict[Order, int] = {}
    is_open = False
    for line, stamp in stamps:
        is_open = is_open or stamp.is_open
        if stamp.order and stamp.is_evidence:
            settled.setdefault(stamp.order, line)
    if len(settled) == 2:
        raise Refused(
            f"Line {settled['day']} writes the day before the month and line {settled['month']} the month before the day, so no day "
            "in this file is certain. Export the report again."
        )
    return tuple(settled) or (ORDERS if is_open else ("day",))


def nearest(days: dict[Order, set[date]], to: date) -> Order | None:
    """The order whose days lie nearest to one day; None when both are as near."""
    away = {order: min(abs((day - to).days) for day in those) for order, those in days.items() if those}
    best = [order for order, distance in away.items() if distance == min(away.values())]
    return best[0] if len(best) == 1 else None
