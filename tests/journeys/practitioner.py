"""What a visitor and a practitioner do on screen."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clock import newest_message
from tests.makers import PASSWORD

CODE = re.compile(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4})\s*$", re.MULTILINE)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def find_in_the_programme(page: Page, words: str, title: str) -> None:
    """Searches and filters, then opens the page of the event."""
    page.goto("/")
    page.get_by_label("Search the programme").fill(words)
    press(page, "Search")
    page.locator("summary", has_text="Filter by format").click()
    page.get_by_label("Format").select_option("Full day")
    page.get_by_label("Only with places left").check()
    press(page, "Show results")
    expect(page.get_by_role("heading", name="1 event found")).to_be_visible()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def find_nothing(page: Page, words: str) -> None:
    page.goto(f"/?q={words}")
    expect(page.get_by_text("No event matches your search.")).to_be_visible()


def sign_up(page: Page, first: str, last: str, email: str) -> None:
    """From the panel of the event's page up to the code out of the message."""
    page.get_by_role("link", name="Create one").click()
    page.get_by_label("Email address").fill(email)
    page.get_by_label("First name").fill(first)
    page.get_by_label("Last name").fill(last)
    page.locator("input[name=password1]").fill(PASSWORD)
    press(page, "Create account")
    code = CODE.search(newest_message("email_confirmation_signup", email).text)
    assert code, newest_message("email_confirmation_signup", email).text
    page.locator("input[name=code]").fill(code[1])
    press(page, "Confirm")


def say_where_one_works(page: Page, agency: str) -> None:
    """The agency is chosen already, by the domain of the email address."""
    expect(page.get_by_text(f"We think you work for {agency}")).to_be_visible()
    page.get_by_label("Post", exact=True).fill("Health visitor")
    page.get_by_label("Manager’s name").fill("Mary Manager")
    page.get_by_label("Manager’s email address").fill("mary.manager@riverside.nhs.example")
    press(page, "Save and continue")


def book(page: Page, event) -> None:
    page.goto(f"/events/{event.code}/book/")
    page.get_by_label("I agree to these terms").check()
    press(page, "Book the place")
    expect(page.get_by_text("You are booked.")).to_be_visible()


def open_my_booking(page: Page, title: str) -> None:
    page.goto("/my-bookings/")
    page.get_by_role("link", name=title).click()


def read_what_cancelling_means(page: Page, booking) -> str:
    """The words of the page that asks, before its button is pressed."""
    page.goto(f"/my-bookings/{booking.code}/cancel/")
    return page.locator("main").inner_text()


def answer_everything(page: Page) -> None:
    """The best point of every scale, a sentence wherever words are asked."""
    for group in page.locator("main form fieldset").all():
        group.get_by_role("radio").last.check()
    for text in page.locator("main form textarea").all():
        text.fill("I will ask the child first.")
    press(page, "Send answers")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
