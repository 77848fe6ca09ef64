"""The audit finds what a slip of the hand in the database would do."""

from datetime import timedelta

import pytest

from bookings import registers
from bookings.models import Attendance, Booking, Charge, Override
from bookings.registers.invariants import breaches
from tests.cast import make_booking, make_event


@pytest.fixture
def closed(past_event, nurse, teacher, trainer, now):
    session = past_event.sessions.get()
    registers.mark(make_booking(past_event, nurse), session, "present", by=trainer, now=now)
    registers.mark(make_booking(past_event, teacher), session, "absent", by=trainer, now=now)
    registers.add_walk_in(past_event, person=trainer, by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    return past_event


def found(text):
    return any(text in sentence for sentence in breaches())


def test_a_closed_register_has_no_breach(closed):
    assert list(breaches()) == []


def test_a_missing_charge(closed):
    Charge.objects.all().delete()
    assert found("has no charge for")


def test_a_charge_without_cause(closed, teacher):
    Booking.objects.filter(person=teacher).update(outcome="attended")
    assert found("without cause")


def test_a_no_show_who_was_there(closed, teacher):
    Attendance.objects.filter(booking__person=teacher).update(mark="present")
    assert found("is marked present and on time")


def test_a_wrong_amount(closed):
    Charge.objects.update(amount=1)
    assert found("is charged 1.00 for")


def test_an_outcome_before_closing_and_none_after(closed, nurse):
    Booking.objects.filter(person=nurse).update(outcome="", earns_certificate=False)
    assert found("has no outcome")
    closed.__class__.objects.update(register_closed_at=None)
    assert found("register is not closed")


def test_a_mark_at_another_event(closed, course, nurse, now):
    other = make_event(course, starts_at=now - timedelta(days=5))
    Attendance.objects.filter(booking__person=nurse).update(session=other.sessions.get())
    assert found("session of another event")


def test_a_charge_that_counts_for_nothing_though_its_day_was_missed(closed, now):
    Charge.objects.update(void_since=now, state="withdrawn")
    assert found("has no charge for")


def test_a_collected_charge_that_stands_though_its_cause_has_gone(closed, teacher, officer, now):
    Charge.objects.update(state="invoiced", decided_by=officer)
    booking, session = Booking.objects.get(person=teacher), closed.sessions.get()
    registers.correct(booking, session, "present", reason="Wrong row", by=officer, now=now)
    assert not list(breaches())
    Charge.objects.update(void_since=None)
    assert found("without cause")


@pytest.fixture
def decided(closed, nurse, teacher, officer, now):
    """Otherwise than the rule: Nadia did not come, Tom did."""
    who = {"reason": "They changed seats", "by": officer, "now": now}
    registers.override(Booking.objects.get(person=nurse), outcome="no_show", **who)
    registers.override(Booking.objects.get(person=teacher), outcome="attended", **who)
    assert not list(breaches())


def test_a_no_show_by_decision_without_the_decision(decided, nurse):
    Override.objects.filter(booking__person=nurse).delete()
    assert found("is marked present and on time")


def test_attendance_by_decision_without_the_decision(decided, teacher):
    Override.objects.filter(booking__person=teacher).delete()
    assert found("attended, but is marked as not there")


def test_an_outcome_that_is_not_the_one_decided(decided, teacher):
    Booking.objects.filter(person=teacher).update(outcome="partly", earns_certificate=False)
    assert found("otherwise than an officer decided")
