"""Without a mouse: the way past the header, the register, and from a mistake to its field."""

import pytest
from playwright.sync_api import Page, expect

from bookings.models import Attendance
from tests.cast import make_booking
from tests.journeys.present import event_over

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]
MOST_TABS = 40


def focused(page: Page, what: str = "textContent") -> str:
    return page.evaluate(f"(document.activeElement.{what} || '').toString().trim()")


def tab_to(page: Page, id: str) -> None:
    """Presses Tab until the element of this id has the focus; fails when it is never reached."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused(page, "id") == id:
            return
    raise AssertionError(f"#{id} is not reached by {MOST_TABS} presses of Tab")


def test_the_first_tab_leads_past_the_header(board, page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page, "id") == "main-content"


def test_a_register_is_marked_by_the_keyboard(page, nurse, officer, course, room, tariff, sign_in):
    event = event_over(course, room)
    booking = make_booking(event, nurse)
    sign_in(page, officer)
    page.goto(f"/registers/{event.code}/")
    tab_to(page, f"present-{booking.code}")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("1 of 1 present")
    expect(page.locator("#signal")).to_be_empty()
    assert Attendance.objects.get().mark == "present"
    # The row came back from the server, and the focus is still on the button that was pressed.
    assert focused(page, "id") == f"present-{booking.code}"


def test_lateness_unfolds_and_is_typed(page, nurse, officer, course, room, tariff, sign_in):
    event = event_over(course, room)
    booking = make_booking(event, nurse)
    sign_in(page, officer)
    page.goto(f"/registers/{event.code}/")
    tab_to(page, f"absent-{booking.code}")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    tab_to(page, f"late-{booking.code}")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".app-register__state")).to_contain_text("7")
    expect(page.locator("#signal")).to_be_empty()
    assert Attendance.objects.get().minutes_late == 7


def test_the_focus_goes_to_what_is_wrong(page, nurse, sign_in):
    sign_in(page, nurse)
    page.goto("/profile/")
    page.get_by_label("Post", exact=True).fill("")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page, "name") == "post"
