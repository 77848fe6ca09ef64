"""Which objects the access test opens every page with, and who may see them.

How to add a page. Edit only the file of your own app, tests/doors/examples_<app>.py; it has two dictionaries:

    EXAMPLES = {
        "bookings:booking": lambda cast: {"code": cast.booking.code},   # the arguments of the url
        "bookings:manage": lambda cast: {"token": sign("manage", cast.booking.code)},
        # a page without arguments needs no entry
    }
    SEEN_BY = {
        "bookings:booking": {"nurse", "coordinator", "officer", "finance", "administrator"},
    }

`cast` has one person for each role under the names of tests.cast.everybody (nurse, stranger, coordinator, trainer, officer, finance,
committee, administrator) and the fixtures board, trust, council, school, course, theme, room, tariff, event, past_event and booking
(Nadia's, on `event`). Whatever else a page needs, the function makes itself, with the makers of tests/cast.py or with your verbs;
nothing of it outlives the test.

The door of the view says who is turned away (403, or to the sign-in page). SEEN_BY says who of those that pass the door sees this very
object; everybody else must get 404. A page with arguments behind `signed_in` or `practitioner` must be in SEEN_BY, because its
door lets everybody in; write EVERYBODY if everybody may really see the object. Behind a role's door no entry means: all of them see it.
"""

from functools import wraps
from importlib import import_module

APPS = [
    "accounts", "bookings", "certificates", "correspondence", "demo", "evaluations", "finance", "imports", "reports", "training",
]  # fmt: skip
EVERYBODY = frozenset(
    {"nurse", "stranger", "coordinator", "trainer", "officer", "finance", "committee", "administrator"}
)


def once(make):
    """One object serves all the pages about it: the journeys open every page in one test."""

    @wraps(make)
    def made(cast):
        kept = vars(cast).setdefault("made", {})
        if make not in kept:
            kept[make] = make(cast)
        return kept[make]

    return made


def collected(name: str) -> dict:
    """EXAMPLES or SEEN_BY of all apps together."""
    merged: dict = {}
    for app in APPS:
        merged |= getattr(import_module(f"tests.doors.examples_{app}"), name)
    return merged
