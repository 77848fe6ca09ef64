"""A coordinator books eight people on five places; some cancel, some are offered, one is too late, and a colleague is sent."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings.models import Booking
from lib.links import sign
from tests.cast import make_event, make_person
from tests.journeys.clock import let_time_pass, newest_message, worker_round
from tests.journeys.practitioner import press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAMES = ["Ada", "Ben", "Cora", "Dan", "Ella", "Finn", "Gita", "Hugo"]


class Team:
    """Carol's browser, anybody's phone, her eight people and their event with five places."""

    def __init__(self, event, people, page: Page, phone: Page):
        self.event, self.people, self.page, self.phone = event, people, page, phone

    def now(self, status: str) -> set[str]:
        rows = self.event.bookings.filter(status=status)
        return set(rows.values_list("person__first_name", flat=True))

    def booking(self, name: str) -> Booking:
        return self.event.bookings.active().get(person__first_name=name)


@pytest.fixture
def team(new_page, sign_in, course, room, tariff, trust, coordinator, administrator):
    event = make_event(course, room, starts_at=timezone.now() + timedelta(days=70), capacity=5)
    people = [make_person(name, "Abbott", trust) for name in NAMES]
    page = new_page(1280, 900)
    sign_in(page, coordinator)
    return Team(event, people, page, new_page(390, 844, is_mobile=True))


def test_a_coordinator_books_many(team):
    eight_are_booked_on_five_places(team)
    two_cancel_by_the_link_of_their_email(team)
    one_takes_the_offer_and_one_is_too_late(team)
    a_colleague_is_sent(team)
    call_command("audit")


def eight_are_booked_on_five_places(team):
    page = team.page
    page.goto(reverse("bookings:event", args=[team.event.code]))
    page.get_by_role("link", name="Book for your people, or hold places").click()
    for name in NAMES:
        page.get_by_label(f"{name} Abbott, Practitioner").check()
    press(page, "Look before you book")
    expect(page.get_by_text("Number 3 in the waiting list")).to_be_visible()
    assert not team.event.bookings.exists()
    page.get_by_label("I agree to the terms of booking, for everybody in this list").check()
    press(page, "Book 8 people")
    expect(page.get_by_text("8 of 8 people have a booking.")).to_be_visible()
    assert team.now("confirmed") == set(NAMES[:5])
    assert team.now("waiting") == set(NAMES[5:])


def two_cancel_by_the_link_of_their_email(team):
    for name in NAMES[:2]:
        booking = team.booking(name)
        link = reverse("bookings:manage", args=[sign("manage", booking.code)])
        assert link in newest_message("bookings.confirmed", booking.person.email).text
        team.phone.goto(link)
        press(team.phone, "Cancel the booking")
        expect(team.phone.get_by_text("Cancelled").first).to_be_visible()
    assert team.now("offered") == {"Finn", "Gita"}


def one_takes_the_offer_and_one_is_too_late(team):
    link = reverse("bookings:manage", args=[sign("manage", team.booking("Finn").code)])
    assert link in newest_message("bookings.offered", "finn.abbott@example.org").text
    team.phone.goto(link)
    press(team.phone, "Take the place")
    expect(team.phone.get_by_text("Booked").first).to_be_visible()
    let_time_pass(weeks=1)
    worker_round()
    assert team.now("lapsed") == {"Gita"}
    assert team.now("offered") == {"Hugo"}


def a_colleague_is_sent(team):
    page, booking = team.page, team.booking("Cora")
    page.goto(reverse("bookings:replace", args=[booking.code]))
    page.get_by_label("Name or email address").fill("Ada")
    press(page, "Search")
    press(page, "Send Ada Abbott")
    expect(page.get_by_text("Ada Abbott takes the place.").first).to_be_visible()
    assert team.now("replaced") == {"Cora"}
    assert team.booking("Ada").replaces == booking
