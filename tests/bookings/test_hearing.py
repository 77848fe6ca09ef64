"""For somebody without an e-mail address the coordinator hears: the one who booked them, if they still may."""

from datetime import timedelta

import pytest

from bookings import emails, reminders
from bookings.booking import book
from bookings.cancellation import cancel
from bookings.hearing import hearer_of
from correspondence.models import Message
from tests.cast import make_booking, make_person


@pytest.fixture
def porter(trust):
    return make_person("Paul", "Porter", trust, "Porter", email=None)


@pytest.fixture
def booking(porter, event, coordinator, now):
    return book(porter, event, by=coordinator, now=now)


def newest(kind):
    return Message.objects.filter(kind=f"bookings.{kind}").latest("pk")


def test_the_confirmation_goes_to_the_coordinator_with_the_calendar_entry(booking, coordinator):
    message = newest("confirmed")
    assert message.to == coordinator.email
    assert message.subject.startswith("For Paul Porter: You are booked")
    assert "Paul Porter has no email address here, so this message comes to you." in message.text
    assert "Paul Porter has no email address here" in message.html
    assert "BEGIN:VEVENT" in message.calendar


def test_so_does_the_cancellation(booking, coordinator, now):
    cancel(booking, by=coordinator, now=now)
    message = newest("cancelled")
    assert message.to == coordinator.email
    assert message.subject.startswith("For Paul Porter:")
    assert "METHOD:CANCEL" in message.calendar


def test_so_does_the_reminder_once(booking, coordinator):
    moment = booking.event.starts_at - timedelta(days=14)
    assert [reminders.remind_due(moment), reminders.remind_due(moment)] == [1, 0]
    assert newest("reminder").to == coordinator.email


def test_so_does_the_news_that_the_event_has_moved(booking, coordinator, now):
    emails.moved(booking, before=[], overlaps=[], note="", now=now)
    message = newest("moved")
    assert message.to == coordinator.email
    assert message.subject.startswith("For Paul Porter: Changed")


def test_who_has_an_address_hears_themselves(event, nurse, coordinator, now):
    book(nurse, event, by=coordinator, now=now)
    message = newest("confirmed")
    assert message.to == nurse.email
    assert "no email address" not in message.text


def test_of_two_coordinators_the_one_who_booked_hears(porter, event, coordinator, trust, now):
    second = make_person("Clara", "Coordinator", trust, "Training", ["coordinator"], trust)
    assert hearer_of(book(porter, event, by=second, now=now)) == second


def test_when_the_one_who_booked_coordinates_no_more_another_hears(booking, coordinator, trust):
    coordinator.role_grants.all().delete()
    second = make_person("Clara", "Coordinator", trust, "Training", ["coordinator"], trust)
    booking.refresh_from_db()
    assert hearer_of(booking) == second


def test_an_officer_hears_only_where_there_is_no_coordinator(porter, event, officer, trust, now):
    booking = book(porter, event, by=officer, now=now)
    assert hearer_of(booking) == officer
    carol = make_person("Carol", "Coordinator", trust, "Training", ["coordinator"], trust)
    assert hearer_of(booking) == carol


def test_where_nobody_is_left_nothing_is_written(porter, event, now):
    booking = make_booking(event, porter)
    assert hearer_of(booking) == porter
    emails.confirmed(booking, now=now)
    assert not Message.objects.exists()
