"""Booking: what a person gets, what is frozen, and what is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from accounts.models import TrailEntry
from accounts.models.employment import Employment
from bookings import booking as booking_module
from bookings.booking import book
from bookings.models import Booking, Tariff
from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import make_booking, make_event, make_person


def test_a_free_place_is_confirmed_at_once(event, nurse, now):
    booking = book(nurse, event, by=nurse, now=now)
    event.refresh_from_db()
    assert booking.is_confirmed
    assert booking.confirmed_at == now
    assert event.places_held == 1


def test_the_facts_of_the_day_are_frozen(event, nurse, tariff, trust, now):
    booking = book(nurse, event, by=nurse, now=now)
    trust.name = "Renamed Trust"
    trust.save()
    tariff.rates.update(no_show=Decimal("80.00"))
    booking.refresh_from_db()
    assert (booking.agency_name, booking.sector) == ("Riverside NHS Trust", "health")
    assert (booking.no_show_amount, booking.late_amount) == (Decimal("50.00"), Decimal("50.00"))
    assert booking.tariff == tariff


def test_the_deadline_is_five_working_days_before_the_start(event, nurse, now):
    booking = book(nurse, event, by=nurse, now=now)
    assert event.starts_at - booking.cancel_by == timedelta(days=7)


def test_without_a_tariff_there_is_no_deadline_and_no_cost(event, nurse, tariff, now):
    Tariff.objects.all().delete()
    booking = book(nurse, event, by=nurse, now=now)
    assert booking.cancel_by is None
    assert booking.no_show_amount == 0


def test_the_tariff_is_that_of_the_london_day_of_booking(event, nurse, tariff, now):
    # 23:30 UTC on 31 May is half past midnight on 1 June in London.
    late_evening = now.replace(month=5, day=31, hour=23, minute=30)
    tariff.effective_from = now.date()
    tariff.save()
    assert book(nurse, event, by=nurse, now=late_evening).tariff == tariff


def test_a_full_event_puts_one_on_the_waiting_list(course, room, tariff, nurse, teacher, now):
    event = make_event(course, room, capacity=1)
    book(teacher, event, by=teacher, now=now)
    booking = book(nurse, event, by=nurse, now=now)
    event.refresh_from_db()
    assert booking.is_waiting
    assert booking.waiting_since == now
    assert event.places_held == 1


def test_nobody_jumps_the_queue_when_places_are_added(
    course, room, tariff, nurse, teacher, social_worker, now
):
    event = make_event(course, room, capacity=1)
    book(teacher, event, by=teacher, now=now)
    first = book(nurse, event, by=nurse, now=now)
    type(event).objects.filter(pk=event.pk).update(capacity=2)
    newcomer = book(social_worker, event, by=social_worker, now=now + timedelta(minutes=1))
    first.refresh_from_db()
    assert first.is_offered
    assert newcomer.is_waiting


def test_the_confirmation_carries_the_deadline_and_a_calendar_entry(event, nurse, now):
    book(nurse, event, by=nurse, now=now)
    message = Message.objects.get(kind="bookings.confirmed")
    assert message.to == nurse.email
    assert "You can cancel free of charge until Wednesday 24 June 2026 at 9:30am." in message.text
    assert "Riverside NHS Trust will be charged £50.00" in message.text
    assert "BEGIN:VEVENT" in message.calendar
    assert "/bookings/manage/" in message.text


def test_the_trail_says_who_booked(event, nurse, officer, now):
    booking = book(nurse, event, by=officer, now=now)
    entry = TrailEntry.objects.get(subject_code=booking.code)
    assert (entry.by, entry.deed, entry.changes) == (officer, "booking.made", {"status": [None, "confirmed"]})


def test_every_reason_is_given_at_once(event, nurse, now):
    Employment.objects.filter(person=nurse).update(ends_on=now.date())
    type(event).objects.filter(pk=event.pk).update(booking_opens_at=now + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        book(nurse, event, by=nurse, now=now)
    assert len(refusal.value.reasons) == 2
    assert not Booking.objects.exists()


def test_the_terms_must_be_agreed_to(event, nurse, now):
    with pytest.raises(Refused, match="Agree to the terms"):
        book(nurse, event, by=nurse, now=now, accept_terms=False)


def test_a_second_booking_is_refused_with_a_sentence(event, nurse, now):
    book(nurse, event, by=nurse, now=now)
    with pytest.raises(Refused, match="You have already booked this event"):
        book(nurse, event, by=nurse, now=now)
    event.refresh_from_db()
    assert event.places_held == 1


def test_a_cancelled_booking_does_not_stand_in_the_way(event, nurse, now):
    make_booking(event, nurse, "cancelled", cancelled_at=now)
    assert book(nurse, event, by=nurse, now=now).is_confirmed


@pytest.mark.parametrize("there_already", [True, False])
def test_a_race_the_rules_did_not_see_ends_in_a_sentence(event, nurse, now, monkeypatch, there_already):
    def collide(*args, **kwargs):
        raise IntegrityError("one active booking per person and event")

    if there_already:
        make_booking(event, nurse)
    monkeypatch.setattr(booking_module, "_book", collide)
    with pytest.raises(TooLate, match="already booked" if there_already else "try again"):
        book(nurse, event, by=nurse, now=now)


def test_somebody_without_email_is_booked_and_who_booked_hears_of_it(event, now, officer, trust):
    silent = make_person("Sid", "Silent", trust, email=None)
    assert book(silent, event, by=officer, now=now).is_confirmed
    assert Message.objects.get(kind="bookings.confirmed").to == officer.email
