"""What trainers take down at the door: who came instead of somebody, and notes."""

from django.urls import reverse

from bookings.registers import notes, substitutes
from tests.bad_input.post import Kind, Post
from tests.cast import NOW
from tests.doors.examples_bookings_staff import came, on_the_register


def nadia_is_found(cast, arguments) -> str:
    """The page with Nadia, Nell's colleague, to choose."""
    return f"{reverse('bookings:substitute', kwargs=arguments)}?q=nadia+nurse"


def nadia_came(cast, arguments):
    session = cast.past_event.sessions.get()
    substitutes.substitute(came(cast), cast.nurse, session, by=cast.officer, now=NOW)


def colleague(cast) -> dict:
    return {"first_name": "Wanda", "last_name": "Walker", "post": "Midwife"}


def wanda_came(cast, arguments):
    session = cast.past_event.sessions.get()
    substitutes.substitute_new(came(cast), session, **colleague(cast), by=cast.officer, now=NOW)


def note_is_written(subject):
    return lambda cast, arguments: notes.write(subject(cast), "The heating failed", by=cast.officer, now=NOW)


CHANGED = "Somebody wrote a note while you had this page open."

POSTS = {
    "bookings:substitute": Post(
        by="trainer",
        kind=Kind.BULK,
        at=nadia_is_found,
        again="Only for somebody with a booked place can a colleague come.",
        meanwhile=nadia_came,
        late="Only for somebody with a booked place can a colleague come.",
        foreign=lambda cast: {"person": cast.stranger.code},
    ),
    "bookings:substitute (new colleague)": Post(
        by="trainer",
        values=colleague,
        again="Wanda Walker is on the register already.",
        meanwhile=wanda_came,
        late="Wanda Walker, Midwife at Riverside NHS Trust, is here already",
    ),
    "bookings:register_note": Post(
        by="trainer",
        values=lambda cast: {"text": "Started ten minutes late"},
        again="The note is saved.",
        meanwhile=note_is_written(lambda cast: cast.past_event),
        late=CHANGED,
    ),
    "bookings:person_note": Post(
        by="trainer",
        arguments=on_the_register,
        values=lambda cast: {"text": "Came without a badge"},
        again="The note is saved.",
        meanwhile=note_is_written(came),
        late=CHANGED,
    ),
}
