"""Places held without a name on an event that moves: by when they must be named, and who is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import TrailEntry
from bookings import holding
from bookings.invariants import breaches
from bookings.models import HeldPlace
from bookings.moving import preview
from correspondence.models import Message
from tests.bookings.test_moving import moved_by, to_room
from tests.cast import NOW, make_event
from training.planning import plan_of

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def event(course, room, tariff):
    """Wednesday 1 July, 9:30am; places are named ten working days before: by Wednesday 17 June."""
    return make_event(course, room, capacity=3)


@pytest.fixture
def held(event, trust, coordinator):
    return holding.hold(event, trust, 2, by=coordinator, now=NOW)[0]


def told():
    return Message.objects.get(kind="bookings.held_moved")


def test_the_deadline_moves_with_the_event_both_ways(event, held, officer):
    moved_by(event, officer, delta=7 * DAY)
    held.refresh_from_db()
    assert held.name_by == event.starts_at - 14 * DAY
    moved_by(event, officer, delta=-7 * DAY)
    held.refresh_from_db()
    assert held.name_by == event.starts_at - 14 * DAY


def test_who_holds_is_told_once_of_the_move_and_of_the_deadline(event, held, coordinator, officer):
    moved_by(event, officer, note="The heating is broken.")
    text = " ".join(told().text.split())
    assert told().person == coordinator
    assert "you hold 2 places for Riverside NHS Trust" in text
    assert "The heating is broken." in text
    assert "Wednesday 1 July 2026 at 9:30am" in text
    assert "Name who comes by Wednesday 24 June 2026 at 9:30am" in text
    assert TrailEntry.objects.filter(deed="held_place.moved").count() == 2


def test_when_the_new_deadline_would_have_passed_there_is_a_fair_time(event, held, officer):
    """Moved to 10 June ten working days before would be 27 May: they get five working days after the notice."""
    moved_by(event, officer, delta=-21 * DAY)
    held.refresh_from_db()
    assert held.name_by == NOW + 7 * DAY
    assert holding.lapse_due(held.name_by - SECOND) == 0
    assert holding.lapse_due(held.name_by) == 2
    assert Message.objects.filter(kind="bookings.held_lapsed").exists()
    assert list(breaches()) == []


def test_never_after_the_new_start(event, held, officer):
    moved_by(event, officer, delta=-28 * DAY)
    held.refresh_from_db()
    assert held.name_by == event.starts_at == NOW.replace(day=3, hour=8, minute=30)


def test_another_room_alone_leaves_the_deadline_and_is_told(event, held, officer, room):
    to_room(event, officer, room.venue.rooms.create(name="Hall", capacity=90))
    assert HeldPlace.objects.get(pk=held.pk).name_by == held.name_by
    assert "Hall" in told().text


def test_a_round_of_the_worker_that_began_before_the_move_takes_nothing(event, held, officer):
    stale = HeldPlace.objects.with_facts().get(pk=held.pk)
    moved_by(event, officer, now=held.name_by - SECOND)
    assert holding._lapse(stale, held.name_by) is False
    held.refresh_from_db()
    assert held.is_held


def test_they_are_warned_again_before_the_new_deadline(event, held, officer):
    assert holding.warn_due(held.name_by - DAY) == 2
    moved_by(event, officer, now=held.name_by - DAY)
    held.refresh_from_db()
    assert holding.warn_due(held.name_by - DAY) == 2


def test_the_officer_reads_it_before_moving(event, held):
    sessions = plan_of(event).sessions
    later = [type(s)(s.starts_at + 7 * DAY, s.ends_at + 7 * DAY, s.room, s.online_url) for s in sessions]
    shown = preview(event, later, NOW)
    assert (len(shown.held_places), shown.name_by) == (2, held.name_by + 7 * DAY)


def test_moving_costs_as_many_queries_with_one_held_place_as_with_three(
    event, course, room, trust, coordinator, officer
):
    costs = []
    for each, number in ((event, 1), (make_event(course, room, starts_at=NOW + 60 * DAY), 3)):
        holding.hold(each, trust, number, by=coordinator, now=NOW)
        with CaptureQueriesContext(connection) as counted:
            moved_by(each, officer)
        costs.append(len(counted))
    assert costs[0] == costs[1]
