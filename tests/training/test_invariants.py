"""The audit finds what the verbs would never write."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.cast import NOW, make_event
from training.invariants import breaches
from training.models import Course, Event, Room

pytestmark = pytest.mark.django_db


def test_planned_events_break_nothing(event, past_event):
    assert list(breaches()) == []


def test_an_event_that_does_not_start_with_its_sessions_is_found(event):
    event.sessions.update(starts_at=event.starts_at + timedelta(minutes=1))
    assert list(breaches()) == [f"Event {event.code} does not start and end with its sessions."]


def test_an_event_without_a_session_is_found(event):
    event.sessions.all().delete()
    assert list(breaches()) == [f"Event {event.code} (published) has no session."]


def test_sessions_that_overlap_are_found(course, room):
    event = make_event(course, room, days=2)
    first, second = event.sessions.all()
    event.sessions.filter(pk=first.pk).update(ends_at=second.starts_at + timedelta(minutes=1))
    assert f"Event {event.code} has sessions that overlap." in list(breaches())


def test_too_many_places_for_the_room_are_found_until_the_register_is_closed(event):
    Room.objects.update(capacity=19)
    assert list(breaches()) == [f"Event {event.code} has 20 places in a room for 19."]
    Event.objects.update(register_closed_at=NOW)
    assert list(breaches()) == []


def test_a_room_in_two_events_at_once_is_found(course, room):
    one, other = make_event(course, room), make_event(course, room)
    assert list(breaches()) == [
        f"Events {one.code} and {other.code} have one room ({room.pk}) at the same time."
    ]


def test_a_trainer_in_two_events_at_once_is_found(course, trainer):
    one, other = make_event(course, trainers=[trainer]), make_event(course, trainers=[trainer])
    code = trainer.trainer.code
    assert list(breaches()) == [
        f"Events {one.code} and {other.code} have one trainer ({code}) at the same time."
    ]


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_only_published_events_are_double_booked(course, room, state):
    make_event(course, room)
    make_event(course, room, state=state)
    assert list(breaches()) == []


def in_a_row(how_many):
    """Courses of which each asks for the next."""
    rows = [
        Course(title=f"Course {n}", format="briefing", level="1", minutes=60, summary="x")
        for n in range(how_many)
    ]
    rows = Course.objects.bulk_create(rows)
    for one, further in pairwise(rows):
        one.prerequisites.add(further)
    return rows


@pytest.mark.parametrize("how_many", [2, 3, 4, 9])
def test_a_ring_of_courses_is_found_once_however_long_and_a_row_is_none(how_many):
    rows = in_a_row(how_many)
    rows[0].prerequisites.add(rows[-1])
    assert list(breaches()) == []
    rows[-1].prerequisites.add(rows[0])
    (sentence,) = breaches()
    assert sentence.startswith("Courses wait for each other in a ring: ")


def test_every_course_of_a_ring_is_named_and_no_other():
    rows = in_a_row(5)
    rows[3].prerequisites.add(rows[1])
    (sentence,) = breaches()
    assert {row.code for row in rows if row.code in sentence} == {row.code for row in rows[1:4]}


def test_a_course_before_itself_is_found(course):
    course.prerequisites.add(course)
    assert list(breaches()) == [f"Course {course.code} must be done before itself."]


def test_equivalents_make_no_ring(course):
    one, two = in_a_row(2)
    two.equivalents.add(one, course)
    assert list(breaches()) == []
