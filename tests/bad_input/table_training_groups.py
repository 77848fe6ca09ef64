"""Whom training is for: groups and their members."""

from django.urls import reverse

from tests.bad_input.post import Kind, Post
from tests.cast import NOW
from tests.doors.examples import once
from tests.training.extras import make_group
from tests.training.makers import plan
from tests.training.makers import session as planned
from training.groups import add_member, remove_member, retire, save_group
from training.models import Group, Membership

RETIRED = "This group is retired, so nobody can join it or leave it any more."


@once
def champions(cast) -> Group:
    return make_group(cast.officer, cast.stranger, name="Network of readers")


def of_champions(cast) -> dict:
    return {"code": champions(cast).code}


def group_facts(cast, **further) -> dict:
    return {"name": "Practice forum", "about": "We meet.", "lead": cast.officer} | further


def same_group_is_made(cast, arguments):
    save_group(Group(), group_facts(cast), by=cast.officer, now=NOW)


def group_changes(cast, arguments):
    facts = group_facts(cast, name="Champions of today")
    save_group(Group.objects.get(**arguments), facts, by=cast.officer, now=NOW)


def group_plans(cast, arguments):
    plan(cast.course, planned(), by=cast.officer, group=champions(cast))


def group_retires(cast, arguments):
    retire(champions(cast), by=cast.officer, now=NOW)


def found(words: str):
    return lambda cast, arguments: f"{reverse('training:member_add', kwargs=arguments)}?q={words}"


def nadia_joins(cast, arguments):
    add_member(champions(cast), cast.nurse, by=cast.officer, now=NOW)


def membership(cast) -> Membership:
    return champions(cast).memberships.get(person=cast.stranger)


def leaves(cast, arguments):
    remove_member(membership(cast), by=cast.officer, now=NOW)


def of(make):
    return lambda cast: {"code": make(cast).code}


POSTS = {
    "training:group_new": Post(
        by="officer",
        values=lambda cast: group_facts(cast, lead=cast.officer.pk),
        again="This group is saved already.",
        meanwhile=same_group_is_made,
        late="Another group already has this name",
        foreign=lambda cast: {"lead": cast.nurse.pk},
    ),
    "training:group_edit": Post(
        by="officer",
        arguments=of_champions,
        values=lambda cast: {"about": "We meet twice a term."},
        again="The group is saved.",
        meanwhile=group_changes,
        late="Somebody else changed this group while you were editing it",
        foreign=lambda cast: {"lead": cast.nurse.pk},
    ),
    "training:group_retire": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of_champions,
        again="This group is retired already.",
        meanwhile=group_plans,
        late="The group has an event to come.",
    ),
    "training:member_add": Post(
        by="officer",
        kind=Kind.BULK,
        arguments=of_champions,
        at=found("nadia"),
        again="Nadia Nurse is a member already.",
        meanwhile=nadia_joins,
        late="Nadia Nurse is a member already.",
        foreign=lambda cast: {"person": "222222222222"},
    ),
    "training:member_add (retired)": Post(
        by="officer",
        kind=Kind.BULK,
        arguments=of_champions,
        at=found("nadia"),
        again="Nadia Nurse is a member already.",
        meanwhile=group_retires,
        late=RETIRED,
        same_form=True,
    ),
    "training:members_paste": Post(
        by="officer",
        arguments=of_champions,
        values=lambda cast: {"addresses": f"{cast.nurse.email}\nnobody@example.org"},
        again="Nadia Nurse is a member already.",
        meanwhile=nadia_joins,
        late="Nadia Nurse is a member already.",
    ),
    "training:members_paste (retired)": Post(
        by="officer",
        arguments=of_champions,
        values=lambda cast: {"addresses": cast.nurse.email},
        again="Nadia Nurse is a member already.",
        meanwhile=group_retires,
        late=RETIRED,
        same_form=True,
    ),
    "training:member_remove": Post(
        by="officer",
        kind=Kind.BUTTON,
        arguments=of(membership),
        again="Stella Stranger is no longer a member.",
        meanwhile=leaves,
        late="Stella Stranger is no longer a member.",
    ),
}
