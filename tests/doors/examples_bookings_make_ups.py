"""Sessions made up elsewhere, for the access test; examples_bookings.py takes them in."""

from datetime import timedelta

from bookings import registers
from bookings.models import Booking
from bookings.registers import make_ups
from tests.cast import NOW, make_booking, make_event, make_person
from tests.doors.examples import once


@once
def missed(cast) -> Booking:
    """Mina did not come to an event thirty days ago."""
    event = make_event(cast.course, cast.room, starts_at=NOW - timedelta(days=30))
    booking = make_booking(event, make_person("Mina", "Missing", cast.trust))
    registers.mark(booking, event.sessions.get(), "absent", by=cast.officer, now=NOW)
    return booking


@once
def make_up(cast):
    """She makes it up at the event whose register is open."""
    booking, at = missed(cast), cast.past_event.sessions.get()
    return make_ups.arrange(booking, booking.event.sessions.get(), at, by=cast.officer, now=NOW)


EXAMPLES = {
    "bookings:make_up": lambda cast: {"code": missed(cast).code},
    "bookings:make_up_cancel": lambda cast: {"code": make_up(cast).code},
    "bookings:make_up_add": lambda cast: {"code": cast.past_event.code},
    "bookings:make_up_mark": lambda cast: {"code": cast.past_event.code},
}
