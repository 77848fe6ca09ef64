"""The register as it is shown: one session, everybody on it, and how many are here."""

import re
from dataclasses import dataclass
from datetime import datetime
from unicodedata import combining, normalize

from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.registers import taps
from bookings.registers.marks import NOT_MARKED, opens_at, said
from training.models import Event, Session

COLOURS = {Mark.PRESENT: "green", Mark.ABSENT: "red", Mark.REFUSED: "orange"}


@dataclass(frozen=True)
class Row:
    booking: Booking
    seen: Attendance | None

    @property
    def searched(self) -> str:
        """What is looked through for the beginnings of words: each has a space before it."""
        return " " + " ".join(beginnings(f"{self.booking.person.name} {self.booking.agency_name}"))

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
    def note(self) -> str:
        found = getattr(self.booking, "register_note", None)
        return found.text if found else ""

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
    """Everybody on the register by name, with their mark at this session and the note on them: one query."""
    people = event.bookings.on_the_register().select_related("person", "register_note")
    in_order = people.order_by("person__first_name", "person__last_name", "pk")
    return [row_of(taps.seen_of(each, session.pk)) for each in taps.with_seen(in_order, session.pk)]


def rows_saved_since(event: Event, session_pk: int, moment: datetime) -> list[Row]:
    """The rows whose mark arrived at this moment or later, also where it was taken back: one query."""
    changed = event.bookings.filter(attendances__session=session_pk, attendances__saved_at__gte=moment)
    people = changed.on_the_register().select_related("person", "register_note")
    return [row_of(taps.seen_of(each, session_pk)) for each in taps.with_seen(people, session_pk)]


def row_of(seen: Attendance) -> Row:
    """The row of a mark that was just made, or taken back."""
    return Row(seen.booking, seen if seen.mark else None)


def matching(rows: list[Row], words: str) -> list[Row]:
    """The rows where each of the words begins a word of the person’s name or of the agency’s: “na riv” finds Nadia of Riverside."""
    wanted = beginnings(words)[:6]
    return [row for row in rows if all(f" {word}" in row.searched for word in wanted)]


def beginnings(text: str) -> list[str]:
    """The words of a text as they are compared: in small letters, without accents and without what stands between words."""
    plain = "".join(c for c in normalize("NFKD", text.lower()) if not combining(c))
    return re.findall(r"\w+", plain.replace("’", "").replace("'", ""))


def counts_of(rows: list[Row]) -> Counts:
    return Counts(len(rows), sum(row.is_present for row in rows), sum(row.seen is not None for row in rows))
