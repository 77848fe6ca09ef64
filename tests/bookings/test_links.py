"""The link in every message: see, cancel and accept without signing in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings.models import Charge
from lib.links import sign
from tests.cast import make_booking

CANCEL = {"action": "cancel", "seen": "free:0.00"}


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


def link(booking):
    return reverse("bookings:manage", args=[sign("manage", booking.code)])


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_opening_the_link_changes_nothing(client, booking):
    page = text(client.get(link(booking)))
    assert "Cancelling is free until Wednesday 24 June 2026 at 9:30am." in page
    booking.refresh_from_db()
    assert booking.is_confirmed


def test_pressing_the_button_cancels_in_the_persons_name(client, booking, nurse):
    assert "Cancelled." in text(client.post(link(booking), CANCEL, follow=True))
    booking.refresh_from_db()
    assert (booking.status, booking.cancelled_by) == ("cancelled", nurse)


def test_pressing_it_twice_cancels_once(client, booking):
    client.post(link(booking), CANCEL)
    assert "cannot be cancelled" in text(client.post(link(booking), CANCEL, follow=True))


def test_a_charge_is_never_silent(client, booking, time_machine):
    time_machine.move_to(booking.cancel_by + timedelta(seconds=1), tick=False)
    page = text(client.post(link(booking), CANCEL))
    assert "What cancelling means has changed" in page
    assert not Charge.objects.exists()


def test_an_offer_is_taken(client, event, nurse):
    booking = make_booking(event, nurse, "offered")
    assert "Take the place" in text(client.get(link(booking)))
    assert "The place is yours." in text(client.post(link(booking), {"action": "accept"}, follow=True))
    booking.refresh_from_db()
    assert booking.is_confirmed


def test_an_offer_is_turned_down(client, event, nurse):
    booking = make_booking(event, nurse, "offered")
    client.post(link(booking), CANCEL)
    booking.refresh_from_db()
    assert booking.status == "cancelled"


def test_an_offer_that_ended_cannot_be_taken(client, event, nurse, now):
    booking = make_booking(event, nurse, "offered", expires_at=now)
    assert "The offer ended" in text(client.post(link(booking), {"action": "accept"}, follow=True))


@pytest.mark.parametrize("action", ["", "delete", "<script>"])
def test_an_unknown_button_does_nothing(client, booking, action):
    assert client.post(link(booking), {"action": action}).status_code == 200
    booking.refresh_from_db()
    assert booking.is_confirmed


@pytest.mark.parametrize(
    "forge",
    [
        lambda code: code,
        lambda code: sign("approval", code),
        lambda code: sign("manage", code)[:-2],
        lambda code: sign("manage", "NOBODY"),
    ],
)
def test_a_forged_link_leads_nowhere(client, booking, forge):
    address = reverse("bookings:manage", args=[forge(booking.code)])
    assert client.get(address).status_code == 404
    assert client.post(address, CANCEL).status_code == 404


def test_what_is_hostile_in_a_name_is_shown_as_text(client, booking, nurse):
    nurse.first_name = "<img src=x onerror=alert(1)>"
    nurse.save()
    assert "<img src=x" not in text(client.get(link(booking)))
