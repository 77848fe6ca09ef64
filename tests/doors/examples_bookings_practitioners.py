"""Objects for the access test of the programme and of one's own bookings; see examples.py."""

from bookings import feeds
from bookings.registers.wall import token_of
from lib.links import sign
from tests.cast import NOW
from tests.doors.examples import EVERYBODY, once
from tests.training.extras import make_file, make_interest


def booking(cast) -> dict:
    return {"code": cast.booking.code}


def event(cast) -> dict:
    return {"code": cast.event.code}


@once
def feed(cast):
    return feeds.make_address(cast.nurse, "bookings", by=cast.nurse, now=NOW)


@once
def slides(cast):
    return make_file(cast.event, cast.officer, title="Handout")


@once
def interest(cast):
    return make_interest(cast.stranger, cast.course)


EXAMPLES = {
    "bookings:interest": lambda cast: {"code": cast.course.code},
    "bookings:interest_end": lambda cast: {"code": interest(cast).code},
    "bookings:check_in": lambda cast: {"token": token_of(cast.event.sessions.get(), NOW)},
    "bookings:own_code": lambda cast: {"token": sign("own-code", cast.booking.code)},
    "bookings:material": lambda cast: booking(cast) | {"material": slides(cast).code},
    "bookings:manage_material": lambda cast: {
        "token": sign("manage", cast.booking.code),
        "material": slides(cast).code,
    },
    "bookings:feed": lambda cast: {"token": sign("feed", feed(cast).code)},
    "bookings:course": lambda cast: {"code": cast.course.code},
    "bookings:event": event,
    "bookings:book": event,
    "bookings:booking": booking,
    "bookings:cancel": booking,
    "bookings:accept": booking,
    "bookings:calendar": booking,
    "bookings:manage": lambda cast: {"token": sign("manage", cast.booking.code)},
    "bookings:replace": booking,
    "bookings:transfer": booking,
    "bookings:replace_by_link": lambda cast: {"token": sign("manage", cast.booking.code)},
    "bookings:transfer_by_link": lambda cast: {"token": sign("manage", cast.booking.code)},
    "bookings:approval": lambda cast: {"token": sign("approval", cast.booking.code)},
}
SEE_ALL = {"nurse", "coordinator", "officer", "finance", "administrator"}
SEEN_BY = {
    "bookings:interest": EVERYBODY,
    "bookings:interest_end": {"stranger"},
    "bookings:material": {"nurse"},
    "bookings:book": EVERYBODY,
    "bookings:booking": SEE_ALL,
    "bookings:calendar": SEE_ALL,
    "bookings:cancel": {"nurse", "coordinator", "officer"},
    "bookings:accept": {"nurse", "coordinator", "officer"},
    "bookings:replace": {"nurse", "coordinator", "officer"},
    "bookings:transfer": {"nurse", "coordinator", "officer"},
}
