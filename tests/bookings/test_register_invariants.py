"""The audit finds what a slip of the hand in the database would do."""

from datetime import timedelta

import pytest

from bookings import registers
from bookings.models import Attendance, Booking, Charge
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
