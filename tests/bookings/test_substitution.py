"""A colleague of the same agency takes the place: free, until the event starts, and both are told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Person, TrailEntry
from bookings import substitution
from bookings.booking import book
from bookings.invariants import breaches
from bookings.models import Booking, Charge
from correspondence.models import Message
from lib.errors import Refused
from lib.links import sign
from tests.cast import make_booking, make_event
from training.models import Course

SECOND = timedelta(seconds=1)
NEW = {"first_name": "Nora", "last_name": "New", "email": "nora.new@riverside.nhs.example"}


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


def test_the_new_booking_points_at_the_old_one_and_takes_its_terms(booking, nurse, second_nurse, now):
    new = substitution.replace(booking, second_nurse, by=nurse, now=now)
    assert (booking.status, new.status, new.replaces) == ("replaced", "confirmed", booking)
    assert (new.cancel_by, new.no_show_amount) == (booking.cancel_by, booking.no_show_amount)
    booking.event.refresh_from_db()
    assert booking.event.places_held == 1
    assert list(breaches()) == []


def test_both_are_told_and_the_trail_keeps_both_names(booking, nurse, second_nurse, now):
    substitution.replace(booking, second_nurse, by=nurse, now=now)
    told = Message.objects.get(person=nurse, kind="bookings.replaced")
    assert told.calendar_method == "CANCEL"
    assert "take the place of your colleague Nadia Nurse" in Message.objects.get(person=second_nurse).text
    assert TrailEntry.objects.get(deed="booking.replaced").changes["person"] == ["Nadia Nurse", "Noor Nurse"]


def test_it_is_free_until_the_event_starts(booking, nurse, second_nurse):
    starts = booking.event.starts_at
    with pytest.raises(Refused, match="has started"):
        substitution.replace(booking, second_nurse, by=nurse, now=starts)
    substitution.replace(booking, second_nurse, by=nurse, now=starts - SECOND)
    assert not Charge.objects.exists()


def test_only_a_colleague_of_the_same_agency(booking, nurse, teacher, now):
    with pytest.raises(Refused, match="Tom Taylor does not work for Riverside NHS Trust"):
        substitution.replace(booking, teacher, by=nurse, now=now)


def test_not_somebody_who_has_booked(booking, nurse, second_nurse, now):
    make_booking(booking.event, second_nurse)
    with pytest.raises(Refused, match="has booked this event already"):
        substitution.replace(booking, second_nurse, by=nurse, now=now)


def test_who_waits_is_moved_over(course, room, tariff, nurse, second_nurse, now):
    event = make_event(course, room, capacity=1)
    for person in (nurse, second_nurse):
        book(person, event, by=person, now=now)
    first = Booking.objects.get(person=nurse)
    new = substitution.replace(first, second_nurse, by=nurse, now=now)
    assert (new.status, Booking.objects.count()) == ("confirmed", 2)
    assert list(breaches()) == []


def test_the_manager_who_agreed_is_only_told(booking, nurse, second_nurse, now):
    Course.objects.update(approval="authorise")
    assert substitution.replace(booking, second_nurse, by=nurse, now=now).status == "confirmed"
    assert Message.objects.filter(kind="bookings.manager_told").count() == 1


def test_from_the_signed_link_a_new_colleague_is_added_to_the_agency(booking, client, trust):
    url = reverse("bookings:replace_by_link", args=[sign("manage", booking.code)])
    refused = client.post(url, NEW)
    assert "Enter their post." in refused.content.decode()
    assert NEW["email"] in refused.content.decode()
    assert client.post(url, NEW | {"post": "Midwife"}).status_code == 302
    person = Person.objects.get(email=NEW["email"])
    assert person.employment.agency == trust
    assert Booking.objects.get(person=person).replaces == booking


def test_the_page_says_why_it_is_too_late(booking, signed_in, nurse, now):
    booking.event.starts_at = now
    booking.event.save()
    page = signed_in(nurse).get(reverse("bookings:replace", args=[booking.code]))
    assert "so nobody can be sent instead any more" in page.content.decode()


def test_a_coordinator_chooses_among_the_agencys_people(
    booking, signed_in, coordinator, second_nurse, teacher
):
    browser, url = signed_in(coordinator), reverse("bookings:replace", args=[booking.code])
    assert "Noor Nurse" in browser.get(url, {"q": "noor"}).content.decode()
    assert browser.post(url, {"colleague": teacher.code}).status_code == 404
    assert browser.post(url, {"colleague": second_nurse.code}).status_code == 302
    assert Booking.objects.get(person=second_nurse).is_confirmed
