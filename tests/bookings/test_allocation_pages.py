"""The officer's page of an event's allocations, and the live mix beside the bookings."""

import pytest
from django.urls import reverse

from bookings import holding
from bookings.booking import book
from tests.cast import make_booking, make_event, make_person
from training.allocating import AllocationPlan, allocate


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def event(course, room, tariff):
    return make_event(course, room, capacity=3)


def rows(*answers) -> dict:
    data = {"allocation-count": str(len(answers))}
    for n, (whom, places, days) in enumerate(answers):
        data |= {
            f"allocation-{n}-whom": whom,
            f"allocation-{n}-places": places,
            f"allocation-{n}-release_days": days,
        }
    return data


def test_an_officer_sets_the_allocations(event, trust, signed_in, officer):
    url = reverse("bookings:allocations", args=[event.code])
    sent = signed_in(officer).post(url, rows(("sector:school", 1, 5), (f"agency:{trust.code}", 2, 10)))
    assert sent.status_code == 302
    assert sorted((row.whom, row.places) for row in event.allocations.all()) == [
        ("Riverside NHS Trust", 2),
        ("School", 1),
    ]


def test_too_many_are_refused_with_what_was_typed(event, signed_in, officer):
    url = reverse("bookings:allocations", args=[event.code])
    page = signed_in(officer).post(url, rows(("sector:school", 9, 5))).content.decode()
    assert "9 places are allocated, but the event has only 3." in page
    assert 'value="9"' in page
    assert not event.allocations.exists()


def test_every_row_says_what_is_missing(event, signed_in, officer):
    url = reverse("bookings:allocations", args=[event.code])
    page = signed_in(officer).post(url, rows(("sector:school", 1, 5), ("", "", ""))).content.decode()
    assert "Allocation 2: choose a sector or an agency" in page
    assert "Allocation 2: enter the places" in page


def test_the_first_row_starts_with_the_days_of_the_board(event, signed_in, officer):
    url = reverse("bookings:allocations", args=[event.code])
    page = signed_in(officer).post(url, rows() | {"allocation-add": "1"})
    assert page.context["desk"].rows.forms[0]["release_days"].value() == "10"


def test_a_row_more_asks_nothing_yet(event, signed_in, officer):
    url = reverse("bookings:allocations", args=[event.code])
    page = signed_in(officer).post(url, rows() | {"allocation-add": "1"}).content.decode()
    assert "Allocation 1" in page
    assert "Error:" not in page


def test_the_bookings_page_shows_the_mix_and_when_it_opens(
    event, nurse, trust, coordinator, officer, signed_in, now
):
    allocate(event, [AllocationPlan(2, 10, sector="health")], by=officer, now=now)
    book(nurse, event, by=nurse, now=now)
    holding.hold(event, trust, 1, by=coordinator, now=now)
    page = signed_in(officer).get(reverse("bookings:event_bookings", args=[event.code])).content.decode()
    assert "From Wednesday 17 June 2026 at 9:30am" in page
    assert "Places held without a name" in page
    assert "Carol Coordinator" in page


def test_as_many_queries_with_three_allocations_as_with_one(
    event, officer, signed_in, count_queries, school, now
):
    url, browser = reverse("bookings:event_bookings", args=[event.code]), signed_in(officer)
    allocate(event, [AllocationPlan(1, 10, sector="health")], by=officer, now=now)
    make_booking(event, make_person("One", "Teacher", school))
    before = count_queries(browser, url)
    plans = [AllocationPlan(1, 10, sector=name) for name in ("health", "council", "school")]
    allocate(event, plans, by=officer, now=now)
    make_booking(event, make_person("Two", "Teacher", school))
    assert count_queries(browser, url) == before
