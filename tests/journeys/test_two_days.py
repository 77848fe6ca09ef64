"""Every way to hold a place, in the browser: the officer plans two days with places kept for a sector, a coordinator books eight people on
five of them, some cancel, some are offered, one is too late, a colleague is sent, and the event is moved and in the end cancelled."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings.models import Booking
from lib.dates import local_day
from lib.links import sign
from tests.cast import make_event, make_person
from tests.journeys import officer as desk
from tests.journeys.clock import let_time_pass, newest_message, worker_round
from tests.journeys.practitioner import press
from training.models import Event, Room

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]
NAMES = ["Ada", "Ben", "Cora", "Dan", "Ella", "Finn", "Gita", "Hugo"]
FIRST_DAY = local_day(timezone.now()) + timedelta(days=70)
NEW_DAY = FIRST_DAY + timedelta(days=14)


class Team:
    """The browsers of the officer and of Carol who coordinates, anybody's phone, her eight people, and the event once it is planned."""

    def __init__(self, course, people, new_page, shot):
        self.course, self.people, self.shot = course, people, shot
        self.officer_s, self.page = new_page(1280, 900), new_page(1280, 900)
        self.phone: Page = new_page(390, 844, is_mobile=True)

    @property
    def event(self) -> Event:
        return self.course.events.earliest("pk")

    def now(self, status: str) -> set[str]:
        rows = self.event.bookings.filter(status=status)
        return set(rows.values_list("person__first_name", flat=True))

    def booking(self, name: str) -> Booking:
        return self.event.bookings.active().get(person__first_name=name)

    def seen(self, page: Page, name: str) -> None:
        """Keeps the page as it looks at a desk and on a phone."""
        size = page.viewport_size
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            self.shot(page, f"two-days-{name}-{width}")
        page.set_viewport_size(size)


@pytest.fixture
def team(new_page, sign_in, shot, course, room, trainer, tariff, trust, coordinator, officer):
    people = [make_person(name, "Abbott", trust) for name in NAMES]
    team = Team(course, people, new_page, shot)
    sign_in(team.officer_s, officer)
    sign_in(team.page, coordinator)
    return team


def test_two_days_from_the_plan_to_the_end(team, room):
    the_officer_plans_two_days(team, room)
    places_are_kept_for_health(team)
    eight_are_booked_on_five_places(team)
    the_officer_sees_the_mix(team)
    two_cancel_by_the_link_of_their_email(team)
    one_takes_the_offer_and_one_is_too_late(team)
    a_colleague_is_sent(team)
    the_event_is_moved(team, Room.objects.create(venue=room.venue, name="Seminar room", capacity=30))
    the_event_is_cancelled(team, room)


def the_officer_plans_two_days(team, room):
    page = team.officer_s
    page.goto(reverse("training:course", args=[team.course.code]))
    page.get_by_role("button", name="Plan an event").click()
    page.get_by_label("Day", exact=True).first.fill(FIRST_DAY.isoformat())
    page.locator("select[name$=room]").first.select_option(str(room.pk))
    press(page, "Add another session")
    page.get_by_label("Day", exact=True).nth(1).fill((FIRST_DAY + timedelta(days=7)).isoformat())
    page.get_by_label("Places", exact=True).fill("8")
    page.get_by_label("Lead trainer").select_option("Trevor Trainer")
    team.seen(page, "plan")
    press(page, "Save")
    expect(page.get_by_text("saved as a draft")).to_be_visible()
    desk.publish(page)
    assert team.event.sessions.count() == 2


def places_are_kept_for_health(team):
    page = team.officer_s
    page.goto(reverse("bookings:event_bookings", args=[team.event.code]))
    page.get_by_role("link", name="Allocations").click()
    for row, (whom, places) in enumerate([("sector:health", "5"), ("sector:school", "3")]):
        press(page, "Add another" if row else "Add an allocation")
        page.locator(f"[name=allocation-{row}-whom]").select_option(whom)
        page.locator(f"[name=allocation-{row}-places]").fill(places)
    team.seen(page, "allocations")
    press(page, "Save")
    expect(page.get_by_text("The allocations are saved.")).to_be_visible()
    assert team.event.allocations.count() == 2


