"""A NUL character in an address or a posted code is answered like any other nonsense; PostgreSQL would refuse to look for it."""

import pytest
from django.urls import reverse

NUL = "\0"


@pytest.mark.parametrize(
    "name", ["bookings:event", "bookings:booking", "bookings:register", "accounts:person"]
)
def test_an_address_with_a_null_character_leads_nowhere(signed_in, officer, name):
    assert signed_in(officer).get(reverse(name, args=[f"AB{NUL}"])).status_code == 404


@pytest.mark.parametrize("query", ["q=%00nurse", "q=%%0000nurse"])
def test_a_search_for_a_null_character_is_a_search_without_it(signed_in, coordinator, nurse, query):
    page = signed_in(coordinator).get(f"{reverse('reports:colleagues')}?{query}")
    assert "Nadia Nurse" in page.content.decode()


def test_a_posted_code_with_a_null_character_is_nobody(signed_in, officer, event):
    page = signed_in(officer).post(reverse("bookings:event_add", args=[event.code]), {"person": NUL})
    assert page.status_code == 404


def test_posted_charges_with_a_null_character_are_none(signed_in, officer):
    facts = {"charge": NUL, "deed": "confirm"}
    page = signed_in(officer).post(reverse("bookings:charges_decide"), facts)
    assert page.url == reverse("bookings:charges")
