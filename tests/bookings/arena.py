"""A database of its own for each race: its rows are really committed, and afterwards it is thrown away."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from accounts.models import Agency, Employment, Person, Role, RoleGrant
from lib.dates import local_day
from tests.cast import NOW, make_event
from training.models import Course, Event


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Points Django's connection at another database."""
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original


@contextmanager
def empty(folder: Path) -> Iterator[str]:
    """A database without tables."""
    if connection.vendor == "postgresql":
        name = f"races_{os.getpid()}"
        _administer(f"CREATE DATABASE {name}")
    else:
        name = str(folder / "races.sqlite3")
    yield name
    if connection.vendor == "postgresql":
        _administer(f"DROP DATABASE {name}")


@contextmanager
def migrated(folder: Path) -> Iterator[str]:
    """A database with all tables and what the migrations ship, to copy from. Call it while no test is at work on the test database."""
    with empty(folder) as name:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            # The test database as it is between two tests: to migrate anew takes seconds.
            with closing(sqlite3.connect(name)) as copy:
                connection.connection.backup(copy)
        else:
            with connected_to(name):
                call_command("migrate", run_syncdb=True, verbosity=0)
        yield name


@contextmanager
def copy_of(template: str, folder: Path) -> Iterator[str]:
    """Connected to a fresh copy."""
    if connection.vendor == "postgresql":
        copy = f"{template}_one"
        _administer(f"CREATE DATABASE {copy} TEMPLATE {template}")
    else:
        copy = str(folder / "race.sqlite3")
        shutil.copy(template, copy)
    with connected_to(copy):
        yield copy
    if connection.vendor == "postgresql":
        _administer(f"DROP DATABASE {copy}")


def _administer(statement: str) -> None:
    """From another database: one that is in use is neither copied nor dropped."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def without_the_last_belt() -> None:
    """Takes away the constraint that refuses more places held than there are: the control must be able to go wrong."""
    every = list(Event._meta.constraints)
    (belt,) = [each for each in every if each.name == "places held never exceed the capacity"]
    # SQLite remakes the table as the model describes it, so the model must not name the constraint while it does.
    Event._meta.constraints = [each for each in every if each is not belt]
    try:
        with connection.schema_editor() as editor:
            editor.remove_constraint(Event, belt)
    finally:
        Event._meta.constraints = every


def an_event(capacity: int) -> Event:
    course = Course.objects.create(title="Neglect", format="briefing", level="1", minutes=60, summary="x")
    return make_event(course, capacity=capacity)


def runners(number: int) -> list[Person]:
    agency = Agency.objects.create(name="Riverside NHS Trust", sector="health")
    people = Person.objects.bulk_create(
        Person(email=f"runner{n}@example.org", first_name="Runner", last_name=str(n)) for n in range(number)
    )
    started = local_day(NOW)
    Employment.objects.bulk_create(
        Employment(person=p, agency=agency, post="Runner", starts_on=started) for p in people
    )
    return people


def another_date(event: Event, capacity: int) -> Event:
    return make_event(event.course, capacity=capacity, starts_at=NOW + timedelta(days=37))


def an_officer(first: str = "Olive") -> Person:
    """Who is the administrator too, so that the audit has nothing to say."""
    officer = Person.objects.create(
        email=f"{first.lower()}@example.org", first_name=first, last_name="Officer"
    )
    for role in (Role.OFFICER, Role.ADMIN):
        RoleGrant.objects.create(person=officer, role=role)
    return officer
