"""The officer watches an event's bookings, books for people and cancels it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.models import Booking
from tests.cast import make_booking, make_event, make_person


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def coming(course, room, tariff, trainer):
    """Pages read the real clock, so this event lies a month ahead of it."""
    return make_event(course, room, starts_at=timezone.now() + timedelta(days=30), trainers=[trainer])


def page_of(client, event, **query):
    return client.get(reverse("bookings:event_bookings", args=[event.code]), query)


def test_bookings_are_counted_by_state_and_agency(client, coming, nurse, second_nurse, teacher):
    make_booking(coming, nurse)
    make_booking(coming, second_nurse, "requested")
    make_booking(coming, teacher, "waiting")
    page = page_of(client, coming).content.decode()
    for words in (
        "Booked (1)",
        "Waiting for agreement (1)",
        "On the waiting list (1)",
        "Riverside NHS Trust",
    ):
        assert words in page
    assert "2 of 20 places are taken" in page


def test_the_waiting_list_stands_in_its_order(client, coming, nurse, teacher, now):
    make_booking(coming, nurse, "waiting", waiting_since=now)
    make_booking(coming, teacher, "waiting", waiting_since=now - timedelta(hours=1))
    page = page_of(client, coming, status="waiting").content.decode()
    assert page.index("Tom Taylor") < page.index("Nadia Nurse")


def test_search(client, coming, nurse, teacher):
    make_booking(coming, nurse)
    make_booking(coming, teacher)
    page = page_of(client, coming, q="oak").content.decode()
    assert "Tom Taylor" in page
    assert "Nadia Nurse" not in page


@pytest.mark.parametrize(
    "query", [{"status": "nonsense"}, {"page": "x"}, {"format": "exe"}, {"q": "x" * 5000}, {"q": "%_'"}]
)
def test_a_bad_address_still_shows_the_page(client, coming, query):
    assert page_of(client, coming, **query).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_download(client, coming, nurse, kind):
    make_booking(coming, nurse)
    response = page_of(client, coming, format=kind)
    assert response["Content-Disposition"] == f'attachment; filename="bookings-{coming.code}.{kind}"'
    assert kind == "xlsx" or "Riverside NHS Trust" in response.content.decode()


def test_fifty_a_page_and_no_more_queries(client, coming, trust, django_assert_max_num_queries):
    coming.__class__.objects.update(capacity=100)
    for number in range(51):
        make_booking(coming, make_person(f"P{number:02}", "Person", trust))
    with django_assert_max_num_queries(20):
        page = page_of(client, coming).content.decode()
    assert page.count("Cancel<span") == 50
    assert page_of(client, coming, page=2).content.decode().count("Cancel<span") == 1


def test_the_officer_books_for_somebody(client, coming, nurse, officer):
    url = reverse("bookings:event_add", args=[coming.code])
    assert "Nadia Nurse" in client.get(url, {"q": "nadia"}).content.decode()
    client.post(url, {"person": nurse.code})
    booking = Booking.objects.get()
    assert (booking.person, booking.booked_by, booking.status) == (nurse, officer, "confirmed")


def test_a_refused_booking_says_why(client, coming, nurse):
    make_booking(coming, nurse)
    url = reverse("bookings:event_add", args=[coming.code])
    page = client.post(url, {"person": nurse.code}, follow=True).content.decode()
    assert "Nadia Nurse has already booked this event." in page
    assert Booking.objects.count() == 1


def test_an_officer_books_themselves_on_the_page_of_everybody(client, coming, officer):
    own = reverse("bookings:book", args=[coming.code])
    add = reverse("bookings:event_add", args=[coming.code])
    assert client.post(add, {"person": officer.code}).url == own
    assert client.get(reverse("bookings:event_add_person", args=[coming.code, officer.code])).url == own


def test_an_overlap_is_confirmed_by_the_officer_too(client, coming, course, room, nurse):
    make_booking(make_event(course, room, starts_at=coming.starts_at), nurse)
    add = reverse("bookings:event_add", args=[coming.code])
    page = client.post(add, {"person": nurse.code}, follow=True).content.decode()
    assert "There is another booking at the same time" in page
    own = reverse("bookings:event_add_person", args=[coming.code, nurse.code])
    assert "although it overlaps" in client.post(own, {}).content.decode()
    assert not coming.bookings.exists()
    client.post(own, {"overlap": "on"})
    assert coming.bookings.get().is_confirmed


def test_cancelling_needs_a_reason_and_tells_how_many(client, coming, nurse):
    make_booking(coming, nurse)
    url = reverse("bookings:event_cancel", args=[coming.code])
    assert "1 booking ends" in client.get(url).content.decode()
    assert "Enter why it is cancelled" in client.post(url, {"reason": " "}).content.decode()
    page = client.post(url, {"reason": "Snow"}, follow=True).content.decode()
    assert "1 person has been told" in page
    assert Booking.objects.get().status == "cancelled"


def test_a_cancelled_event_is_not_cancelled_again(client, coming):
    url = reverse("bookings:event_cancel", args=[coming.code])
    client.post(url, {"reason": "Snow"})
    page = client.post(url, {"reason": "Snow again"}).content.decode()
    assert "already been cancelled" in page
