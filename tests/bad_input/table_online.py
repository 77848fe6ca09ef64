"""What trainers and officers hand in about an online meeting: its attendance file, who its names are, and how it is read."""

from django.urls import reverse

from bookings import registers
from bookings.registers import online
from bookings.registers.online import Answer
from tests.bad_input.post import File, Kind, Post
from tests.bad_input.table_imports import CHECKED_FIRST
from tests.cast import NOW
from tests.doors.examples_bookings_online import another_day, online_file, report
from tests.doors.examples_bookings_staff import came

DONE = "This file has been marked or discarded meanwhile. Look at it as it is."


def page_of(cast, arguments) -> str:
    return reverse("bookings:online_file", kwargs=arguments)


def wanda(cast) -> dict:
    facts = {
        "who": "new",
        "first_name": "Wanda",
        "last_name": "Walker",
        "agency": cast.trust.pk,
        "post": "Midwife",
    }
    return {f"name1-{name}": value for name, value in facts.items()}


def nell_is_marked(cast, arguments):
    registers.mark(came(cast), cast.past_event.sessions.get(), "absent", by=cast.officer, now=NOW)


def is_applied(cast, arguments):
    online.apply(online_file(cast), take=[came(cast).code], answers={1: Answer()}, by=cast.officer, now=NOW)


def is_discarded(cast, arguments):
    online.discard(another_day(cast), by=cast.officer, now=NOW)


POSTS = {
    "bookings:online_files": Post(
        by="trainer",
        values=lambda cast: {"file": File("report.csv", report(cast))},
        again="This file is here already.",
        exempt={"stale": CHECKED_FIRST, "two tabs": CHECKED_FIRST},
    ),
    "bookings:online_file": Post(
        by="trainer",
        values=wanda,
        needs=("name1-first_name", "name1-last_name", "name1-agency", "name1-post"),
        again="Everything in this file is on the register already.",
        meanwhile=nell_is_marked,
        late="The register or this file changed while you had this page open.",
        foreign=lambda cast: {"take": cast.booking.code},
    ),
    "bookings:online_change": Post(
        by="trainer",
        at=page_of,
        values=lambda cast: {"order": "month"},
        again="Days read as: month before day",
        meanwhile=is_discarded,
        late=DONE,
        foreign=lambda cast: {"order": "year"},
    ),
    "bookings:online_discard": Post(
        by="trainer",
        kind=Kind.BUTTON,
        at=page_of,
        again=DONE,
        meanwhile=is_applied,
        late=DONE,
    ),
}
