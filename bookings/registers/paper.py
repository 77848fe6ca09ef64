"""The sign-in sheet: what is printed for a pen. One list for each day, with a place to sign for each session of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bookings.models import Booking, MakeUp
from lib.dates import local_day, long_day
from training.models import Event, Session

# So many places to sign fit beside each other; a day of more sessions gets a second list.
MOST_ABREAST = 4
BLANK_ROWS = 8
BLANK_ROWS_OF_AN_EMPTY_EVENT = 16
PEOPLE_PER_BLANK_ROW = 10


@dataclass(frozen=True)
class Sheet:
    """One list: the sessions of a day beside each other, so that everybody has one row to find."""

    day: date
    sessions: list[Session]

    @property
    def is_wide(self) -> bool:
        """Two places to sign and more need the paper turned."""
        return len(self.sessions) > 1

    @property
    def has_time_left(self) -> bool:
        """Beside more than two sessions there is no room to write when somebody left."""
        return len(self.sessions) < 3

    @property
    def day_in_words(self) -> str:
        return long_day(self.day)

    @property
    def place(self) -> str:
        """Where, each place once."""
        return "; ".join(dict.fromkeys(session.place for session in self.sessions))


def sheets_of(sessions: Sequence[Session]) -> list[Sheet]:
    """A list for each London day; sessions past the fourth of a day stand on another."""
    found = []
    for day, those in groupby(sessions, key=lambda session: local_day(session.starts_at)):
        same = list(those)
        found += [Sheet(day, same[n : n + MOST_ABREAST]) for n in range(0, len(same), MOST_ABREAST)]
    return found


def people_of(event: Event) -> list[Booking]:
    """Everybody on the register, walk-ins and those who make up a session included, as one looks for a name on paper: by last name."""
    making_up = MakeUp.objects.standing().at_event(event).with_facts()
    people = {each.booking_id: each.booking for each in making_up}
    people |= {booking.pk: booking for booking in event.bookings.on_the_register().select_related("person")}
    return sorted(people.values(), key=lambda each: (each.person.last_name, each.person.first_name, each.pk))


def blank_rows(people: int) -> int:
    """How many rows are left for people who come without a place."""
    if not people:
        return BLANK_ROWS_OF_AN_EMPTY_EVENT
    return max(BLANK_ROWS, people // PEOPLE_PER_BLANK_ROW)
