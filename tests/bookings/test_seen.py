"""Nobody decides on what they have not seen: a mark, a forecast, a reason, the terms."""

import pytest

from accounts.models import TrailEntry
from bookings import charging, registers
from bookings.models import Attendance, Charge
from lib.errors import TooLate
from tests.cast import make_booking


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


def test_a_mark_that_was_not_seen_is_not_replaced(here, session, trainer, officer, now):
    registers.mark(here, session, "absent", by=officer, now=now)
    with pytest.raises(TooLate, match="has been marked “Absent” since you opened this page"):
        registers.mark(here, session, "present", by=trainer, now=now, seen="Not marked")
    registers.mark(here, session, "present", by=trainer, now=now, seen="Absent")
    assert Attendance.objects.get().mark == "present"


def test_a_mark_that_has_gone_is_not_replaced_either(here, session, trainer, now):
    with pytest.raises(TooLate, match="is not marked any more"):
        registers.mark(here, session, "present", by=trainer, now=now, seen="Absent")


def test_only_the_mark_that_was_seen_is_taken_back(here, session, trainer, officer, now):
    registers.mark(here, session, "absent", by=officer, now=now)
    with pytest.raises(TooLate):
        registers.unmark(here, session, by=trainer, now=now, seen="Present")
    assert Attendance.objects.exists()


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
