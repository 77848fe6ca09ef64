"""What an L&D officer does on screen."""

import re

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.practitioner import press


def needs_doing(page: Page, sentence: str) -> None:
    page.goto(reverse("reports:home"))
    expect(page.get_by_role("list").filter(has_text=sentence)).to_be_visible()


def create_course(page: Page, title: str) -> None:
    page.goto("/plan/courses/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Format").select_option("Full day")
    page.get_by_label("Level").select_option("Level 3: working together")
    page.get_by_label("Summary").fill("How agencies notice neglect early.")
    page.get_by_label("Learning outcomes").fill("Recognise neglect\nShare information lawfully")
    page.get_by_label("Length in minutes").fill("390")
    press(page, "Save")
    expect(page.get_by_text("The course is saved.")).to_be_visible()


def plan_event(page: Page, day, room, places: int) -> None:
    """From the page of the course; the hours are those that the format suggests."""
    page.get_by_role("button", name="Plan an event").click()
    page.get_by_label("Day", exact=True).first.fill(day.isoformat())
    page.locator("select[name$=room]").select_option(str(room.pk))
    page.get_by_label("Places", exact=True).fill(str(places))
    page.get_by_label("Lead trainer").select_option("Trevor Trainer")
    press(page, "Save")
    expect(page.get_by_text("saved as a draft")).to_be_visible()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Publish this event?")).to_be_visible()
    press(page, "Publish")
    expect(page.get_by_text("The event is in the programme.")).to_be_visible()


def open_register(page: Page, event) -> None:
    page.goto("/registers/")
    page.locator(f"a[href='/registers/{event.code}/']").first.click()


def tap(page: Page, mark: str, person) -> None:
    """Present or Absent, one tap."""
    row = page.locator(".app-register__row", has_text=person.name)
    row.get_by_role("button", name=re.compile(f"^{mark}")).click()
    expect(row.locator(".app-register__state")).to_have_text(mark)


def tap_late(page: Page, person, minutes: int) -> None:
    row = page.locator(".app-register__row", has_text=person.name)
    row.locator("summary").click()
    row.get_by_role("group", name="Late by").get_by_role("button", name=re.compile(rf"^{minutes}\b")).click()
    expect(row.locator(".app-register__state")).to_contain_text(f"{minutes}")


def close_register(page: Page) -> str:
    """The forecast as it was shown before the button was pressed."""
    page.get_by_role("button", name="Close the register").click()
    forecast = page.locator("main").inner_text()
    press(page, "Close the register")
    expect(page.get_by_text("This register is closed.")).to_be_visible()
    return forecast


def open_charge(page: Page, person) -> None:
    page.goto("/charges/")
    page.get_by_role("link", name=person.name).click()


def confirm_charge(page: Page, person) -> None:
    open_charge(page, person)
    page.get_by_role("button", name="Confirm the charge").click()
    press(page, "Confirm")
    expect(page.get_by_text("1 charge is confirmed.")).to_be_visible()


def waive_charge(page: Page, person, reason: str) -> None:
    """Without a reason it is refused beside the field."""
    open_charge(page, person)
    page.get_by_role("button", name="Waive it").click()
    press(page, "Waive")
    expect(page.get_by_role("link", name="Enter why it is waived")).to_be_visible()
    page.get_by_label("Why is it waived?").fill(reason)
    press(page, "Waive")
    expect(page.get_by_text("1 charge is waived.")).to_be_visible()
