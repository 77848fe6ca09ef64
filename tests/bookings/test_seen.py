"""Nobody decides on what they have not seen: a mark, a forecast, a reason, the terms."""

import pytest

from accounts.models import TrailEntry
from bookings import absences, charging, holding, registers
from bookings.models import Charge
from lib.dates import local_day
from lib.errors import TooLate
from tests.cast import make_booking
from training.allocating import AllocationPlan, allocate, seen_of


@pytest.fixture
def here(past_event, nurse):
    return make_booking(past_event, nurse)


@pytest.fixture
def session(past_event):
    return past_event.sessions.get()


@pytest.fixture
def charge(past_event, teacher, now):
    day = past_event.starts_at.date()
    return charging.propose_no_show([(make_booking(past_event, teacher), [day])], by=None, now=now)[0]


def test_a_register_closes_as_its_forecast_was_seen(here, session, past_event, trainer, officer, now):
    registers.mark(here, session, "present", by=trainer, now=now)
    seen = registers.forecast(past_event).seen
    registers.mark(here, session, "absent", by=officer, now=now)
    with pytest.raises(TooLate, match="Somebody changed a mark"):
        registers.close(past_event, by=trainer, now=now, seen=seen)
    assert not Charge.objects.exists()
    registers.close(past_event, by=trainer, now=now, seen=registers.forecast(past_event).seen)
    assert Charge.objects.count() == 1


def test_a_reason_is_read_before_the_charge_is_decided(charge, officer, now):
    seen = charging.seen_of([charge])
    charging.answer(charge, reason="bereavement", now=now)
    with pytest.raises(TooLate, match="Since you opened this page a reason was given"):
        charging.confirm_many([charge], by=officer, now=now, seen=seen)
    charge.refresh_from_db()
    assert charging.confirm_many([charge], by=officer, now=now, seen=charging.seen_of([charge])) == 1


def test_the_same_reason_again_changes_nothing(charge, now):
    for _ in range(2):
        charging.answer(charge, reason="court", text="All day", now=now)
    assert TrailEntry.objects.filter(deed="charge.answered").count() == 1


def test_allocations_that_were_not_seen_are_not_replaced(event, officer, now):
    seen = seen_of(event)
    allocate(event, [AllocationPlan(2, 5, sector="school")], by=officer, now=now)
    with pytest.raises(TooLate, match="Somebody else changed the allocations"):
        allocate(event, [], by=officer, now=now, seen=seen)
    kept = event.allocations.get()
    allocate(event, [AllocationPlan(2, 5, sector="school")], by=officer, now=now, seen=seen)
    assert event.allocations.get() == kept  # the same again changes nothing
    allocate(event, [], by=officer, now=now, seen=seen_of(event))
    assert not event.allocations.exists()


def test_a_limit_is_lifted_as_it_was_seen(nurse, officer, second_officer, now):
    seen = absences.seen_of(nurse, now)
    facts = {"until": local_day(now), "reason": "Her child was ill"}
    absences.lift(nurse, **facts, by=second_officer, now=now, seen=seen)
    with pytest.raises(TooLate, match="was lifted since you opened this page"):
        absences.lift(nurse, **facts, by=officer, now=now, seen=seen)
    absences.lift(nurse, **facts, by=officer, now=now, seen=absences.seen_of(nurse, now))
    assert absences.lifts_of(nurse, now).count() == 2


def test_places_are_held_beside_those_that_were_seen(event, trust, coordinator, now):
    seen = holding.seen_of(event, trust, now=now)
    holding.hold(event, trust, 2, by=coordinator, now=now, seen=seen)
    with pytest.raises(TooLate, match="What is held for Riverside NHS Trust"):
        holding.hold(event, trust, 1, by=coordinator, now=now, seen=seen)
    holding.hold(event, trust, 1, by=coordinator, now=now, seen=holding.seen_of(event, trust, now=now))
    assert holding.held_by(event, trust) == 3
