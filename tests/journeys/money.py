"""What finance and the committee do on screen."""

import re
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.practitioner import press


def pdf_behind(page: Page, link: str) -> str:
    """The text of the PDF that a link or button of this page leads to, fetched with the page's own cookies."""
    address = page.locator(f"main a[href*='{link}']").first.get_attribute("href")
    response = page.request.get(address)
    assert response.headers["content-type"] == "application/pdf"
    return " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(response.body())).pages)


def preview(page: Page) -> str:
    """What could be invoiced, before anything is issued."""
    page.goto("/finance/issue/")
    page.locator("main details summary").first.click()
    return page.locator("main").inner_text()


def issue_invoices(page: Page) -> None:
    press(page, "Issue the invoices")
    expect(page.get_by_text("An issued invoice cannot be changed or deleted.")).to_be_visible()
    press(page, "Issue now")


def open_invoice(page: Page, reference: str) -> None:
    page.goto("/finance/invoices/")
    page.get_by_role("link", name=reference).click()


def record_payment(page: Page, pounds: str, day) -> None:
    page.get_by_role("button", name="Record a payment").click()
    page.get_by_label("Amount received").fill(pounds)
    page.get_by_label("Day it reached the bank").fill(day.isoformat())
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Check before you record")).to_be_visible()
    press(page, "Record it")


def charges_received(page: Page, year) -> str:
    """The figure of this year in the income statement."""
    page.goto(f"/finance/statement/{year}/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile("received", re.I)))
    return row.first.get_by_role("cell").first.inner_text()


def figure(page: Page, label: str) -> str:
    """A figure of the page of the year, as printed under its label."""
    stat = page.locator(".app-stat").filter(
        has=page.locator(".app-stat__label", has_text=re.compile(f"^{label}"))
    )
    return stat.first.locator(".app-stat__number").inner_text()
