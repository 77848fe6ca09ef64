"""Where one stands in a waiting list, how good the chance is, and an officer's offer out of turn."""

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import queue
from bookings.booking import book
from bookings.cancellation import cancel
from bookings.models import Booking
from correspondence.models import Message
from lib.errors import Refused
from lib.links import sign
from tests.cast import NOW, make_booking, make_event, make_person
from training.models import Event


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


def of(person) -> Booking:
    return Booking.objects.get(person=person, event__starts_at__gt=NOW)


@pytest.fixture
def full(course, room, tariff, nurse, teacher, social_worker, now):
    """One place, which Nadia has; Tom waits first, Samir second."""
    event = make_event(course, room, capacity=1)
    for person in (nurse, teacher, social_worker):
        book(person, event, by=person, now=now)
    return event


def earlier(course, room, agency, offered: int, waited: int) -> None:
    """A closed event on whose list so many waited, of whom the first so many were offered a place."""
    event = make_event(course, room, starts_at=NOW.replace(month=3))
    for n in range(waited):
        person = make_person("Past", str(n), agency)
        booking = make_booking(event, person, "lapsed", waiting_since=NOW.replace(month=2, day=1 + n))
        if n < offered:
            TrailEntry.objects.create(
                at=NOW, deed="booking.offered", subject_type="booking", subject_code=booking.code
            )
    Event.objects.filter(pk=event.pk).update(register_closed_at=NOW)


def test_the_page_and_the_link_say_where_one_stands(full, social_worker, signed_in, client):
    sentence = "2nd of 2 in the waiting list."
    booking = of(social_worker)
    pages = [
        signed_in(social_worker).get(reverse("bookings:booking", args=[booking.code])),
        client.get(reverse("bookings:manage", args=[sign("manage", booking.code)])),
    ]
    assert all(sentence in page.content.decode() for page in pages)


def test_the_chance_is_that_of_people_who_stood_here_or_further_back(
    full, course, room, school, social_worker, now
):
    earlier(course, room, school, offered=3, waited=8)
    found = queue.standing(of(social_worker), now)
    assert found.chance.startswith("2 of the last 7 people who stood here or further back in the list")


def test_under_five_people_nothing_is_said(full, course, room, school, social_worker, now):
    earlier(course, room, school, offered=1, waited=5)
    assert "not enough earlier courses" in queue.standing(of(social_worker), now).chance


def test_out_of_turn_the_next_free_place_goes_to_them(full, nurse, teacher, social_worker, officer, now):
    queue.put_first(of(social_worker), by=officer, now=now, reason="Court order")
    assert queue.standing(of(social_worker), now).position == 1
    cancel(of(nurse), by=nurse, now=now)
    assert (of(social_worker).status, of(teacher).status) == ("offered", "waiting")


def test_the_reason_is_kept_and_the_person_told(full, social_worker, officer, now):
    queue.put_first(of(social_worker), by=officer, now=now, reason="Court order")
    changes = TrailEntry.objects.get(deed="booking.put_first").changes
    assert (changes["reason"], changes["passed_over"]) == (["", "Court order"], [0, 1])
    assert Message.objects.filter(kind="bookings.put_first", person=social_worker).exists()


def test_not_without_a_reason_nor_twice(full, social_worker, officer, now):
    with pytest.raises(Refused, match="Give the reason"):
        queue.put_first(of(social_worker), by=officer, now=now, reason=" ")
    queue.put_first(of(social_worker), by=officer, now=now, reason="Court order")
    with pytest.raises(Refused, match="put first in the list already"):
        queue.put_first(of(social_worker), by=officer, now=now, reason="Again")


def test_the_officer_sees_who_is_passed_over(full, social_worker, officer, signed_in):
    url = reverse("bookings:out_of_turn", args=[of(social_worker).code])
    browser = signed_in(officer)
    assert "Tom Taylor" in browser.get(url).content.decode()
    assert "Enter why this person comes first" in browser.post(url, {"reason": ""}).content.decode()
    done = browser.post(url, {"reason": "Court order"}, follow=True)
    assert "Samir Shah is first in the list and has been told." in done.content.decode()
