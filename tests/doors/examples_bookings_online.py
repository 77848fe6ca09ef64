"""Attendance files of the access test; examples_bookings.py takes them in."""

from bookings.models import OnlineFile
from bookings.registers import online
from tests.bookings import online_files as files
from tests.bookings.online_files import minutes_of
from tests.cast import NOW
from tests.doors.examples import once
from tests.doors.examples_bookings_staff import came, past_event


def report(cast) -> bytes:
    """Nell, who is booked, and Wanda, whom nobody knows, were in the meeting of the event that has been held."""
    session = cast.past_event.sessions.get()
    spans = minutes_of(session, (5, 200), (210, 420))
    return files.teams([("Nell Nurse", "", spans), ("Wanda Walker", "", spans)])


def keep(cast, content: bytes) -> OnlineFile:
    session = cast.past_event.sessions.get()
    return online.keep(
        online.read(content), session=session, file_name="report.csv", by=cast.officer, now=NOW
    )


@once
def online_file(cast) -> OnlineFile:
    came(cast)
    return keep(cast, report(cast))


@once
def another_day(cast) -> OnlineFile:
    """Its days can be read in two ways, and neither is the day of the session."""
    return keep(cast, b"Name,Join Time,Leave Time\nNell Nurse,05/06/2026 09:30,05/06/2026 16:30\n")


def of(make):
    return lambda cast: {"code": cast.past_event.code, "file": make(cast).code}


EXAMPLES = {
    "bookings:online_files": past_event,
    "bookings:online_file": of(online_file),
    "bookings:online_change": of(another_day),
    "bookings:online_discard": of(online_file),
}