def the_officer_sees_the_mix(team):
    page = team.officer_s
    page.goto(reverse("bookings:event_bookings", args=[team.event.code]))
    # Five places, five held, three wait.
    expect(page.get_by_role("row", name="Health 5 5 3 From")).to_be_visible()
    team.seen(page, "mix")


def eight_are_booked_on_five_places(team):
    page = team.page
    page.goto(reverse("bookings:event", args=[team.event.code]))
    page.get_by_role("link", name="Book for your people, or hold places").click()
    for name in NAMES:
        page.get_by_label(f"{name} Abbott, Practitioner").check()
    press(page, "Look before you book")
    expect(page.get_by_text("Number 3 in the waiting list")).to_be_visible()
    team.seen(page, "preview")
    assert not team.event.bookings.exists()
    page.get_by_label("I agree to the terms of booking, for everybody in this list").check()
    press(page, "Book 8 people")
    expect(page.get_by_text("8 of 8 people have a booking.")).to_be_visible()
    assert team.now("confirmed") == set(NAMES[:5])
    assert team.now("waiting") == set(NAMES[5:])
    team.seen(page, "booked")


def two_cancel_by_the_link_of_their_email(team):
    for name in NAMES[:2]:
        booking = team.booking(name)
        link = reverse("bookings:manage", args=[sign("manage", booking.code)])
        assert link in newest_message("bookings.confirmed", booking.person.email).text
        team.phone.goto(link)
        team.seen(team.phone, "manage")
        press(team.phone, "Cancel the booking")
        expect(team.phone.get_by_text("Cancelled").first).to_be_visible()
    assert team.now("offered") == {"Finn", "Gita"}


def one_takes_the_offer_and_one_is_too_late(team):
    link = reverse("bookings:manage", args=[sign("manage", team.booking("Finn").code)])
    assert link in newest_message("bookings.offered", "finn.abbott@example.org").text
    team.phone.goto(link)
    team.seen(team.phone, "offer")
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
    team.seen(page, "colleague")
    press(page, "Send Ada Abbott")
    expect(page.get_by_text("Ada Abbott takes the place.").first).to_be_visible()
    assert team.now("replaced") == {"Cora"}
    assert team.booking("Ada").replaces == booking


def the_event_is_moved(team, room):
    """Two weeks later, into another room. Whoever holds a place is told, and a diary entry replaces the old one."""
    page, booking = team.officer_s, team.booking("Dan")
    page.goto(reverse("training:event", args=[team.event.code]))
    page.get_by_role("button", name="Move", exact=True).click()
    for number, first in enumerate([NEW_DAY, NEW_DAY + timedelta(days=7)]):
        page.get_by_label("Day", exact=True).nth(number).fill(first.isoformat())
        page.locator("select[name$=room]").nth(number).select_option(str(room.pk))
    page.get_by_label("What people should know").fill("The hall is being painted.")
    press(page, "Continue")
    team.seen(page, "move")
    press(page, "Move it and tell everybody")
    told = newest_message("bookings.moved", "dan.abbott@example.org").text
    assert "The hall is being painted." in told
    assert team.booking("Dan") == booking
    assert local_day(team.event.starts_at) == NEW_DAY
    assert {session.room for session in team.event.sessions.all()} == {room}


def the_event_is_cancelled(team, room):
    page, event = team.officer_s, team.event
    make_event(team.course, room, starts_at=timezone.now() + timedelta(days=120))
    page.goto(reverse("bookings:event_bookings", args=[event.code]))
    page.get_by_role("link", name="Cancel the event").click()
    page.get_by_label("Why is it cancelled?").fill("The trainer is ill.")
    team.seen(page, "cancel")
    press(page, "Cancel the event")
    told = newest_message("bookings.event_cancelled", "ada.abbott@example.org")
    assert "The trainer is ill." in told.text
    team.phone.goto(
        reverse("bookings:manage", args=[sign("manage", event.bookings.get(person__first_name="Dan").code)])
    )
    team.seen(team.phone, "next-dates")
    expect(team.phone.get_by_role("heading", name="Where you can go instead")).to_be_visible()
    assert not event.bookings.active().exists()
