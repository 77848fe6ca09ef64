"""What imports take: a file, and the two buttons about it."""

from imports.models import Import
from tests.bad_input.files import CONTENT
from tests.bad_input.post import File, Kind, Post
from tests.cast import NOW

# Nothing of a file counts before it was checked against what there is then, shown, and confirmed.
CHECKED_FIRST = "a file changes nothing until its rows have been checked, looked at and confirmed"
NOT_IMPORTED = "This file cannot be imported now. Look at it as it is."
NOT_DISCARDED = "This file cannot be discarded now. Look at it as it is."


def is_confirmed(cast, arguments):
    Import.objects.get(**arguments).confirm(by=cast.officer, now=NOW)


def is_discarded(cast, arguments):
    Import.objects.get(**arguments).discard(by=cast.officer, now=NOW)


POSTS = {
    "imports:new": Post(
        by="officer",
        values=lambda cast: {"file": File("people.csv", CONTENT["csv"])},
        again="This file is handed in already.",
        exempt={"stale": CHECKED_FIRST, "two tabs": CHECKED_FIRST},
    ),
    "imports:confirm": Post(
        by="officer",
        kind=Kind.BUTTON,
        again=NOT_IMPORTED,
        meanwhile=is_discarded,
        late=NOT_IMPORTED,
    ),
    "imports:discard": Post(
        by="officer",
        kind=Kind.BUTTON,
        again=NOT_DISCARDED,
        meanwhile=is_confirmed,
        late=NOT_DISCARDED,
    ),
}
