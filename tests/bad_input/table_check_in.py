"""Arriving: the code on the wall, and one's own code under the trainer's camera."""

from datetime import timedelta

from bookings import registers
from bookings.models import Booking
from bookings.registers import check_in, own_codes, wall
from tests.bad_input.post import Kind, Post
from tests.cast import NOW, make_booking, make_event
from tests.doors.examples import once


@once
def arriving(cast) -> Booking:
    """Nadia's place on an event that began ten minutes ago."""
    event = make_event(cast.course, cast.room, starts_at=NOW, trainers=[cast.trainer])
    event.sessions.update(starts_at=NOW - timedelta(minutes=10))
    return make_booking(event, cast.nurse)


@once
def scanned(cast) -> Booking:
    """Stella's place on the same event."""
    return make_booking(arriving(cast).event, cast.stranger)


def on_the_wall(cast) -> dict:
    return {"token": wall.token_of(arriving(cast).event.sessions.get(), NOW)}


def under_the_camera(cast) -> dict:
    return {"token": own_codes.token_of(scanned(cast))}


def is_turned_away(cast, arguments):
    booking = arriving(cast)
    registers.mark(booking, booking.event.sessions.get(), "refused", by=cast.trainer, now=NOW)


def checks_in_alone(cast, arguments):
    session = scanned(cast).event.sessions.get()
    check_in.check_in(scanned(cast), session, has_scanned=True, now=NOW)


POSTS = {
    "bookings:check_in": Post(
        by="nurse",
        kind=Kind.BUTTON,
        arguments=on_the_wall,
        again="You are checked in since 10am",
        meanwhile=is_turned_away,
        late="The trainer has marked you as refused at the door.",
    ),
    "bookings:check_in (own code)": Post(
        by=None,
        arguments=on_the_wall,
        values=lambda cast: {"code": arriving(cast).code},
        again="You are checked in.",
        meanwhile=is_turned_away,
        late="The trainer has marked you as refused at the door.",
        foreign=lambda cast: {"code": cast.booking.code},
        formal=("code",),
    ),
    "bookings:arrive": Post(
        by="trainer",
        arguments=under_the_camera,
        values=lambda cast: {"minutes_late": "10"},
        again="Marked present since 10am",
        meanwhile=checks_in_alone,
        late="Marked present since 10am",
        foreign=lambda cast: {"session": cast.event.sessions.get().pk},
    ),
}
