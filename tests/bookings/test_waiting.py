"""The waiting list: offers in order, taken, turned down, or lapsed."""

from datetime import timedelta

import pytest

from bookings import approvals, waiting
from bookings.booking import book
from bookings.cancellation import cancel
from bookings.models import Booking
from correspondence.models import Message
from lib.errors import Refused
from tests.cast import make_booking, make_event
from training.models import Course, Event

SECOND = timedelta(seconds=1)


@pytest.fixture
def full(course, room, tariff, nurse, teacher, social_worker, now):
    """One place, which Nadia has; Tom waits first, Samir second."""
    event = make_event(course, room, capacity=1)
    for person in (nurse, teacher, social_worker):
        book(person, event, by=person, now=now)
    return event


def of(person) -> Booking:
    return Booking.objects.get(person=person)


@pytest.fixture
def offered(full, nurse, teacher, now):
    cancel(of(nurse), by=nurse, now=now)
    return of(teacher)


def test_an_offer_holds_the_place_for_48_hours(full, offered, now):
    assert offered.expires_at == now + timedelta(hours=48)
    full.refresh_from_db()
    assert full.places_held == 1


def test_an_offer_ends_when_the_event_begins(full, nurse, teacher):
    just_before = full.starts_at - timedelta(hours=3)
    cancel(of(nurse), by=nurse, now=just_before)
    assert of(teacher).expires_at == full.starts_at


def test_inside_the_charging_window_the_offer_says_what_taking_it_means(full, nurse):
    cancel(of(nurse), by=nurse, now=full.starts_at - timedelta(days=2))
    text = Message.objects.get(kind="bookings.offered").text
    assert "The time to cancel free of charge is already over." in text


def test_outside_it_the_offer_says_until_when_cancelling_is_free(offered):
    text = Message.objects.get(kind="bookings.offered").text
    assert "already over" not in text
    assert "You can cancel free of charge until Wednesday 24 June 2026 at 9:30am." in text


def test_a_taken_offer_is_a_booking(full, offered, teacher, now):
    waiting.accept(offered, by=teacher, now=now + timedelta(hours=1))
    assert offered.is_confirmed
    assert offered.confirmed_at == now + timedelta(hours=1)
    assert offered.expires_at is None
    full.refresh_from_db()
    assert full.places_held == 1


def test_where_the_manager_must_agree_taking_an_offer_asks_them(full, offered, teacher, now):
    Course.objects.update(approval="authorise")
    waiting.accept(offered, by=teacher, now=now)
    assert offered.is_requested
    assert Message.objects.filter(kind="bookings.manager_asked").exists()


def test_the_last_second_of_an_offer_still_counts(offered, teacher):
    waiting.accept(offered, by=teacher, now=offered.expires_at - SECOND)
    assert offered.is_confirmed


def test_at_its_end_an_offer_can_no_longer_be_taken(offered, teacher):
    with pytest.raises(Refused, match="The offer ended on Wednesday 3 June 2026 at 10am"):
        waiting.accept(offered, by=teacher, now=offered.expires_at)


def test_nobody_takes_a_place_that_was_not_offered(full, social_worker, now):
    with pytest.raises(Refused, match="There is no place to take"):
        waiting.accept(of(social_worker), by=social_worker, now=now)


def test_turning_an_offer_down_passes_it_on(offered, teacher, social_worker, now):
    cancel(offered, by=teacher, now=now)
    assert of(social_worker).is_offered


def test_an_offer_lapses_at_its_end_and_not_before(full, offered, teacher, social_worker):
    assert waiting.lapse_due(offered.expires_at - SECOND) == 0
    assert waiting.lapse_due(offered.expires_at) == 1
    assert of(teacher).status == "lapsed"
    assert of(social_worker).is_offered
    full.refresh_from_db()
    assert full.places_held == 1


def test_lapsing_twice_lapses_once(offered):
    when = offered.expires_at + timedelta(days=1)
    assert waiting.lapse_due(when) == 1
    assert waiting.lapse_due(when) == 0
    assert Message.objects.filter(kind="bookings.lapsed").count() == 1


def test_whoever_still_waits_when_the_event_begins_is_told(full, teacher, social_worker):
    assert waiting.lapse_due(full.starts_at - SECOND) == 0
    assert waiting.lapse_due(full.starts_at) == 2
    message = Message.objects.filter(kind="bookings.lapsed").first()
    assert "no place came free" in message.text


def test_added_places_are_offered_by_the_clock(full, teacher, social_worker, now):
    Event.objects.update(capacity=2)
    assert waiting.offer_due(now) == 1
    assert waiting.offer_due(now) == 0
    assert (of(teacher).status, of(social_worker).status) == ("offered", "waiting")


@pytest.mark.parametrize("change", [{"state": "cancelled"}, {"starts_at": None}])
def test_no_place_is_offered_of_an_event_that_is_over_or_off(full, now, change):
    change = {name: value or now for name, value in change.items()}
    Event.objects.update(places_held=0, **change)
    assert waiting.offer_freed_places(full, now=now) == 0


def test_a_lapse_that_somebody_overtook_does_nothing(offered, teacher, now):
    stale = of(teacher)
    waiting.accept(offered, by=teacher, now=now)
    assert not waiting.lapse(stale, now=now)
    assert of(teacher).is_confirmed


def test_requests_are_lapsed_by_the_approvals(event, nurse, now):
    booking = make_booking(event, nurse, "requested", expires_at=now)
    assert waiting.lapse_due(now) == 0
    assert approvals.lapse_due(now) == 1
    booking.refresh_from_db()
    assert booking.status == "lapsed"
