"""The audit names every breach of what must always be true."""

from datetime import timedelta

import pytest

from bookings.invariants import breaches
from bookings.models import Booking
from tests.cast import make_booking
from training.models import Event


def test_a_sound_house_has_no_breaches(booking):
    assert list(breaches()) == []


def test_a_wrong_count_of_places_is_found(event, booking):
    Event.objects.update(places_held=2)
    assert list(breaches()) == [f"Event {event.code} counts 2 places held, but 1 bookings hold one."]


def test_a_cancelled_event_with_active_bookings_is_found(event, booking):
    Event.objects.update(state="cancelled")
    assert any("is cancelled, but bookings" in sentence for sentence in breaches())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"confirmed_at": None}, "no moment of it"),
        ({"agency_name": ""}, "which agency"),
        ({"tariff": None}, "no tariff"),
    ],
)
def test_a_broken_booking_is_found(booking, change, words):
    Booking.objects.update(**change)
    (sentence,) = breaches()
    assert booking.code in sentence
    assert words in sentence


def test_a_cancellation_wrongly_called_late_is_found(event, nurse, now):
    booking = make_booking(
        event, nurse, "cancelled", cancelled_at=now, cancelled_late=True, cancel_by=now + timedelta(days=1)
    )
    assert f"Booking {booking.code} was cancelled late, though within its time." in breaches()


def test_the_agency_of_somebody_else_is_found(booking, council):
    Booking.objects.update(agency=council)
    assert any("employment of another agency" in sentence for sentence in breaches())
