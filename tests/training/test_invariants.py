"""The audit finds what the verbs would never write."""

from datetime import timedelta

import pytest

from tests.cast import NOW, make_event
from training.invariants import breaches
from training.models import Event, Room

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
