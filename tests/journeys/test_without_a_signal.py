"""The register on a phone whose signal drops: it goes on, keeps what was tapped, and sends it once."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Attendance
from tests.browser import FLAGS, chromium_path
from tests.cast import make_booking, make_person
from tests.journeys.present import event_over
from tests.journeys.signal import Signal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]
KEPT = "(address) => caches.open('muster-registers').then((kept) => kept.match(address)).then(Boolean)"


@pytest.fixture
def signal(live_server):
    signal = Signal(live_server.url)
    yield signal
    signal.close()


@pytest.fixture
def open_phone(chromium: Browser, signal, tmp_path, assets_are_kept):
    """open_phone(): a browser that finds again what it stored when it was last open; the phone is one and the same."""
    opened = []

    def do() -> Page:
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium_path(),
            args=FLAGS,
            base_url=signal.url,
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.pages[0]

    yield do
    for context in opened:
        context.close()


@pytest.fixture
def event(course, room, tariff):
    return event_over(course, room)


@pytest.fixture
def people(event, trust):
    names = ["Nadia", "Noor", "Nell"]
    return [make_booking(event, make_person(name, "Nurse", trust)) for name in names]


def sign_in(page: Page, person, signal) -> None:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    # A week of its own: a cookie of the session would go with the browser.
    cookie = {"name": name, "value": client.cookies[name].value, "url": signal.url}
    page.context.add_cookies([cookie | {"expires": 4_000_000_000}])


def open_register(page: Page, event) -> str:
    address = f"/registers/{event.code}/?session=1"
    page.goto(address)
    expect(page.locator("#count")).to_be_visible()
    return address


def press(page: Page, booking, button: str) -> None:
    page.locator(f"#p-{booking.code}").get_by_role("button", name=button).click()


def marks(event) -> dict:
    seen = Attendance.objects.filter(booking__event=event).select_related("booking__person")
    return {each.booking.person.first_name: registers.said(each) for each in seen}


def test_marks_made_without_a_signal_outlive_the_browser_and_are_sent_once(
    open_phone, signal, officer, event, people, shot
):
    nadia, noor, nell = people
    page = open_phone()
    sign_in(page, officer, signal)
    address = open_register(page, event)
    wait_for(page, lambda: page.evaluate(KEPT, f"{signal.url}{address}"))
    signal.cut()
    press(page, nadia, "Present")
    press(page, noor, "Absent")
    expect(page.locator("#signal")).to_contain_text("2 marks waiting to be sent. No signal")
    expect(page.locator("#count")).to_contain_text("1 of 3 present")
    shot(page, "register-offline-phone")
    assert not marks(event)
    page.context.close()

    page = open_phone()
    open_register(page, event)
    expect(page.locator(f"#p-{noor.code}")).to_contain_text("Absent")
    press(page, nell, "Present")
    expect(page.locator("#signal")).to_contain_text("3 marks waiting to be sent")
    expect(page.locator("#count")).to_contain_text("2 of 3 present")
    shot(page, "register-offline-reopened-phone")
    signal.restore()
    expect(page.locator("#signal")).to_be_empty(timeout=30_000)
    assert marks(event) == {"Nadia": "Present", "Noor": "Absent", "Nell": "Present"}
    assert TrailEntry.objects.filter(deed="register.marked").count() == 3
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('muster-tap')).length") == 0
    shot(page, "register-back-online-phone")


def test_a_mark_whose_answer_was_lost_is_sent_again_and_counts_once(
    open_phone, signal, officer, event, people
):
    page = open_phone()
    sign_in(page, officer, signal)
    open_register(page, event)
    signal.lose_answers()
    press(page, people[0], "Absent")
    expect(page.locator("#signal")).to_contain_text("1 mark waiting to be sent")
    wait_for(page, lambda: marks(event) == {"Nadia": "Absent"})
    signal.restore()
    expect(page.locator("#signal")).to_be_empty(timeout=30_000)
    assert TrailEntry.objects.filter(deed__startswith="register.").count() == 1


def test_a_mark_that_comes_after_closing_says_so_and_is_not_lost_unseen(
    open_phone, signal, officer, event, people
):
    page = open_phone()
    sign_in(page, officer, signal)
    open_register(page, event)
    signal.cut()
    press(page, people[0], "Absent")
    expect(page.locator("#signal")).to_contain_text("1 mark waiting to be sent")
    registers.mark_all_present(event, event.sessions.get(), by=officer, now=event.ends_at)
    registers.close(event, by=officer, now=event.ends_at)
    signal.restore()
    refused = page.locator("#refused")
    expect(refused).to_contain_text(
        "Absent was not saved. The register of this event is closed.", timeout=30_000
    )
    assert marks(event)["Nadia"] == "Present"
    expect(page.get_by_text("This register is closed")).to_be_visible()
    refused.get_by_role("button", name="I have read this").click()
    expect(refused).to_be_hidden()


def wait_for(page: Page, holds) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come true within ten seconds")
