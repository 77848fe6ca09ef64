"""Reminders go only to those who have not answered, never on the first day, and never twice."""

from datetime import timedelta

import pytest

from bookings.models import Booking
from correspondence.models import Message
from evaluations import invitations
from evaluations.models import Invitation, Stage
from tests.cast import NOW, make_booking, make_event
from tests.evaluations.conftest import WEEK, answer
from tests.evaluations.test_asking import FOLLOW_UP

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def reminders():
    return Message.objects.filter(key__contains=":reminder-").count()


@pytest.mark.parametrize("day", [3, 7, 14])
def test_after_reminds_on_its_days_and_not_a_second_earlier(attended, day):
    invitations.remind_due(NOW + day * DAY - SECOND)
    before = reminders()
    assert invitations.remind_due(NOW + day * DAY) == 1
    assert reminders() == before + 1


def test_after_reminds_three_times_and_no_more(attended):
    for day in range(60):
        invitations.remind_due(NOW + day * DAY)
    assert reminders() == 3


def test_running_twice_reminds_once(attended):
    assert invitations.remind_due(NOW + 3 * DAY) == 1
    assert invitations.remind_due(NOW + 3 * DAY) == 0


def test_a_worker_off_for_a_fortnight_reminds_once(attended):
    assert invitations.remind_due(NOW + 15 * DAY) == 1
    assert invitations.remind_due(NOW + 16 * DAY) == 0
    assert reminders() == 1


def test_who_answered_is_left_alone(attended):
    answer(attended)
    assert invitations.remind_due(NOW + 3 * DAY) == 0


def test_who_cancelled_is_left_alone(booking):
    invitations.open_due(NOW)
    Booking.objects.filter(pk=booking.pk).update(status="cancelled", cancelled_at=NOW)
    assert invitations.remind_due(booking.event.starts_at - DAY) == 0


def test_before_reminds_three_days_before_the_start(booking):
    invitations.open_due(NOW)
    due = booking.event.starts_at - 3 * DAY
    assert invitations.remind_due(due - SECOND) == 0
    assert invitations.remind_due(due) == 1
    assert invitations.remind_due(due + DAY) == 0


def test_before_does_not_remind_once_the_event_has_begun(booking):
    invitations.open_due(NOW)
    assert invitations.remind_due(booking.event.starts_at) == 0


def test_a_late_booking_is_asked_but_not_reminded_on_its_first_day(course, room, tariff, nurse):
    event = make_event(course, room, starts_at=NOW + 3 * DAY)
    make_booking(event, nurse)
    invitations.open_due(NOW)
    assert Invitation.objects.get().remind_at is None
    assert invitations.remind_due(NOW + 2 * DAY) == 0


def test_follow_up_reminds_practitioner_and_manager_after_one_and_two_weeks(attended):
    answer(attended)
    invitations.open_due(FOLLOW_UP)
    assert invitations.remind_due(FOLLOW_UP + WEEK - SECOND) == 0
    assert invitations.remind_due(FOLLOW_UP + WEEK) == 2
    assert invitations.remind_due(FOLLOW_UP + 2 * WEEK) == 2
    assert invitations.remind_due(FOLLOW_UP + 3 * WEEK) == 0


def test_the_manager_is_reminded_though_the_practitioner_answered(attended):
    answer(attended)
    invitations.open_due(FOLLOW_UP)
    answer(attended, Stage.FOLLOW_UP, now=FOLLOW_UP)
    assert invitations.remind_due(FOLLOW_UP + WEEK) == 1
    assert Message.objects.filter(key__endswith="reminder-1").get().to == "mary.manager@example.org"


def test_a_reminder_carries_the_same_link(attended):
    invitations.remind_due(NOW + 3 * DAY)
    message = Message.objects.get(key__endswith="reminder-1")
    assert message.subject.startswith("Reminder:")
    assert Invitation.objects.get().token in message.text
