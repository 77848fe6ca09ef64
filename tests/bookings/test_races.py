"""Real processes at the same moment: no place is given twice and none is lost, on either database."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import TrailEntry
from bookings.booking import book
from bookings.invariants import breaches
from bookings.models import Attendance
from correspondence.models import Message
from tests.bookings import arena
from tests.cast import NOW

pytestmark = pytest.mark.race
BOOKERS, PLACES = 64, 20


@pytest.fixture(scope="module")
def template(django_db_setup, django_test_environment, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), arena.migrated(tmp_path_factory.mktemp("races")) as name:
        yield name


@pytest.fixture
def database(template, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), arena.copy_of(template, tmp_path) as name:
        yield name


def race(database, deed, event, people) -> dict[str, int]:
    """What became of everybody, outcome to number."""
    connection.close()
    command = [sys.executable, "-m", "tests.bookings.racers", database, deed, str(event.pk)]
    command += [str(person.pk) for person in people]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=180)
    assert ended.returncode == 0, ended.stderr
    event.refresh_from_db()
    return json.loads(ended.stdout)


def test_64_bookers_for_20_places_never_oversell(database):
    event = arena.an_event(capacity=PLACES)
    outcomes = race(database, "book", event, arena.runners(BOOKERS))
    assert outcomes == {"confirmed": PLACES, "waiting": BOOKERS - PLACES}
    assert event.places_held == event.bookings.holding_a_place().count() == PLACES
    assert event.bookings.waiting().count() == BOOKERS - PLACES
    assert Message.objects.filter(kind__in=["bookings.confirmed", "bookings.waiting"]).count() == BOOKERS
    assert list(breaches()) == []


def test_without_the_guard_the_same_race_oversells(database):
    arena.without_the_last_belt()
    event = arena.an_event(capacity=PLACES)
    outcomes = race(database, "book-unguarded", event, arena.runners(BOOKERS))
    assert outcomes["confirmed"] > PLACES
    assert event.places_held > event.capacity
    assert any("bookings for 20 places" in sentence for sentence in breaches())


def test_the_database_itself_refuses_what_the_guard_would_have_stopped(database):
    event = arena.an_event(capacity=PLACES)
    outcomes = race(database, "book-unguarded", event, arena.runners(BOOKERS))
    assert outcomes == {"confirmed": PLACES, "refused": BOOKERS - PLACES}
    assert event.places_held == PLACES
    assert list(breaches()) == []


def test_one_person_pressing_many_times_gets_one_booking(database):
    event = arena.an_event(capacity=PLACES)
    outcomes = race(database, "book", event, arena.runners(1) * 16)
    assert outcomes == {"confirmed": 1, "refused": 15}
    assert event.places_held == 1


def test_twenty_who_cancel_at_once_free_twenty_places_for_those_who_wait(database):
    event = arena.an_event(capacity=PLACES)
    people = arena.runners(2 * PLACES)
    for person in people:
        book(person, event, by=person, now=NOW)
    outcomes = race(database, "cancel", event, people[:PLACES])
    assert outcomes == {"cancelled": PLACES}
    assert event.bookings.offers().count() == event.places_held == PLACES
    assert list(breaches()) == []


def test_one_booking_cancelled_many_times_frees_one_place(database):
    event = arena.an_event(capacity=2)
    first, second = arena.runners(2)
    for person in (first, second):
        book(person, event, by=person, now=NOW)
    assert race(database, "cancel", event, [first] * 8) == {"cancelled": 1, "refused": 7}
    assert event.places_held == 1


def test_whoever_is_killed_half_way_takes_no_place_along(database):
    event = arena.an_event(capacity=PLACES)
    assert race(database, "book-and-die", event, arena.runners(8)) == {}
    assert event.places_held == event.bookings.count() == 0
    assert list(breaches()) == []


def test_one_person_pressing_many_times_is_checked_in_once(database):
    event = arena.an_event(capacity=PLACES)
    (person,) = arena.runners(1)
    book(person, event, by=person, now=NOW)
    assert race(database, "check-in", event, [person] * 16) == {"present": 16}
    assert Attendance.objects.get().how == "check_in"
    assert TrailEntry.objects.filter(deed="register.marked").count() == 1
