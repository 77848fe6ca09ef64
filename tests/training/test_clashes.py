"""One room and one trainer, one event at a time; and no more places than the room holds."""

import pytest

from lib.errors import Refused
from tests.cast import NOW
from tests.training.makers import as_it_is, plan, session
from training.models import Event
from training.planning import change_event

pytestmark = pytest.mark.django_db


def test_a_room_taken_for_one_minute_is_refused_with_the_event_that_has_it(course, room, officer):
    plan(course, session(room, end="12:30"), by=officer)
    with pytest.raises(Refused) as refused:
        plan(course, session(room, start="12:29", end="15:00"), by=officer)
    assert refused.value.reasons == [
        "Barking Learning Centre: Conference room is taken by “Working together to safeguard children” "
        "on 1 July 2026 from 9:30am to 12:30pm."
    ]


def test_one_event_may_follow_another_in_a_room_at_once(course, room, officer):
    plan(course, session(room, end="12:30"), by=officer)
    plan(course, session(room, start="12:30"), by=officer)
    assert Event.objects.count() == 2


def test_another_room_at_the_same_time_is_free(course, room, officer):
    plan(course, session(room), by=officer)
    plan(course, session(room.venue.rooms.create(name="Hall", capacity=50)), by=officer)


def test_a_cancelled_event_frees_its_room(course, room, officer):
    plan(course, session(room), by=officer)
    Event.objects.update(state="cancelled", cancelled_at=NOW)
    plan(course, session(room), by=officer)


def test_a_trainer_busy_for_one_minute_is_refused_by_name(course, officer, trainer):
    plan(course, session(end="12:30"), trainers=[trainer.trainer], by=officer)
    with pytest.raises(
        Refused, match="Trevor Trainer trains on “Working together to safeguard children” on 1 July 2026"
    ):
        plan(course, session(start="12:29"), trainers=[trainer.trainer], by=officer)


def test_a_trainer_may_go_from_one_event_to_the_next(course, officer, trainer):
    plan(course, session(end="12:30"), trainers=[trainer.trainer], by=officer)
    plan(course, session(start="12:30"), trainers=[trainer.trainer], by=officer)


def test_an_event_does_not_clash_with_itself(course, room, officer, trainer):
    event = plan(course, session(room), trainers=[trainer.trainer], by=officer)
    facts = as_it_is(event) | {"sessions": [session(room, start="10:00")]}
    change_event(event, **facts, by=officer, now=NOW)


def test_moving_onto_another_event_is_refused(course, room, officer):
    plan(course, session(room), by=officer)
    event = plan(course, session(room, day=31), by=officer)
    with pytest.raises(Refused, match="is taken by"):
        change_event(event, **as_it_is(event) | {"sessions": [session(room)]}, by=officer, now=NOW)


def test_every_clash_is_named_at_once(course, room, officer, trainer):
    plan(course, session(room), trainers=[trainer.trainer], by=officer)
    with pytest.raises(Refused) as refused:
        plan(course, session(room), trainers=[trainer.trainer], by=officer)
    assert len(refused.value.reasons) == 2


def test_places_fill_the_room_and_no_more(course, room, officer):
    plan(course, session(room), capacity=40, by=officer)
    with pytest.raises(Refused, match="Conference room has room for 40 people, so there cannot be 41 places"):
        plan(course, session(room, day=31), capacity=41, by=officer)


def test_the_smallest_room_counts(course, room, officer):
    small = room.venue.rooms.create(name="Study", capacity=8)
    with pytest.raises(Refused, match="Study has room for 8 people"):
        plan(course, session(room), session(small, day=31), capacity=20, by=officer)
