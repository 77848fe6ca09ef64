"""The register on a phone at the door: taps, first letters, undo, somebody instead, and two trainers who see each other."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings import registers
from bookings.models import Attendance, Booking
from tests.cast import make_booking, make_person
from tests.journeys.present import event_over
from training.models import Trainer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]


@pytest.fixture
def event(course, room, tariff, trainer):
    event = event_over(course, room)
    event.deliveries.create(trainer=Trainer.objects.get(person=trainer))
    return event


@pytest.fixture
def people(event, trust, school):
    who = [("Nadia", "Nurse", trust), ("Noor", "Nurse", trust), ("Tom", "Taylor", school)]
    return [make_booking(event, make_person(first, last, agency)) for first, last, agency in who]


@pytest.fixture
def door(phone, sign_in, trainer, event, people) -> Page:
    sign_in(phone, trainer)
    phone.goto(f"/registers/{event.code}/")
    return phone


def unfold(page: Page, booking) -> None:
    row(page, booking).locator("summary").tap()


def row(page: Page, booking):
    return page.locator(f"#p-{booking.code}")


def says(booking, words: str, page: Page) -> None:
    """The row says it, and the database does."""
    expect(row(page, booking).locator(".app-register__state")).to_have_text(words)
    expect(row(page, booking)).not_to_have_class("app-register__row--waiting")
    seen = Attendance.objects.filter(booking=booking).first()
    assert (registers.said(seen) or "Not marked") == words


def test_marked_with_a_thumb(door, people, axe, shot):
    nadia, noor, tom = people
    row(door, nadia).get_by_role("button", name="Present").tap()
    expect(door.locator("#signal")).to_be_empty()
    says(nadia, "Present", door)
    unfold(door, noor)
    row(door, noor).get_by_role("button", name="10 minutes").first.tap()
    expect(door.locator("#signal")).to_be_empty()
    says(noor, "Present, 10 minutes late", door)
    row(door, tom).get_by_role("button", name="Absent").tap()
    expect(door.locator("#last")).to_contain_text("Tom Taylor: Absent")
    expect(door.locator("#count")).to_contain_text("2 of 3 present")
    shot(door, "register-door-phone")
    axe(door)
    door.locator("#last").get_by_role("button", name="Undo").tap()
    expect(door.locator("#count")).to_contain_text("1 not marked")
    expect(door.locator("#signal")).to_be_empty()
    says(tom, "Not marked", door)


def test_somebody_is_found_by_first_letters(door, people):
    nadia, noor, tom = people
    door.get_by_label("First letters of a name").fill("no nu")
    expect(row(door, noor)).to_be_visible()
    expect(row(door, nadia)).to_be_hidden()
    door.get_by_label("First letters of a name").fill("oak")
    expect(row(door, tom)).to_be_visible()
    door.get_by_label("First letters of a name").fill("adia")
    expect(door.get_by_text("begins like that")).to_be_visible()


def test_two_trainers_see_what_the_other_taps(door, desk, sign_in, officer, event, people):
    nadia, noor, _ = people
    sign_in(desk, officer)
    desk.goto(f"/registers/{event.code}/")
    row(desk, nadia).get_by_role("button", name="Absent").click()
    row(door, noor).get_by_role("button", name="Present").tap()
    expect(row(door, nadia).locator(".app-register__state")).to_have_text("Absent", timeout=20_000)
    expect(row(desk, noor).locator(".app-register__state")).to_have_text("Present", timeout=20_000)
    row(door, nadia).get_by_role("button", name="Present").tap()
    expect(row(desk, nadia).locator(".app-register__state")).to_have_text("Present", timeout=20_000)


def test_somebody_who_comes_in_elsewhere_appears_and_who_sent_them_goes(door, event, trainer, council):
    registers.add_walk_in(event, person=make_person("Wim", "Walker", council), by=trainer, now=timezone.now())
    expect(door.get_by_text("Wim Walker", exact=True)).to_be_visible(timeout=20_000)
    expect(door.locator("#count")).to_contain_text("of 4 present")


def test_a_colleague_came_instead_at_320_pixels(smallest_phone, sign_in, trainer, event, people, axe, shot):
    page, nadia = smallest_phone, people[0]
    sign_in(page, trainer)
    page.goto(f"/registers/{event.code}/")
    unfold(page, nadia)
    row(page, nadia).get_by_role("link", name="Somebody came instead").tap()
    page.get_by_label("First name", exact=True).fill("Wanda")
    page.get_by_label("Last name", exact=True).fill("Walker")
    page.get_by_label("Post").fill("Midwife")
    axe(page)
    shot(page, "register-substitute-smallest")
    page.get_by_role("button", name="This colleague came").tap()
    expect(page.get_by_text("Wanda Walker came instead of Nadia Nurse")).to_be_visible()
    assert Booking.objects.get(replaces=nadia).attendances.get().mark == "present"
    shot(page, "register-smallest")
