"""Cancelling: when it is free, what it costs, and what becomes of the place."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from bookings import registers
from bookings.booking import book
from bookings.cancellation import cancel, cancel_event, consequence
from bookings.models import Booking, Charge
from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import make_booking, make_event

SECOND = timedelta(seconds=1)


@pytest.fixture
def booked(event, nurse, now):
    return book(nurse, event, by=nurse, now=now)


def test_at_exactly_the_deadline_cancelling_is_free(booked, nurse):
    assert not consequence(booked, booked.cancel_by).is_late
    cancel(booked, by=nurse, now=booked.cancel_by)
    assert not booked.cancelled_late
    assert not Charge.objects.exists()


def test_one_second_later_it_is_charged(booked, nurse):
    late = booked.cancel_by + SECOND
    what = consequence(booked, late)
    assert (what.is_late, what.charge) == (True, Decimal("50.00"))
    assert what.sentence == (
        "Cancelling was free until Wednesday 24 June 2026 at 9:30am. "
        "If you cancel now, Riverside NHS Trust will be charged £50.00."
    )
    cancel(booked, by=nurse, now=late)
    assert booked.cancelled_late
    assert Charge.objects.get().amount == Decimal("50.00")


def test_only_late_notice_is_charged(booked, nurse, now):
    cancel(booked, by=nurse, now=now)
    assert consequence(booked, now).charge == 0
    assert not Charge.objects.exists()


def test_every_day_of_a_long_event_is_charged(course, room, tariff, nurse, now):
    booking = make_booking(make_event(course, room, days=2), nurse)
    what = consequence(booking, booking.cancel_by + SECOND)
    assert what.charge == Decimal("100.00")
    assert "£100.00 (2 days at £50.00)" in what.sentence


@pytest.mark.parametrize("status", ["waiting", "offered", "requested"])
def test_who_never_promised_to_come_leaves_for_free(event, nurse, status):
    booking = make_booking(event, nurse, status)
    late = booking.cancel_by + SECOND
    assert not consequence(booking, late).is_late
    cancel(booking, by=nurse, now=late)
    assert not booking.cancelled_late
    assert not Charge.objects.exists()


def test_a_late_cancellation_that_costs_nothing_says_so(event, nurse):
    booking = make_booking(event, nurse, late_amount=0)
    what = consequence(booking, booking.cancel_by + SECOND)
    assert what.is_late
    assert "Nothing is charged to Riverside NHS Trust" in what.sentence
    cancel(booking, by=nurse, now=booking.cancel_by + SECOND)
    assert not Charge.objects.exists()


def test_the_place_goes_to_the_first_in_the_list(course, room, tariff, nurse, teacher, social_worker, now):
    event = make_event(course, room, capacity=1)
    booked = book(nurse, event, by=nurse, now=now)
    first = book(teacher, event, by=teacher, now=now)
    second = book(social_worker, event, by=social_worker, now=now)
    cancel(booked, by=nurse, now=now)
    first.refresh_from_db(), second.refresh_from_db(), event.refresh_from_db()
    assert (first.status, second.status, event.places_held) == ("offered", "waiting", 1)


def test_cancelling_twice_frees_one_place(event, booked, teacher, nurse, now):
    book(teacher, event, by=teacher, now=now)
    stale = Booking.objects.get(pk=booked.pk)
    cancel(booked, by=nurse, now=now)
    with pytest.raises(TooLate):
        cancel(stale, by=nurse, now=now)
    with pytest.raises(Refused, match="It is: cancelled"):
        cancel(booked, by=nurse, now=now)
    event.refresh_from_db()
    assert event.places_held == 1


def test_once_the_event_has_started_it_is_too_late(event, booked, nurse):
    with pytest.raises(Refused, match="has started"):
        cancel(booked, by=nurse, now=event.starts_at)
    cancel(booked, by=nurse, now=event.starts_at - SECOND)
    assert booked.cancelled_late


def test_the_calendar_entry_is_taken_out_again(booked, nurse, now):
    cancel(booked, by=nurse, now=now)
    added = Message.objects.get(kind="bookings.confirmed").calendar
    removed = Message.objects.get(kind="bookings.cancelled")
    assert "METHOD:CANCEL" in removed.calendar
    uid = next(line for line in added.splitlines() if line.startswith("UID:"))
    assert uid in removed.calendar
    assert "SEQUENCE:0" in added
    assert "SEQUENCE:1" in removed.calendar


def test_leaving_the_list_takes_nothing_out_of_a_calendar(event, nurse, now):
    cancel(make_booking(event, nurse, "waiting"), by=nurse, now=now)
    message = Message.objects.get(kind="bookings.cancelled")
    assert message.calendar == ""
    assert "You have left the waiting list" in message.subject


def test_the_trail_says_who_cancelled_but_not_why(booked, officer, now):
    cancel(booked, by=officer, now=now, reason="Illness in the family")
    entry = TrailEntry.objects.get(deed="booking.cancelled")
    assert entry.by == officer
    assert "Illness" not in str(entry.changes)
    assert booked.cancel_reason == "Illness in the family"


def test_the_board_cancels_and_nobody_is_late(event, booked, teacher, officer):
    waiting = make_booking(event, teacher, "waiting")
    late = booked.cancel_by + SECOND
    assert cancel_event(event, by=officer, now=late, reason="The trainer is ill") == 2
    booked.refresh_from_db(), waiting.refresh_from_db()
    assert (booked.status, waiting.status) == ("cancelled", "cancelled")
    assert not booked.cancelled_late
    assert (event.state, event.places_held) == ("cancelled", 0)
    assert not Charge.objects.exists()


def test_everybody_is_told_that_the_event_is_cancelled(event, booked, teacher, officer, now):
    make_booking(event, teacher, "waiting")
    cancel_event(event, by=officer, now=now, reason="The trainer is ill")
    told = Message.objects.filter(kind="bookings.event_cancelled")
    assert {message.to for message in told} == {booked.person.email, teacher.email}
    assert all("METHOD:CANCEL" in message.calendar for message in told)
    assert all("The trainer is ill" in message.text for message in told)


def test_an_event_is_cancelled_once_and_for_a_reason(event, officer, now):
    with pytest.raises(Refused, match="Give the reason"):
        cancel_event(event, by=officer, now=now, reason="  ")
    cancel_event(event, by=officer, now=now, reason="Snow")
    with pytest.raises(Refused, match="already been cancelled"):
        cancel_event(event, by=officer, now=now, reason="Snow")


def test_an_event_that_took_place_cannot_be_cancelled(past_event, nurse, officer, now):
    booking = make_booking(past_event, nurse)
    session = past_event.sessions.get()
    booking.attendances.create(
        session=session, mark="present", marked_by=officer, marked_at=now, saved_at=now
    )
    with pytest.raises(Refused, match="took place"):
        cancel_event(past_event, by=officer, now=now, reason="Snow")


@pytest.mark.parametrize("mark", ["present", "absent"])
def test_whoever_is_marked_in_the_register_cannot_cancel(event, booking, trainer, mark):
    before = event.starts_at - timedelta(minutes=30)
    registers.mark(booking, event.sessions.get(), mark, by=trainer, now=before)
    with pytest.raises(Refused, match="marked in the register already"):
        cancel(booking, by=booking.person, now=before)
    assert not Charge.objects.exists()
