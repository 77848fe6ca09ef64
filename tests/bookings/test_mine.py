"""A practitioner's own pages: book, see, take an offer, cancel."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings.booking import book
from bookings.charging import propose_no_show
from bookings.models import Booking, Charge
from correspondence.models import Message
from tests.cast import make_booking, make_event

SECOND = timedelta(seconds=1)
AGREED = {"agree": "on"}


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def nadia(signed_in, nurse):
    return signed_in(nurse)


def url(name, thing):
    return reverse(f"bookings:{name}", args=[thing.code])


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_page_shows_what_is_agreed_to_before_the_button(nadia, event):
    page = text(nadia.get(url("book", event)))
    for words in [
        "Riverside NHS Trust",
        "Health visitor",
        "Mary Manager",
        "24 June 2026 at 9:30am",
        "£50.00",
        "less than five working days",
    ]:
        assert words in page
    assert not Booking.objects.exists()


def test_one_press_books(nadia, event):
    page = text(nadia.post(url("book", event), AGREED, follow=True))
    assert "You are booked." in page
    assert Booking.objects.get().is_confirmed


def test_the_terms_must_be_ticked(nadia, event):
    assert "Agree to the terms of booking to go on" in text(nadia.post(url("book", event), {}))
    assert not Booking.objects.exists()


def test_a_double_press_leads_to_the_one_booking(nadia, event):
    nadia.post(url("book", event), AGREED)
    page = text(nadia.post(url("book", event), AGREED, follow=True))
    assert "You do not need to book again" in page
    assert Booking.objects.count() == 1


def test_an_event_that_filled_meanwhile_puts_one_on_the_list(nadia, course, room, tariff, teacher):
    event = make_event(course, room, capacity=1)
    nadia.get(url("book", event))
    make_booking(event, teacher)
    assert "You are on the waiting list" in text(nadia.post(url("book", event), AGREED, follow=True))


def test_an_event_cancelled_meanwhile_says_so(nadia, event):
    type(event).objects.update(state="cancelled")
    assert "This event was cancelled." in text(nadia.post(url("book", event), AGREED))
    assert not Booking.objects.exists()


def test_an_overlap_asks_first(nadia, nurse, event, course, room):
    make_booking(make_event(course, room), nurse)
    page = text(nadia.post(url("book", event), AGREED))
    assert "You have another booking at the same time" in page
    assert "Confirm that you want to book although it overlaps" in page
    nadia.post(url("book", event), AGREED | {"overlap": "on"})
    assert Booking.objects.filter(event=event).exists()


def test_without_an_employment_one_completes_the_profile_first(nadia, nurse, event, now):
    nurse.employments.update(ends_on=now.date())
    response = nadia.get(url("book", event))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("accounts:profile"))


def test_my_bookings_show_what_to_do_what_comes_and_what_was(
    nadia, nurse, event, past_event, course, room, now
):
    make_booking(event, nurse, "offered", expires_at=now + timedelta(hours=3))
    make_booking(past_event, nurse, outcome="attended")
    make_booking(make_event(course, room), nurse, "cancelled", cancelled_at=now)
    page = text(nadia.get(reverse("bookings:mine")))
    assert "Take it by Monday 1 June 2026 at 1pm" in page
    assert page.index("To do") < page.index("Earlier")
    assert "Attended" in page
    assert "Cancelled" in page


def test_an_empty_list_points_to_the_programme(nadia):
    assert "Find a course in the programme" in text(nadia.get(reverse("bookings:mine")))


def test_a_long_past_is_paged(nadia, nurse, course, room, tariff, now):
    for n in range(21):
        make_booking(make_event(course, room, starts_at=now - timedelta(days=n + 10)), nurse)
    assert text(nadia.get(reverse("bookings:mine"))).count("Register not closed yet") == 20
    assert text(nadia.get(reverse("bookings:mine") + "?page=2")).count("Register not closed yet") == 1


def test_my_bookings_ask_as_often_for_three_as_for_one(
    nadia, nurse, event, past_event, course, room, now, django_assert_num_queries
):
    make_booking(event, nurse), make_booking(past_event, nurse)
    with CaptureQueriesContext(connection) as one:
        nadia.get(reverse("bookings:mine"))
    for n in (1, 2):
        make_booking(make_event(course, room, starts_at=now + timedelta(days=n)), nurse)
        make_booking(make_event(course, room, starts_at=now - timedelta(days=n + 20)), nurse)
    with django_assert_num_queries(len(one)):
        nadia.get(reverse("bookings:mine"))


def test_the_booking_page_tells_its_story(nadia, nurse, event, now):
    booking = book(nurse, event, by=nurse, now=now)
    page = text(nadia.get(url("booking", booking)))
    assert "Booked: a place was confirmed (you)" in page
    assert "Cancel the booking free of charge" in page
    assert "24 June 2026 at 9:30am" in page


def test_the_calendar_can_be_downloaded(nadia, booking):
    response = nadia.get(url("calendar", booking))
    assert response["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in response.content


def test_there_is_no_calendar_without_a_place(nadia, nurse, event):
    assert nadia.get(url("calendar", make_booking(event, nurse, "waiting"))).status_code == 404


def test_cancelling_in_time_is_free(nadia, booking):
    page = text(nadia.get(url("cancel", booking)))
    assert "Cancelling is free until Wednesday 24 June 2026 at 9:30am." in page
    nadia.post(url("cancel", booking), {"seen": "free:0.00", "reason": "Ill"})
    booking.refresh_from_db()
    assert (booking.status, booking.cancelled_late, booking.cancel_reason) == ("cancelled", False, "Ill")


def test_the_charge_stands_before_and_on_the_button(signed_in, nurse, booking, time_machine):
    time_machine.move_to(booking.cancel_by + SECOND, tick=False)
    nadia = signed_in(nurse)
    page = text(nadia.get(url("cancel", booking)))
    assert page.index("Riverside NHS Trust will be charged £50.00") < page.index(
        "Cancel the booking, charge £50.00"
    )
    nadia.post(url("cancel", booking), {"seen": "late:50.00"})
    assert Charge.objects.count() == 1


def test_a_deadline_that_passed_meanwhile_is_shown_before_anything_is_charged(
    signed_in, nurse, booking, time_machine
):
    time_machine.move_to(booking.cancel_by + SECOND, tick=False)
    nadia = signed_in(nurse)
    page = text(nadia.post(url("cancel", booking), {"seen": "free:0.00", "reason": "Ill"}))
    assert "What cancelling means has changed" in page
    assert 'value="late:50.00"' in page
    assert "Ill" in page
    booking.refresh_from_db()
    assert booking.is_confirmed
    assert not Charge.objects.exists()


def test_a_reason_too_long_is_a_sentence(nadia, booking):
    page = text(nadia.post(url("cancel", booking), {"seen": "free:0.00", "reason": "x" * 301}))
    assert "must be 300 characters or fewer" in page


def test_what_is_cancelled_cannot_be_cancelled_again(nadia, nurse, event, now):
    booking = make_booking(event, nurse, "cancelled", cancelled_at=now)
    assert "cannot be cancelled" in text(nadia.get(url("cancel", booking)))
    assert "cannot be cancelled" in text(
        nadia.post(url("cancel", booking), {"seen": "free:0.00"}, follow=True)
    )


def test_an_offer_is_taken_by_a_post(nadia, nurse, event):
    booking = make_booking(event, nurse, "offered")
    assert "Take the place" in text(nadia.get(url("accept", booking)))
    booking.refresh_from_db()
    assert booking.is_offered
    assert "You are booked." in text(nadia.post(url("accept", booking), follow=True))


def test_an_offer_that_ended_explains_itself(nadia, nurse, event, now):
    booking = make_booking(event, nurse, "offered", expires_at=now)
    assert "The offer ended" in text(nadia.get(url("accept", booking)))
    assert "The offer ended" in text(nadia.post(url("accept", booking), follow=True))


@pytest.mark.parametrize("name", ["booking", "cancel", "accept", "calendar"])
def test_another_persons_booking_does_not_exist(signed_in, stranger, booking, name):
    client = signed_in(stranger)
    assert client.get(url(name, booking)).status_code == 404
    assert client.post(url(name, booking), {"seen": "free:0.00"}).status_code == 404


def test_the_coordinator_cancels_for_their_people(signed_in, coordinator, booking):
    client = signed_in(coordinator)
    assert "The booking of Nadia Nurse." in text(client.get(url("cancel", booking)))
    client.post(url("cancel", booking), {"seen": "free:0.00"})
    booking.refresh_from_db()
    assert booking.cancelled_by == coordinator
    assert Message.objects.get(kind="bookings.cancelled").to == booking.person.email


def test_finance_sees_a_booking_but_does_not_cancel_it(signed_in, finance_officer, booking):
    client = signed_in(finance_officer)
    assert "Cancel the booking" not in text(client.get(url("booking", booking)))
    assert client.post(url("cancel", booking), {"seen": "free:0.00"}).status_code == 404


def test_an_absence_is_explained_from_ones_own_pages(nadia, nurse, past_event, now):
    missed = make_booking(past_event, nurse)
    charge = propose_no_show([(missed, [past_event.starts_at.date()])], by=None, now=now)[0]
    link = reverse("bookings:charge_answer", args=[charge.token])
    assert link in text(nadia.get(reverse("bookings:mine")))
    assert link in text(nadia.get(url("booking", missed)))
