"""Places an agency holds without a name: all or none, named by the rules, given back or lapsed."""

from datetime import timedelta

import pytest

from bookings import holding
from bookings.booking import book
from bookings.cancellation import cancel_event
from bookings.invariants import breaches
from bookings.models import Booking, HeldPlace
from correspondence.models import Message
from lib.errors import Refused
from tests.cast import make_event, make_person
from training.allocating import AllocationPlan, allocate
from training.models import Course

SECOND = timedelta(seconds=1)


@pytest.fixture
def event(course, room, tariff):
    return make_event(course, room, capacity=3)


@pytest.fixture
def held(event, trust, coordinator, now):
    return holding.hold(event, trust, 2, by=coordinator, now=now)


def test_held_places_count_as_held(event, held):
    event.refresh_from_db()
    assert event.places_held == 2
    assert list(breaches()) == []


def test_they_are_held_all_or_none(event, held, trust, coordinator, now):
    with pytest.raises(Refused, match="Only 1 place is free for Riverside NHS Trust, so 2 cannot be held"):
        holding.hold(event, trust, 2, by=coordinator, now=now)
    assert HeldPlace.objects.count() == 2


def test_they_are_within_the_agencys_allocation(event, trust, coordinator, officer, now):
    allocate(event, [AllocationPlan(1, 5, agency=trust)], by=officer, now=now)
    with pytest.raises(Refused, match="Only 1 place is free"):
        holding.hold(event, trust, 2, by=coordinator, now=now)
    assert len(holding.hold(event, trust, 1, by=coordinator, now=now)) == 1


def test_nobody_holds_for_an_agency_that_is_not_theirs(event, school, coordinator, now):
    with pytest.raises(Refused, match="Only a coordinator of Oak Primary School"):
        holding.hold(event, school, 1, by=coordinator, now=now)


def test_they_must_be_named_ten_working_days_before(event, held):
    assert held[0].name_by == event.starts_at - timedelta(days=14)


def test_never_later_than_giving_back_is_free(event, trust, coordinator, board, now):
    board.name_places_days = 2
    board.save()
    (place,) = holding.hold(event, trust, 1, by=coordinator, now=now)
    assert place.name_by == event.starts_at - timedelta(days=7)


def test_a_name_takes_the_place_over_without_a_gap(event, held, nurse, teacher, coordinator, now):
    booking = holding.name(held[0], nurse, by=coordinator, now=now)
    event.refresh_from_db()
    assert (booking.status, event.places_held, held[0].state) == ("confirmed", 2, "named")
    assert Message.objects.filter(kind="bookings.confirmed", person=nurse).exists()


def test_naming_asks_the_manager_like_every_booking(event, held, nurse, coordinator, now):
    Course.objects.update(approval="authorise")
    assert holding.name(held[0], nurse, by=coordinator, now=now).status == "requested"
    assert Message.objects.filter(kind="bookings.manager_asked").exists()


def test_only_people_of_the_agency_are_named(held, teacher, coordinator, now):
    with pytest.raises(Refused, match="Tom Taylor does not work for Riverside NHS Trust"):
        holding.name(held[0], teacher, by=coordinator, now=now)


def test_who_waits_is_moved_over(event, held, nurse, teacher, coordinator, now):
    for person in (teacher, nurse):
        book(person, event, by=person, now=now)
    booking = holding.name(held[0], nurse, by=coordinator, now=now)
    assert booking.status == "confirmed"
    assert event.bookings.filter(person=nurse).count() == 1
    assert list(breaches()) == []


def test_until_name_by_it_can_be_named_and_then_it_lapses(event, held, nurse, coordinator):
    name_by = held[0].name_by
    assert holding.lapse_due(name_by - SECOND) == 0
    holding.name(held[0], nurse, by=coordinator, now=name_by - SECOND)
    with pytest.raises(Refused, match="had to be named by"):
        holding.name(held[1], nurse, by=coordinator, now=name_by)
    assert holding.lapse_due(name_by) == 1
    assert holding.lapse_due(name_by) == 0
    event.refresh_from_db()
    assert event.places_held == 1
    assert Message.objects.get(kind="bookings.held_lapsed").person == coordinator


def test_what_is_given_back_is_offered_on(event, held, trust, teacher, social_worker, coordinator, now):
    for person in (teacher, social_worker):
        book(person, event, by=person, now=now)
    holding.give_back(held[0], by=coordinator, now=now)
    assert Booking.objects.get(person=social_worker).status == "offered"
    with pytest.raises(Refused, match="no longer held"):
        holding.give_back(held[0], by=coordinator, now=now)


def test_they_end_with_the_event_and_the_holder_is_told_once(event, held, officer, coordinator, now):
    cancel_event(event, by=officer, now=now, reason="Snow")
    assert set(HeldPlace.objects.values_list("state", flat=True)) == {"ended"}
    assert Message.objects.filter(kind="bookings.held_ended", person=coordinator).count() == 1
    assert list(breaches()) == []


def test_nobody_holds_past_those_who_wait(event, trust, coordinator, officer, now):
    for n in range(4):
        person = make_person("Nurse", str(n), trust)
        book(person, event, by=person, now=now)
    with pytest.raises(Refused, match="No place is free for Riverside NHS Trust"):
        holding.hold(event, trust, 1, by=coordinator, now=now)
