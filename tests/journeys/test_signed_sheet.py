"""A signed sheet is typed in by the keyboard alone: with and without a script, and how many keys thirty people take."""

import re

import pytest
from playwright.sync_api import Page, expect

from bookings.models import Attendance
from tests.cast import make_booking, make_person
from tests.journeys.present import event_over

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]
NAMES = """Abara Abbott Ahmed Akhtar Allen Begum Bennett Brown Carter Clarke Davies Edwards Evans Foster Green Hall Hussain
Jackson Jones Khan Lewis Miah Morris Okafor Patel Roberts Singh Thompson Walker Young""".split()


@pytest.fixture
def sheet(course, room, tariff, trust):
    """Thirty people, each with another last name; Ann and Amy Abara are two."""
    event = event_over(course, room)
    type(event).objects.update(capacity=40)
    for name in NAMES:
        make_booking(event, make_person("Ann", name, trust, email=None))
    make_booking(event, make_person("Amy", "Abara", trust, email=None))
    return event


def left(page: Page, count: int) -> None:
    # Thirty lines are on their way to a slow machine one after the other.
    expect(page.locator("#keys-answer")).to_contain_text(re.compile(rf"\b{count} of 31 left"), timeout=30_000)


def open_sheet(page: Page, event) -> None:
    page.goto(f"/registers/{event.code}/keys/")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_type_enter_next(page, sheet, officer, sign_in, axe, shot):
    sign_in(page, officer)
    open_sheet(page, sheet)
    page.keyboard.type("edw 10")
    expect(page.get_by_role("option")).to_have_text(["Ann Edwards, Riverside NHS Trust"])
    axe(page)
    shot(page, "keys-narrowed")
    page.keyboard.press("Enter")
    left(page, 30)
    mark = Attendance.objects.get()
    assert (mark.mark, mark.minutes_late, mark.how) == ("present", 10, "paper")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("")
    axe(page)
    shot(page, "keys-done")


def test_of_several_a_number_or_an_arrow_chooses(page, sheet, officer, sign_in, axe, shot):
    sign_in(page, officer)
    open_sheet(page, sheet)
    page.keyboard.type("aba")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option").nth(1)).to_contain_text("2. Ann Abara")
    axe(page)
    shot(page, "keys-several")
    page.keyboard.type("2")
    left(page, 30)
    page.keyboard.type("-aba")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    left(page, 29)
    marks = {mark.booking.person.first_name: mark.mark for mark in Attendance.objects.all()}
    assert marks == {"Ann": "present", "Amy": "absent"}


def test_nobody_of_that_name_keeps_the_line(page, sheet, officer, sign_in, axe, shot):
    sign_in(page, officer)
    open_sheet(page, sheet)
    page.keyboard.type("zach")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Add somebody who came without a place")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_value("zach")
    axe(page)
    shot(page, "keys-nobody")


def test_thirty_people_take_less_than_three_keys_each(page, sheet, officer, sign_in):
    """Nobody waits for the server: the next name is typed while the last one is on its way."""
    sign_in(page, officer)
    open_sheet(page, sheet)
    keys = 0
    for name in NAMES[1:]:
        letters = shortest(name)
        page.keyboard.type(letters)
        page.keyboard.press("Enter")
        keys += len(letters) + 1
    left(page, 2)
    assert keys == 78  # 2.7 for each of 29 people, Enter included
    assert Attendance.objects.filter(mark="present").count() == 29


def shortest(name: str) -> str:
    """The fewest letters by which nobody else of the sheet (people or agency) is meant."""
    others = [other.lower() for other in [*NAMES, "ann", "amy"] if other != name]
    lengths = range(1, len(name) + 1)
    return next(name[:n].lower() for n in lengths if not any(o.startswith(name[:n].lower()) for o in others))


def test_undo_and_everybody_else_by_tab(page, sheet, officer, sign_in, axe, shot):
    sign_in(page, officer)
    open_sheet(page, sheet)
    page.keyboard.type("edw")
    page.keyboard.press("Enter")
    left(page, 30)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    left(page, 31)
    page.get_by_role("link", name="Mark everybody else absent").focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Mark 31 people absent")
    expect(button).to_be_visible()
    axe(page)
    shot(page, "keys-rest")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("31 people marked absent.")).to_be_visible()


def test_a_signal_that_drops_loses_no_line(page, sheet, officer, sign_in, troubles):
    sign_in(page, officer)
    open_sheet(page, sheet)
    page.context.set_offline(True)
    page.keyboard.type("edw 10")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“edw 10” was not sent")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_value("edw 10")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    left(page, 30)
    troubles.clear()


def test_without_a_script(new_page, sheet, officer, sign_in, axe, shot):
    page = new_page(390, 844, java_script_enabled=False)
    sign_in(page, officer)
    page.goto(f"/registers/{sheet.code}/keys/")
    expect(page.get_by_label("Name, then Enter")).to_be_focused()
    page.keyboard.type("aba 5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Who is meant by “aba 5”?")).to_be_visible()
    shot(page, "keys-plain-several")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    left(page, 30)
    shot(page, "keys-plain-done")
    page.keyboard.type("edw")
    page.keyboard.press("Enter")
    left(page, 29)


def test_it_fits_a_phone(smallest_phone, sheet, officer, sign_in, axe, shot):
    sign_in(smallest_phone, officer)
    smallest_phone.goto(f"/registers/{sheet.code}/keys/")
    assert smallest_phone.evaluate("document.documentElement.scrollWidth") <= 320
    axe(smallest_phone)
