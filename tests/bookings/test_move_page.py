"""The officer moves an event on screen: fills in, sees what it means, confirms."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from correspondence.models import Message
from tests.cast import NOW, make_booking, make_event
from tests.training.makers import plan, session
from training.models import Event


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def url(event):
    return reverse("bookings:event_move", args=[event.code])


def answers(event, **facts):
    return {
        "session-count": "1", "session-0-day": "2026-07-08", "session-0-starts": "09:30", "session-0-ends": "16:30",
        "session-0-room": str(event.sessions.get().room_id), "session-0-online_url": "", "seen": "0", "note": "Sorry!",
    } | facts  # fmt: skip


def test_the_page_starts_with_how_it_is(desk, event):
    form = desk.get(url(event)).context["desk"].rows.forms[0]
    assert form["day"].value().isoformat() == "2026-07-01"
    assert form["room"].value() == event.sessions.get().room_id


def test_it_shows_who_is_told_before_anything_happens(desk, event, booking):
    body = desk.post(url(event), answers(event)).content.decode()
    assert "Move it like this?" in body
    assert "1 – booked" in body
    assert "Trevor Trainer (trains)" in body
    assert "can cancel free of charge until Wednesday 1 July 2026 at 9:30am at least" in body
    assert "Sorry!" in body
    assert Event.objects.get().revision == 0


def test_confirming_moves_and_tells(desk, event, booking):
    response = desk.post(url(event), answers(event, confirm="1"), follow=True)
    assert "1 person has been told" in response.content.decode()
    assert Event.objects.get().starts_at == session(day=37).starts_at
    assert "Sorry!" in Message.objects.get(kind="bookings.moved").text


def test_pressing_twice_moves_once(desk, event, booking):
    desk.post(url(event), answers(event, confirm="1"))
    again = desk.post(url(event), answers(event, confirm="1"), follow=True)
    assert "The event is moved like this already." in again.content.decode()
    assert Event.objects.get().revision == 1


def test_a_change_goes_back_to_the_form_with_what_was_typed(desk, event, booking):
    page = desk.post(url(event), answers(event, change="1"))
    assert page.context["preview"] is None
    assert page.context["desk"].rows.forms[0]["day"].value() == "2026-07-08"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"session-0-day": ""}, "Session 1: enter the day"),
        ({"session-0-ends": "09:30"}, "The end must be later than the start"),
        ({"session-0-room": ""}, "has no place yet"),
        ({"session-0-day": "2026-05-01"}, "in the past"),
        ({"session-0-day": "2026-07-01"}, "Nothing has changed"),
        ({"note": "x" * 501}, "must be 500 characters or fewer"),
        ({"seen": "x"}, "There is a problem"),
        ({"session-count": "5"}, "Move it like this?"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_moves_nothing(desk, event, booking, facts, sentence):
    body = desk.post(url(event), answers(event, **facts)).content.decode()
    assert sentence in body
    assert Event.objects.get().revision == 0


def test_a_clash_is_named_on_the_form(desk, event, booking, officer):
    plan(event.course, session(event.sessions.get().room, day=37), by=officer)
    page = desk.post(url(event), answers(event, confirm="1"))
    assert "is taken by" in page.content.decode()
    assert page.context["preview"] is None


def test_people_with_another_booking_are_named(desk, event, booking, nurse, course):
    make_booking(make_event(course, starts_at=NOW + timedelta(days=37)), nurse)
    body = desk.post(url(event), answers(event)).content.decode()
    assert "Some people have another booking" in body
    assert "Nadia Nurse" in body


def test_a_started_event_says_why_not(desk, past_event):
    assert "has started, so it cannot be moved" in desk.get(url(past_event)).content.decode()


def test_it_takes_as_many_queries_for_three_bookings_as_for_one(desk, event, nurse, teacher, social_worker):
    def queries():
        with CaptureQueriesContext(connection) as found:
            desk.post(url(event), answers(event))
        return len(found)

    make_booking(event, nurse)
    queries()
    few = queries()
    make_booking(event, teacher), make_booking(event, social_worker)
    assert queries() == few
