"""Deeds on groups and their members. Each is one transaction and writes the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Lower

from accounts.models import Person
from accounts.trail import record
from lib.dates import local_day
from lib.errors import Refused, TooLate
from training import emails
from training.models import Event, Group, Membership
from training.rows import changes, facts_of, revise, save_checked

GROUP = ["name", "about", "lead"]
RETIRED = "This group is retired, so nobody can join it or leave it any more."


def save_group(group: Group, facts: dict, *, by: Person, now: datetime, seen: int | None = None) -> Group:
    """Makes a group (an unsaved row) or changes one; `facts` are its columns by name.

    Raises Refused for a name that is taken, TooLate when the row is no longer at revision `seen`.
    """

    def apply() -> None:
        for name, value in facts.items():
            setattr(group, name, value)
        save_checked(group)

    with transaction.atomic():
        if group.pk is None:
            apply()
            record(by, "group.created", group, changes({}, _facts(group)), now=now)
        elif made := revise(group, seen, facts=_facts, apply=apply):
            record(by, "group.changed", group, made, now=now)
    return group


def _facts(group: Group) -> dict:
    return facts_of(group, GROUP) | {"lead": group.lead.code}


def add_member(group: Group, person: Person, *, by: Person, now: datetime) -> Membership:
    """From today somebody is a member, and is invited to the group's events to come.

    Raises TooLate when they are one already, Refused for a closed account or a retired group.
    """
    with transaction.atomic():
        group.lock(None)
        if group.is_retired:
            raise Refused(RETIRED)
        if not person.is_active:
            raise Refused(f"{person} has a closed account. Open it again first.")
        if group.has_member(person):
            raise TooLate(f"{person} is a member already.")
        membership = Membership.objects.create(
            group=group, person=person, starts_on=local_day(now), added_by=by
        )
        record(by, "group.member_added", group, {"member": [None, person.code]}, now=now)
        for event in group.events.published().upcoming(now).with_course().with_sessions():
            emails.invited(person, group, event, now=now)
    return membership


@dataclass(frozen=True)
class Answer:
    """What became of one pasted line."""

    line: str
    words: str
    was_added: bool = False


def add_members(group: Group, lines: Sequence[str], *, by: Person, now: datetime) -> list[Answer]:
    """Adds the people with these e-mail addresses, as far as it can, and answers each line."""
    wanted = {line.lower() for line in lines}
    people = Person.objects.annotate(address=Lower("email")).filter(address__in=wanted)
    by_address = {person.address: person for person in people}
    with transaction.atomic():
        return [_answer(group, line, by_address.get(line.lower()), by, now) for line in lines]


def _answer(group: Group, line: str, person: Person | None, by: Person, now: datetime) -> Answer:
    try:
        validate_email(line)
    except ValidationError:
        return Answer(line, "This is not an email address.")
    if person is None:
        return Answer(
            line, "Nobody with an account has this address. Ask them to create one, or add the person."
        )
    try:
        add_member(group, person, by=by, now=now)
    except Refused as refused:
        return Answer(line, str(refused))
    return Answer(line, f"{person} is a member now.", was_added=True)


def remove_member(membership: Membership, *, by: Person, now: datetime) -> None:
    """Ends a membership today; what the person has booked stays booked. Raises TooLate when it has ended."""
    with transaction.atomic():
        membership.group.lock(None)
        if not Membership.objects.current().filter(pk=membership.pk).update(ends_on=local_day(now)):
            raise TooLate(f"{membership.person} is no longer a member.")
        member = {"member": [membership.person.code, None]}
        record(by, "group.member_removed", membership.group, member, now=now)


def reasons_not_to_retire(group: Group, now: datetime) -> list[str]:
    if group.is_retired:
        return ["This group is retired already."]
    coming = group.events.not_cancelled().filter(ends_at__gt=now).count()
    if not coming:
        return []
    events = "an event" if coming == 1 else f"{coming} events"
    return [
        f"The group has {events} to come. Hold, cancel or throw away what is planned, then retire the group."
    ]


def retire(group: Group, *, by: Person, now: datetime) -> None:
    """Ends a group and every membership of it today; its events stay on record. Raises Refused while events are to come."""
    with transaction.atomic():
        group.lock(None)
        if reasons := reasons_not_to_retire(group, now):
            raise Refused(reasons)
        group.retired_at = now
        group.count_change()
        group.save(update_fields=["retired_at", "revision"])
        left = group.memberships.current().update(ends_on=local_day(now))
        record(by, "group.retired", group, {"members": [left, 0]}, now=now)


def reasons_against_group(group: Group | None) -> list[str]:
    """Why no event can be planned for this group; takes its row for the rest of the transaction."""
    if group is None or not Group.objects.select_for_update().get(pk=group.pk).is_retired:
        return []
    return [f"{group} is retired, so no event can be planned for it. Choose another group."]


def invite_members(event: Event, *, now: datetime) -> int:
    """Invites every member to an event of their group, each once; gives back how many. Nobody when it is open to all."""
    if event.group is None:
        return 0
    # Whoever is added in this moment waits here, and finds the event published.
    Group.objects.select_for_update().get(pk=event.group_id)
    members = (
        event.group.memberships.current().filter(person__is_active=True).select_related("person", "group")
    )
    event = Event.objects.with_course().with_sessions().get(pk=event.pk)
    for membership in members:
        emails.invited(membership.person, membership.group, event, now=now)
    return len(members)
