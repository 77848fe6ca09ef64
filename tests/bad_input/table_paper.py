"""A signed sheet that is typed in, and why somebody did not come."""

from django.urls import reverse

from bookings import explaining, registers
from bookings.models import Booking
from tests.bad_input.post import Kind, Post
from tests.bad_input.table_staff import came, elsewhere, register_is_closed
from tests.cast import NOW
from tests.doors.examples_bookings_staff import asked, past_event

CLOSED = "The register of this event is closed."


def sheet_of(cast) -> dict:
    came(cast)
    return past_event(cast)


def after_a_line(cast, arguments) -> str:
    """The sheet just after Nell was marked absent."""
    booking = came(cast)
    registers.mark(booking, cast.past_event.sessions.get(), "absent", by=cast.officer, now=NOW)
    return f"{reverse('bookings:keys', kwargs=arguments)}?session=1&done={booking.code}..0.0"


def somebody_is_marked(cast, arguments):
    registers.mark(came(cast), cast.past_event.sessions.get(), "present", by=cast.officer, now=NOW)


def is_explained(cast, arguments):
    explaining.answer(asked(cast), reason="court", now=NOW)


def is_corrected(cast, arguments):
    Booking.objects.filter(pk=asked(cast).booking_id).update(outcome="attended")


POSTS = {
    "bookings:keys": Post(
        by="trainer",
        arguments=sheet_of,
        values=lambda cast: {"line": "nell 10"},
        again="present, 10 minutes late",
        meanwhile=register_is_closed,
        late=CLOSED,
        formal=("line", "among", "pick"),
    ),
    "bookings:keys_undo": Post(
        by="trainer",
        kind=Kind.BUTTON,
        at=after_a_line,
        again="1 of 1 left",
        meanwhile=register_is_closed,
        late=CLOSED,
        foreign=lambda cast: {"person": elsewhere(cast).code},
    ),
    "bookings:keys_rest": Post(
        by="trainer",
        kind=Kind.BUTTON,
        arguments=sheet_of,
        again="Everybody is marked at this session already",
        meanwhile=somebody_is_marked,
        late="Everybody is marked at this session already",
    ),
    "bookings:absence_answer": Post(
        by=None,
        values=lambda cast: {"reason": "sickness", "text": "A cold"},
        again="Thank you. The training team will read your reason.",
        meanwhile=is_explained,
        late="Somebody gave a reason while you had this page open",
    ),
    "bookings:absence_answer (corrected)": Post(
        by=None,
        values=lambda cast: {"reason": "sickness", "text": "A cold"},
        again="Thank you. The training team will read your reason.",
        meanwhile=is_corrected,
        late="The register of this event was corrected",
        same_form=True,
    ),
}
