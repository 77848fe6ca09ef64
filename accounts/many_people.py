"""People by the thousand, as an import brings them: the rules of `accounts.people`, with a handful of statements instead of ten each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accounts.models import Employment, Person, TrailEntry
from accounts.people import changes_of, reasons_against
from accounts.trail import entry
from lib.dates import local_day
from lib.errors import Refused, TooLate

AT_ONCE = 500


@dataclass(frozen=True)
class Wanted:
    """How somebody shall be. `person` is unsaved for somebody new; `current` is their employment now.

    `names` are first_name and last_name where they change, `facts` those of `people.register_employment` where they change.
    """

    person: Person
    current: Employment | None = None
    names: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)


def take_in(everybody: Sequence[Wanted], *, by: Person | None, now: datetime) -> None:
    """Adds those who are new, renames those whose name changed, and starts employments: all of it or, when one may not be, nothing.

    Nobody is told, as with `people.add_person`. Raises Refused as `people.add_person` and `people.register_employment`.
    """
    today = local_day(now)
    reasons = [reason for one in everybody for reason in reasons_to_refuse(one, today)]
    if reasons:
        raise Refused(reasons)
    with transaction.atomic():
        trail = _add([one.person for one in everybody if one.person.pk is None], by, now)
        trail += _rename([one for one in everybody if one.names], by, now)
        trail += _employ([one for one in everybody if one.facts], by, now, today)
        TrailEntry.objects.bulk_create(trail, batch_size=AT_ONCE)


def reasons_to_refuse(one: Wanted, today) -> list[str]:
    return reasons_against(one.person, one.current, one.facts, today) if one.facts else []


def _add(people: list[Person], by: Person | None, now: datetime) -> list[TrailEntry]:
    for person in people:
        # One each: an unusable password is random, so that two are never alike.
        person.password = make_password(None)
    try:
        with transaction.atomic():
            Person.objects.bulk_create(people, batch_size=AT_ONCE)
    except IntegrityError as error:
        raise Refused("Somebody with one of these email addresses is here already.") from error
    addresses = [EmailAddress(user=p, email=p.email, primary=True, verified=False) for p in people if p.email]
    EmailAddress.objects.bulk_create(addresses, batch_size=AT_ONCE)
    return [entry(by, "person.added", p, {"name": ["", p.name]}, now=now) for p in people]


def _rename(changed: Iterable[Wanted], by: Person | None, now: datetime) -> list[TrailEntry]:
    trail, people = [], []
    for one in changed:
        person, old = one.person, {name: getattr(one.person, name) for name in one.names}
        for name, value in one.names.items():
            setattr(person, name, value)
        people.append(person)
        changes = {name: [old[name], value] for name, value in one.names.items()}
        trail.append(entry(by, "person.renamed", person, changes, now=now))
    Person.objects.bulk_update(people, ["first_name", "last_name"], batch_size=AT_ONCE)
    return trail


def _employ(wanted: list[Wanted], by: Person | None, now: datetime, today) -> list[TrailEntry]:
    ending = [one.current.pk for one in wanted if one.current]
    for start in range(0, len(ending), AT_ONCE):
        batch = ending[start : start + AT_ONCE]
        if Employment.objects.current().filter(pk__in=batch).update(ends_on=today) < len(batch):
            raise TooLate("An employment was changed by somebody else. Check the file again.")
    started = [Employment(person=one.person, starts_on=today, **one.facts) for one in wanted]
    Employment.objects.bulk_create(started, batch_size=AT_ONCE)
    return [
        entry(
            by,
            "employment.changed" if one.current else "employment.started",
            one.person,
            changes_of(one.current, employment),
            now=now,
        )
        for one, employment in zip(wanted, started, strict=True)
    ]
