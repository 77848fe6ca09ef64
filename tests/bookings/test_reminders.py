"""Reminders 14 and 3 days before, each once."""

from datetime import timedelta

import pytest

from bookings.reminders import remind_due
from correspondence.models import Message
from tests.cast import make_booking

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def kinds():
    return sorted(Message.objects.filter(kind="bookings.reminder").values_list("key", flat=True))


def test_two_weeks_before_and_not_earlier(event, booking):
    assert remind_due(event.starts_at - 14 * DAY - SECOND) == 0
    assert remind_due(event.starts_at - 14 * DAY) == 1
    assert kinds() == [f"reminder-14:{booking.code}"]


def test_three_days_before_again(event, booking):
    remind_due(event.starts_at - 14 * DAY)
    assert remind_due(event.starts_at - 3 * DAY - SECOND) == 0
    assert remind_due(event.starts_at - 3 * DAY) == 1
    assert len(kinds()) == 2


def test_reminding_twice_writes_once(event, booking):
    remind_due(event.starts_at - 14 * DAY)
    assert remind_due(event.starts_at - 13 * DAY) == 0


def test_a_worker_that_was_down_sends_one_reminder_not_two(event, booking):
    assert remind_due(event.starts_at - 2 * DAY) == 1
    assert kinds() == [f"reminder-3:{booking.code}"]


def test_nothing_is_sent_once_the_event_has_begun(event, booking):
    assert remind_due(event.starts_at) == 0


@pytest.mark.parametrize(("days", "sent"), [(13, ["3"]), (2, [])])
def test_a_late_booking_is_not_reminded_of_what_it_has_just_been_told(event, nurse, days, sent):
    booking = make_booking(event, nurse, confirmed_at=event.starts_at - days * DAY)
    for before in range(days, 0, -1):
        remind_due(event.starts_at - before * DAY)
    assert kinds() == [f"reminder-{each}:{booking.code}" for each in sent]


@pytest.mark.parametrize("status", ["waiting", "requested", "offered"])
def test_only_who_has_a_place_is_reminded(event, nurse, status):
    make_booking(event, nurse, status)
    assert remind_due(event.starts_at - 3 * DAY) == 0


def test_the_reminder_says_until_when_cancelling_is_free(event, booking):
    remind_due(event.starts_at - 14 * DAY)
    message = Message.objects.get()
    assert "You can cancel free of charge until Wednesday 24 June 2026 at 9:30am." in message.text
    assert "/bookings/manage/" in message.html


def test_an_event_that_is_cancelled_reminds_nobody(event, booking):
    type(event).objects.update(state="cancelled")
    assert remind_due(event.starts_at - 3 * DAY) == 0
