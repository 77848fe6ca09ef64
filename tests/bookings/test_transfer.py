"""Moving to another date of the course: a cancellation and a booking in one step, both or neither."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings import transfer
from bookings.invariants import breaches
from bookings.models import Booking, Charge
from correspondence.models import Message
from lib.errors import Refused
from lib.links import sign
from tests.cast import NOW, make_booking, make_event
from training.models import Course

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def other(course, room, tariff):
    """The same course a week later, with one place."""
    return make_event(course, room, capacity=1, starts_at=NOW + timedelta(days=37))


def test_the_booking_moves_with_new_terms(booking, other, nurse, now):
    new = transfer.transfer(booking, other, by=nurse, now=now)
    assert (booking.status, new.status, new.transferred_from) == ("cancelled", "confirmed", booking)
    assert new.cancel_by == other.starts_at - timedelta(days=7)
    booking.event.refresh_from_db(), other.refresh_from_db()
    assert (booking.event.places_held, other.places_held) == (0, 1)
    assert list(breaches()) == []


def test_leaving_costs_what_cancelling_would(booking, other, nurse):
    transfer.transfer(booking, other, by=nurse, now=booking.cancel_by + SECOND)
    assert Charge.objects.get().booking == booking


def test_in_time_it_is_free(booking, other, nurse):
    transfer.transfer(booking, other, by=nurse, now=booking.cancel_by)
    assert not Charge.objects.exists()


def test_without_a_free_place_nothing_changes(booking, other, nurse, teacher, now):
    make_booking(other, teacher)
    with pytest.raises(Refused, match="No place is free for Riverside NHS Trust on 8 July 2026"):
        transfer.transfer(booking, other, by=nurse, now=now)
    booking.refresh_from_db()
    assert booking.is_confirmed
    assert Booking.objects.filter(event=other).count() == 1


def test_only_to_the_same_course(booking, room, nurse, now):
    neglect = Course.objects.create(title="Neglect", format="briefing", level="1", minutes=60, summary="x")
    with pytest.raises(Refused, match="another date of the same course"):
        transfer.transfer(booking, make_event(neglect, room), by=nurse, now=now)


def test_the_manager_who_agreed_is_told_of_the_new_date(booking, other, nurse, now):
    Course.objects.update(approval="authorise")
    assert transfer.transfer(booking, other, by=nurse, now=now).is_confirmed
    assert Message.objects.filter(kind="bookings.manager_told").exists()


def test_the_old_entry_goes_and_the_new_one_comes(booking, other, nurse, now):
    transfer.transfer(booking, other, by=nurse, now=now)
    sent = dict(Message.objects.filter(person=nurse).values_list("kind", "calendar_method"))
    assert sent == {"bookings.cancelled": "CANCEL", "bookings.confirmed": "PUBLISH"}


def test_from_the_signed_link(booking, other, client):
    url = reverse("bookings:transfer_by_link", args=[sign("manage", booking.code)])
    page = client.get(url).content.decode()
    assert "Cancelling is free until Wednesday 24 June 2026 at 9:30am." in page
    sent = {"event": other.code, "seen": client.get(url).context["form"]["seen"].value()}
    assert client.post(url, sent).status_code == 200
    sent = client.post(url, sent | {"agree": "on"})
    assert sent.status_code == 302
    assert Booking.objects.get(event=other).transferred_from == booking


def test_a_charge_that_was_not_seen_is_shown_first(booking, other, signed_in, nurse):
    url = reverse("bookings:transfer", args=[booking.code])
    seen = signed_in(nurse).get(url).context["form"]["seen"].value()
    Booking.objects.update(cancel_by=NOW - timedelta(days=1))
    page = signed_in(nurse).post(url, {"event": other.code, "seen": seen, "agree": "on"})
    assert "What moving means, or the terms of booking, changed" in page.content.decode()
    assert not Booking.objects.filter(event=other).exists()
