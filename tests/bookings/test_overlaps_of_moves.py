"""Sending a colleague, or moving to another date, when they have another booking at that time: it is said first, and asks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings.models import Booking
from lib.links import sign
from tests.cast import NOW, make_booking, make_event
from training.models import Course

WARNING = "another booking at the same time"
NOOR = {"first_name": "Noor", "last_name": "Nurse", "email": "noor.nurse@example.org"}


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def neglect(db):
    return Course.objects.create(title="Neglect", format="briefing", level="1", minutes=60, summary="x")


@pytest.fixture
def busy(booking, neglect, second_nurse):
    """Noor's other booking at the hours of Nadia's."""
    return make_booking(make_event(neglect), second_nurse)


@pytest.fixture
def other(course, room, tariff):
    return make_event(course, room, starts_at=NOW + timedelta(days=37))


def linked(name, booking):
    return reverse(f"bookings:{name}_by_link", args=[sign("manage", booking.code)])


def text(response):
    return " ".join(response.content.decode().split())


def test_a_colleague_named_by_the_link_is_warned_of_without_saying_what_they_have(client, booking, busy):
    page = text(client.post(linked("replace", booking), NOOR))
    assert WARNING in page
    assert "Confirm that they want to be booked although it overlaps" in page
    assert "Neglect" not in page
    assert NOOR["email"] in page
    assert client.post(linked("replace", booking), NOOR | {"overlap": "on"}).status_code == 302
    assert Booking.objects.get(replaces=booking).person.email == NOOR["email"]


def test_nor_is_a_colleague_who_may_not_know_told_what_it_is(signed_in, nurse, booking, busy):
    page = text(signed_in(nurse).post(reverse("bookings:replace", args=[booking.code]), NOOR))
    assert WARNING in page
    assert "Neglect" not in page


def test_a_coordinator_who_chooses_them_reads_which_it_is_and_is_asked(
    signed_in, coordinator, booking, busy, second_nurse
):
    browser, url = signed_in(coordinator), reverse("bookings:replace", args=[booking.code])
    page = text(browser.post(url, {"colleague": second_nurse.code}))
    assert "Noor Nurse has another booking at the same time:" in page
    assert "Neglect" in page
    assert "Error:" not in page
    sent = {"colleague": second_nurse.code, "asked": "yes"}
    assert "Confirm that they want to be booked" in text(browser.post(url, sent))
    assert browser.post(url, sent | {"overlap": "on"}).status_code == 302
    assert Booking.objects.get(replaces=booking).person == second_nurse


def test_a_colleague_who_is_free_is_not_asked_about(client, booking, second_nurse, neglect):
    make_booking(make_event(neglect, starts_at=NOW + timedelta(days=31)), second_nurse)
    assert client.post(linked("replace", booking), NOOR).status_code == 302


def test_of_somebody_elsewhere_the_link_tells_nothing(client, booking, neglect, teacher):
    make_booking(make_event(neglect), teacher)
    page = text(client.post(linked("replace", booking), NOOR | {"email": teacher.email}))
    assert "does not work for Riverside NHS Trust" in page
    assert WARNING not in page


def seen(browser, url):
    return browser.get(url).context["form"]["seen"].value()


def test_moving_to_a_date_that_overlaps_asks_too(signed_in, nurse, booking, other, neglect):
    make_booking(make_event(neglect, starts_at=other.starts_at), nurse)
    browser, url = signed_in(nurse), reverse("bookings:transfer", args=[booking.code])
    sent = {"event": other.code, "seen": seen(browser, url), "agree": "on"}
    page = text(browser.post(url, sent))
    assert "You have another booking at the same time:" in page
    assert "I know that it overlaps, and I want to book all the same" in page
    assert not Booking.objects.filter(event=other).exists()
    assert browser.post(url, sent | {"overlap": "on"}).status_code == 302
    assert Booking.objects.get(event=other).transferred_from == booking


def test_by_the_link_moving_tells_only_that_there_is_one(client, nurse, booking, other, neglect):
    make_booking(make_event(neglect, starts_at=other.starts_at), nurse)
    sent = {"event": other.code, "seen": "free:0.00", "agree": "on"}
    page = text(client.post(linked("transfer", booking), sent))
    assert "You have another booking at the same time." in page
    assert "Neglect" not in page


def test_the_booking_that_is_left_does_not_count(signed_in, nurse, booking, course):
    same_hours = make_event(course)
    url = reverse("bookings:transfer", args=[booking.code])
    browser = signed_in(nurse)
    sent = {"event": same_hours.code, "seen": seen(browser, url), "agree": "on"}
    assert browser.post(url, sent).status_code == 302
