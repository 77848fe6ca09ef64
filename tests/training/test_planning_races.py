"""Two officers at the same moment: one of them gets the room."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from correspondence.models import Message
from lib.errors import Refused
from tests.cast import NOW, make_person
from tests.training.makers import plan, session
from tests.training.people import ask, make_trainer
from training.catalogue import change_course
from training.inviting import accept
from training.models import Course, Equipment, Event, TrainerInvitation
from training.planning import Need
from training.prerequisites import rings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
OFFICERS = 6


def other_courses(course):
    """A course for each, so that it is not the course's own lock that keeps them apart."""
    rows = [
        Course(title=f"Course {n}", format=course.format, level=course.level, minutes=60, summary="x")
        for n in range(OFFICERS)
    ]
    return Course.objects.bulk_create(rows)


def all_at_once(deed, officers=OFFICERS):
    """What each of them got: "made", or the reason against."""
    start = Barrier(officers)

    def one(number):
        start.wait()
        try:
            deed(number)
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(officers) as pool:
        return list(pool.map(one, range(officers)))


def test_a_room_is_taken_once(course, room, officer):
    courses = other_courses(course)
    got = all_at_once(lambda n: plan(courses[n], session(room), by=officer))
    assert got.count("made") == 1
    assert all("is taken by" in each for each in got if each != "made")


def test_a_trainer_is_taken_once(course, officer, trainer):
    courses = other_courses(course)
    got = all_at_once(lambda n: plan(courses[n], session(), trainers=[trainer.trainer], by=officer))
    assert got.count("made") == 1


def test_the_last_piece_of_equipment_is_taken_once(course, officer):
    loop = Equipment.objects.create(name="Hearing loop", kind="hearing", quantity=2)
    courses, needs = other_courses(course), [Need(loop, 1)]
    got = all_at_once(lambda n: plan(courses[n], session(), equipment=needs, by=officer))
    assert got.count("made") == 2
    assert all("0 of 2 are free" in each for each in got if each != "made")


def test_first_come_one_trainer_takes_it_however_many_accept(course, council, board, officer):
    event = plan(course, session(), by=officer)
    people = [make_person("Terry", f"Trainer{n}", council) for n in range(OFFICERS)]
    asked = ask(event, *map(make_trainer, people), is_first_come=True)
    own = [TrainerInvitation.objects.get(pk=each.pk) for each in asked]
    got = all_at_once(lambda n: accept(own[n], now=NOW))
    assert got.count("made") == 1
    assert event.deliveries.count() == 1
    assert Message.objects.filter(kind="training.trainer_not_needed").count() == OFFICERS - 1


def test_one_form_sent_many_times_makes_one_event(course, officer):
    got = all_at_once(lambda n: plan(course, session(), by=officer, code="BCDFGHJKMNPQ"))
    assert got.count("made") == 1
    assert Event.objects.count() == 1


def test_two_officers_who_touch_different_courses_cannot_close_a_ring_between_them(course, officer):
    """Each ties two courses of which the other touches none; both ties together would lead round."""
    a, b, c, d, *_ = other_courses(course)
    c.prerequisites.add(b)
    a.prerequisites.add(d)
    ties = [(b, a), (d, c)]

    def tie(n):
        asking, first = ties[n]
        change_course(asking, {}, outcomes=[], by=officer, now=NOW, prerequisites=[first])

    got = all_at_once(tie, officers=2)
    assert got.count("made") == 1
    assert sum("go round in a ring" in each for each in got) == 1
    assert list(rings()) == []
