"""A missed session is made up elsewhere: arranged, added at the door, marked, cancelled."""

from django.urls import reverse

from bookings.registers import make_ups
from tests.bad_input.post import Kind, Post
from tests.cast import NOW, make_event
from tests.doors.examples_bookings_make_ups import make_up, missed

ALREADY = "has not missed this session, or has made it up already"


def sessions(cast) -> dict:
    return {"session": missed(cast).event.sessions.get().pk, "at": cast.past_event.sessions.get().pk}


def is_arranged(cast, arguments):
    make_up(cast)


def is_marked(cast, arguments):
    make_ups.mark(make_up(cast), "present", by=cast.officer, now=NOW)


def is_cancelled(cast, arguments):
    make_ups.cancel(make_up(cast), by=cast.officer, now=NOW)


def register_of(cast, arguments) -> str:
    make_up(cast)
    return reverse("bookings:register", args=[cast.past_event.code])


def at_the_door(cast, arguments) -> str:
    missed(cast)
    return reverse("bookings:walk_in", args=[cast.past_event.code]) + "?q=mina+missing"


POSTS = {
    "bookings:make_up": Post(
        by="officer",
        values=sessions,
        again="Mina Missing is making up this session already",
        meanwhile=is_arranged,
        late="Mina Missing is making up this session already",
        foreign=lambda cast: {
            "at": make_event(cast.course, starts_at=NOW.replace(year=2025)).sessions.get().pk
        },
    ),
    "bookings:make_up_add": Post(
        by="trainer",
        kind=Kind.BULK,
        at=at_the_door,
        again=ALREADY,
        meanwhile=is_marked,
        late=ALREADY,
        foreign=lambda cast: {"booking": "222222222222"},
    ),
    "bookings:make_up_mark": Post(
        by="trainer",
        at=register_of,
        values=lambda cast: {"late_other": "25"},
        press=("mark", "late"),
        again="Present, 25 minutes late",
        meanwhile=is_cancelled,
        late="This make-up has been cancelled.",
        foreign=lambda cast: {"make_up": "222222222222"},
    ),
    "bookings:make_up_cancel": Post(
        by="officer",
        kind=Kind.BUTTON,
        at=lambda cast, arguments: reverse("bookings:make_up", args=[missed(cast).code]),
        again="This make-up has been cancelled.",
        meanwhile=is_marked,
        late="This make-up is marked on the register. Undo the mark first.",
    ),
}
