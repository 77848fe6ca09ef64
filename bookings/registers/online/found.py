"""What an attendance file says, before anybody looks who they are. A dial-in has a telephone number for a name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bookings.registers.online.matching import folded
from bookings.registers.online.presence import Span
from bookings.registers.online.times import Order, Stamp, order_of, parse


@dataclass(frozen=True)
class Stay:
    """One joining and leaving, as written. `left` is empty for somebody who was still there when the file was made; `seconds` is how
    long they were there in all, where only the first joining and the last leaving are told."""

    line: int
    name: str
    email: str
    joined: str
    left: str
    seconds: int | None = None

    def span(self, order: Order, *, is_utc: bool) -> Span:
        joined = parse(self.joined).moment(order, is_utc=is_utc)
        left = parse(self.left).moment(order, is_utc=is_utc) if self.left else None
        if left and self.seconds is not None:
            left = min(left, joined + timedelta(seconds=self.seconds))
        return joined, left


@dataclass(frozen=True)
class Participant:
    """One name in the meeting with all its joinings, as moments in UTC. `line` is the first in which they stand."""

    key: str
    name: str
    email: str
    line: int
    joins: list[Span] = field(default_factory=list)

    @property
    def shown(self) -> str:
        return self.name or self.email


@dataclass(frozen=True)
class Found:
    """`kind` is “teams” or “zoom”; `is_utc` where the headings say that the times are in UTC."""

    kind: str
    stays: list[Stay]
    is_utc: bool = False

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders of day and month in which the file can be read."""
        return tuple(order for order in order_of(self.stamps) if not self.backwards(order))

    @property
    def stamps(self) -> list[tuple[int, Stamp]]:
        return [(stay.line, parse(text)) for stay in self.stays for text in (stay.joined, stay.left) if text]

    def backwards(self, order: Order) -> list[Stay]:
        """Who leaves before they join, or on a day that the calendar has not, when it is read in this order."""
        return [stay for stay in self.stays if self._is_backwards(stay, order)]

    def _is_backwards(self, stay: Stay, order: Order) -> bool:
        try:
            joined, left = stay.span(order, is_utc=self.is_utc)
        except ValueError:
            return True
        return left is not None and left < joined

    def days(self, order: Order) -> set[date]:
        """The London days on which anybody joined."""
        return {day for stay in self.stays if (day := parse(stay.joined).day(order))}

    def participants(self, order: Order) -> list[Participant]:
        """Each name once, in the order of the file. The same address, or without one the same name, is the same participant."""
        found: dict[str, Participant] = {}
        for stay in self.stays:
            key = stay.email or folded(stay.name) or stay.name.casefold()
            there = found.setdefault(key, Participant(key, stay.name, stay.email, stay.line))
            there.joins.append(stay.span(order, is_utc=self.is_utc))
        return list(found.values())

    def times(self, order: Order) -> Iterable[datetime]:
        for stay in self.stays:
            joined, left = stay.span(order, is_utc=self.is_utc)
            yield joined
            if left:
                yield left
