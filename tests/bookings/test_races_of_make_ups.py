"""Many officers at the same moment, with real processes: no chair is promised twice, and no session is made up twice."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from bookings.models import Attendance, MakeUp
from tests.bookings import arena
from tests.bookings.test_races import database, race, template  # noqa: F401
from tests.cast import NOW, make_booking, make_event

pytestmark = pytest.mark.race
CHAIRS = 5


def who_missed(event, number: int) -> list:
    """So many runners who did not come to an event of the same course ten days ago."""
    by, people = arena.an_officer(), arena.runners(number)
    held = make_event(event.course, starts_at=NOW - timedelta(days=10))
    session = held.sessions.get()
    facts = {"mark": "absent", "marked_by": by, "marked_at": NOW, "saved_at": NOW, "session": session}
    for person in people:
        Attendance.objects.create(booking=make_booking(held, person), **facts)
    return people


def test_as_many_make_it_up_as_there_are_chairs(database):  # noqa: F811
    event = arena.an_event(capacity=CHAIRS)
    people = who_missed(event, 16)
    assert race(database, "make-up", event, people) == {"arranged": CHAIRS, "refused": 16 - CHAIRS}
    assert MakeUp.objects.open().count() == CHAIRS
    call_command("audit")


def test_of_many_who_arrange_the_same_one_does(database):  # noqa: F811
    event = arena.an_event(capacity=CHAIRS)
    people = who_missed(event, 1)
    assert race(database, "make-up", event, people * 12) == {"arranged": 1, "refused": 11}
    assert MakeUp.objects.open().count() == 1
    call_command("audit")
