"""An event cancelled by the Board: where people can go instead, and what no longer goes out."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from bookings.cancellation import cancel_event
from bookings.reminders import remind_due
from correspondence.models import Message
from lib.links import sign
from tests.cast import NOW, make_booking, make_event
from tests.training.test_courses import FACTS
from training.models import Course

DAY = timedelta(days=1)


@pytest.fixture
def other_date(event):
    return make_event(event.course, starts_at=NOW + 60 * DAY)


@pytest.fixture
def equivalent_date(event):
    equal = Course.objects.create(**FACTS)
    event.course.equivalents.add(equal)
    return make_event(equal, starts_at=NOW + 50 * DAY)


def called_off(event, officer, now=NOW):
    cancel_event(event, by=officer, now=now, reason="Snow")


def test_the_message_offers_the_next_dates_with_links(event, booking, officer, other_date, equivalent_date):
    called_off(event, officer)
    text = Message.objects.get(kind="bookings.event_cancelled").text
    assert text.index(equivalent_date.code) < text.index(other_date.code)
    assert "Neglect, Tuesday 21 July 2026" in text


@pytest.mark.parametrize("facts", [{"state": "draft"}, {"starts_at": NOW - 3 * DAY}])
def test_only_what_can_be_booked_is_offered(event, booking, officer, facts):
    other = make_event(event.course, **facts)
    called_off(event, officer)
    assert other.code not in Message.objects.get(kind="bookings.event_cancelled").text


def test_another_course_is_not_offered(event, booking, officer):
    other = make_event(Course.objects.create(**FACTS), starts_at=NOW + 50 * DAY)
    called_off(event, officer)
    assert other.code not in Message.objects.get(kind="bookings.event_cancelled").text


@time_machine.travel(NOW, tick=False)
def test_the_pages_offer_them_too(event, booking, nurse, officer, other_date, signed_in):
    pages = [
        reverse("bookings:event", args=[event.code]),
        reverse("bookings:booking", args=[booking.code]),
        reverse("bookings:manage", args=[sign("manage", booking.code)]),
    ]
    client = signed_in(nurse)
    assert not any("Where you can go instead" in client.get(page).content.decode() for page in pages)
    called_off(event, officer)
    for page in pages:
        body = client.get(page).content.decode()
        assert "Where you can go instead" in body
        assert reverse("bookings:event", args=[other_date.code]) in body


def test_reminders_that_have_not_left_do_not_go_out(event, booking, officer):
    now = event.starts_at - 3 * DAY
    assert remind_due(now) == 1
    called_off(event, officer, now=now)
    assert not Message.objects.filter(kind="bookings.reminder").exists()
    assert remind_due(now) == 0


def test_reminders_of_other_events_stay_and_those_sent_too(event, booking, officer, nurse, other_date):
    make_booking(other_date, nurse)
    remind_due(other_date.starts_at - 14 * DAY)
    remind_due(event.starts_at - 3 * DAY)
    Message.objects.filter(key__contains=booking.code).update(sent_at=NOW)
    called_off(event, officer)
    assert Message.objects.filter(kind="bookings.reminder").count() == 2


def test_the_trainers_are_told_and_the_entry_leaves_their_calendar(event, trainer, officer):
    called_off(event, officer)
    message = Message.objects.get(kind="training.cancelled")
    assert (message.person, message.calendar_method) == (trainer, "CANCEL")
    assert "Snow" in message.text
