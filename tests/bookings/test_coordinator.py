"""A coordinator sees their own agency and nobody else's rows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import charging
from tests.cast import make_booking, make_event


@pytest.fixture
def page(coordinator, signed_in):
    client = signed_in(coordinator)
    return lambda **query: client.get(reverse("bookings:agency"), query).content.decode()


@pytest.fixture
def coming(course, tariff):
    return make_event(course, starts_at=timezone.now() + timedelta(days=30))


def test_coming_bookings_of_the_agency_only(page, coming, nurse, teacher):
    make_booking(coming, nurse)
    make_booking(coming, teacher)
    assert "Nadia Nurse" in page()
    assert "Tom Taylor" not in page()


def test_past_bookings_with_their_outcome(page, past_event, nurse, teacher):
    make_booking(past_event, nurse, outcome="partly")
    make_booking(past_event, teacher, outcome="partly")
    past = page(tab="past")
    assert "Partly attended" in past
    assert "Tom Taylor" not in past


def test_charges_with_a_link_to_give_a_reason_but_not_the_reason(page, past_event, nurse, teacher, now):
    day = past_event.starts_at.date()
    bookings = [make_booking(past_event, person) for person in (nurse, teacher)]
    charge, other = charging.propose_no_show([(booking, [day]) for booking in bookings], by=None, now=now)
    charging.answer(charge, reason="bereavement", now=now)
    charges = page(tab="charges")
    assert reverse("bookings:charge_answer", args=[charge.token]) in charges
    assert reverse("bookings:charge_answer", args=[other.token]) not in charges
    assert "Bereavement" not in charges


@pytest.mark.parametrize(
    "query", [{"tab": "nonsense"}, {"page": "x"}, {"q": "nobody"}, {"tab": "past", "q": "nobody"}]
)
def test_nothing_to_show_says_so(page, query):
    assert "There is nothing here yet." in page(**query) or "Nothing matches." in page(**query)


def test_pages_take_the_same_queries_for_many(page, trust, coming, nurse, django_assert_max_num_queries):
    make_booking(coming, nurse)
    for tab in ("bookings", "past", "charges"):
        with django_assert_max_num_queries(10):
            page(tab=tab)
