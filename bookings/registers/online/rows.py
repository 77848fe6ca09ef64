"""What a file says of each person on the register, beside what the register says now. No database."""

from dataclasses import dataclass, field

from accounts.models import Person
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.registers.marks import said
from bookings.registers.online.found import Participant
from bookings.registers.online.presence import Presence
from lib.dates import hours


@dataclass(frozen=True)
class Limits:
    """Minutes of the Board’s rules: later than `late` counts as absent, earlier than `early` earns no certificate."""

    late: int
    early: int


@dataclass(frozen=True)
class Row:
    """One person on the register. `participants` are their names in the file, none when they are not in it."""

    booking: Booking
    seen: Attendance | None
    presence: Presence
    limits: Limits
    participants: list[Participant] = field(default_factory=list)
    by: str = ""
    """By what they were known: “email”, “name”, or “hand” when somebody said so."""

    @property
    def mark(self) -> str:
        return Mark.PRESENT if self.presence.was_there else Mark.ABSENT

    @property
    def facts(self) -> dict:
        """What `registers.mark` takes. The time away in between counts as leaving early."""
        here = self.presence if self.presence.was_there else Presence(0, 0, 0, 0)
        return {"mark": self.mark, "minutes_late": here.late, "minutes_early": here.missed_after_coming}

    @property
    def words(self) -> str:
        return said(Attendance(**self.facts))

    @property
    def now_words(self) -> str:
        return said(self.seen)

    @property
    def is_in_file(self) -> bool:
        return bool(self.participants)

    @property
    def is_said_already(self) -> bool:
        return self.seen is not None and all(
            getattr(self.seen, name) == value for name, value in self.facts.items()
        )

    @property
    def is_for_us_to_mark(self) -> bool:
        """Nobody marked them, or only a file did that said something else; a mark made by hand stays unless somebody ticks it."""
        if self.seen is None:
            return True
        return self.seen.how == Attendance.How.ONLINE and self.is_in_file

    @property
    def consequence(self) -> str:
        """What the rules of the Board make of it, where it is not plainly present or absent."""
        facts = self.facts
        if facts["minutes_late"] > self.limits.late:
            return f"More than {self.limits.late} minutes late: counts as absent from this session"
        if facts["minutes_early"] > self.limits.early:
            return f"Missed more than {self.limits.early} minutes after coming: earns no certificate"
        return ""

    @property
    def story(self) -> str:
        """What the file tells, in one line."""
        if not self.is_in_file:
            return "Not in the file"
        if not self.presence.was_there:
            return "In the meeting only before or after the session"
        here = self.presence
        parts = [f"there for {hours(here.present)}"]
        parts += [f"joined {hours(here.late)} after the start"] if here.late else []
        parts += [f"away for {hours(here.away)} in between"] if here.away else []
        parts += [f"left {hours(here.early)} before the end"] if here.early else []
        story = ", ".join(parts)
        return story[0].upper() + story[1:]

    @property
    def known_as(self) -> str:
        """Their names in the file, where these are others than their own."""
        names = dict.fromkeys(each.shown for each in self.participants)
        return ", ".join(f"“{name}”" for name in names if name != self.booking.person.name)


@dataclass(frozen=True)
class Unknown:
    """A name in the file that is nobody’s on the register, or could be several people’s. `number` is its place in the file.

    `person` is somebody we know by this address or this whole name; `agency` the number of the one whose domain the address has.
    """

    number: int
    participant: Participant
    presence: Presence
    person: Person | None = None
    agency: int | None = None

    @property
    def is_known_by_address(self) -> bool:
        return bool(self.person and (self.person.email or "").lower() == self.participant.email)

    @property
    def story(self) -> str:
        return f"There for {hours(self.presence.present)}"
