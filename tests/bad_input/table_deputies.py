"""What a coordinator says before they go away."""

from accounts.deputies import end_deputy, name_deputy, of_coordinator
from accounts.models import Deputy
from lib.dates import local_day
from tests.bad_input.post import Kind, Post
from tests.cast import NOW


def deputy_facts(cast) -> dict:
    return {
        "name": "Dora Deputy",
        "email": "dora@example.org",
        "from_on": "2026-07-01",
        "to_on": "2026-07-10",
    }


def same_deputy_is_named(cast, arguments):
    today = local_day(NOW)
    days = {"from_on": today.replace(month=7, day=5), "to_on": today.replace(month=7, day=20)}
    facts = {"name": "Dora", "email": "dora@example.org", **days}
    name_deputy(of_coordinator(cast.coordinator), **facts, by=cast.coordinator, now=NOW)


def deputy_ends(cast, arguments):
    end_deputy(Deputy.objects.get(**arguments), by=cast.coordinator, now=NOW)


POSTS = {
    "accounts:deputies": Post(
        by="coordinator",
        values=deputy_facts,
        again="Dora Deputy is named already.",
        meanwhile=same_deputy_is_named,
        late="is your deputy from",
    ),
    "accounts:deputy_end": Post(
        by="coordinator",
        kind=Kind.BUTTON,
        at=lambda cast, arguments: "/deputies/",
        again="This deputy was ended already.",
        meanwhile=deputy_ends,
        late="This deputy was ended already.",
    ),
}
