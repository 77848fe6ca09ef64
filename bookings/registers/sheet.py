"""The register as it is shown: one session, everybody on it, and how many are here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.registers.marks import NOT_MARKED, opens_at, said
from training.models import Event, Session

COLOURS = {Mark.PRESENT: "green", Mark.ABSENT: "red", Mark.REFUSED: "orange"}


@dataclass(frozen=True)
class Row:
    booking: Booking
    seen: Attendance | None

    @property
    def words(self) -> str:
        return said(self.seen) or NOT_MARKED

    @property
    def colour(self) -> str:
        return COLOURS[Mark(self.seen.mark)] if self.seen else "grey"

    @property
    def is_present(self) -> bool:
        return bool(self.seen and self.seen.mark == Mark.PRESENT)

    @property
    def is_on_time(self) -> bool:
        return self.is_present and not (self.seen.minutes_late or self.seen.minutes_early)

    @property
    def is_absent(self) -> bool:
        return bool(self.seen and self.seen.mark == Mark.ABSENT)

    @property
    def is_late_or_early(self) -> bool:
        return bool(self.seen and (self.seen.minutes_late or self.seen.minutes_early))


@dataclass(frozen=True)
class Counts:
    people: int
    present: int
    marked: int

    @property
    def unmarked(self) -> int:
        return self.people - self.marked


def sessions_of(event: Event) -> list[Session]:
    return list(event.sessions.select_related("room__venue"))


def session_shown(sessions: list[Session], wanted: str, now: datetime) -> Session:
    """The session asked for by its place in the row ("1", "2" …), else the last whose register is open, else the first."""
    if wanted.isdecimal() and wanted.isascii() and 0 < int(wanted[:4]) <= len(sessions):
        return sessions[int(wanted) - 1]
    return next((session for session in reversed(sessions) if opens_at(session) <= now), sessions[0])


def rows_of(event: Event, session: Session) -> list[Row]:
    """Everybody on the register by name, with their mark at this session: two queries."""
    seen = {mark.booking_id: mark for mark in Attendance.objects.filter(session=session)}
    people = event.bookings.on_the_register().select_related("person")
    in_order = people.order_by("person__first_name", "person__last_name", "pk")
    return [Row(booking, seen.get(booking.pk)) for booking in in_order]


def matching(rows: list[Row], words: str) -> list[Row]:
    """The rows whose person or agency contains every word."""
    wanted = words.lower().split()[:6]
    return [row for row in rows if all(word in _searched(row.booking) for word in wanted)]


def _searched(booking: Booking) -> str:
    return f"{booking.person.name} {booking.agency_name}".lower()


def counts_of(rows: list[Row]) -> Counts:
    return Counts(len(rows), sum(row.is_present for row in rows), sum(row.seen is not None for row in rows))


def counts(event: Event, session: Session) -> Counts:
    """The same numbers, counted by the database."""
    here = Q(attendances__session=session)
    found = event.bookings.on_the_register().aggregate(
        people=Count("pk", distinct=True),
        present=Count("attendances", filter=here & Q(attendances__mark=Mark.PRESENT)),
        marked=Count("attendances", filter=here),
    )
    return Counts(**found)
