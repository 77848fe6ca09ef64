"""A no-show who was there after all: the officer puts the register right, and the charge is withdrawn, or credited when it was invoiced."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings import charging, registers
from bookings.models import Charge
from finance import crediting, invoicing
from finance.models import CreditNote
from lib.dates import local_day
from tests.cast import make_booking
from tests.journeys.present import event_over

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]


@pytest.fixture
def closed(course, room, tariff, nurse, teacher, officer):
    """Nadia came, Tom is marked absent; the register is closed and Tom’s school is charged."""
    event, now = event_over(course, room), timezone.now()
    session = event.sessions.get()
    registers.mark(make_booking(event, nurse), session, "present", by=officer, now=now)
    registers.mark(make_booking(event, teacher), session, "absent", by=officer, now=now)
    registers.close(event, by=officer, now=now)
    return event


def put_right(page: Page, event, officer, sign_in, shot, name: str) -> None:
    """From the closed register to Tom’s mark, with a look at what will follow."""
    sign_in(page, officer)
    page.goto(f"/registers/{event.code}/")
    page.get_by_role("link", name="Outcomes and corrections").click()
    shot(page, f"{name}-outcomes")
    page.get_by_role("link", name="Tom Taylor").click()
    page.get_by_role("button", name="Correct a mark").click()
    page.get_by_label("Present").check()
    page.get_by_label("Minutes late").fill("5")
    page.get_by_label("Why is the mark changed?").fill("He had signed on the other sheet")
    page.get_by_role("button", name="Show what will follow").click()
    expect(page.get_by_text("Did not come → Attended")).to_be_visible()
    shot(page, f"{name}-what-will-follow")


def test_a_charge_nobody_has_invoiced_is_withdrawn(closed, desk, sign_in, officer, axe, shot):
    put_right(desk, closed, officer, sign_in, shot, "put-right-withdrawn")
    expect(desk.get_by_text("Charges that will be withdrawn")).to_be_visible()
    assert Charge.objects.get().state == "proposed"
    axe(desk)
    desk.get_by_role("button", name="Put it right").click()
    expect(desk.get_by_text("what follows has been put right")).to_be_visible()
    expect(desk.get_by_text("Absent → Present, 5 minutes late")).to_be_visible()
    assert Charge.objects.get().state == "withdrawn"
    assert closed.bookings.get(person__first_name="Tom").outcome == "attended"
    shot(desk, "put-right-withdrawn-done")


def test_an_invoiced_charge_is_credited(closed, phone, sign_in, officer, finance_officer, school, shot):
    now = timezone.now()
    school.address = "Oak Road\nBarking"
    school.save()
    charging.confirm(Charge.objects.get(), by=officer, now=now)
    invoice = invoicing.issue(school, up_to=local_day(now), by=finance_officer, now=now)
    put_right(phone, closed, officer, sign_in, shot, "put-right-credited")
    expect(phone.get_by_text("Charges collected already, which finance will credit")).to_be_visible()
    phone.get_by_role("button", name="Put it right").click()
    expect(phone.get_by_text("to be credited")).to_be_visible()
    crediting.credit_due(timezone.now())
    assert CreditNote.objects.get().invoice == invoice
    sign_in(phone, finance_officer)
    phone.goto(f"/finance/invoices/{invoice.code}/")
    expect(phone.get_by_text(CreditNote.objects.get().reference).first).to_be_visible()
    shot(phone, "put-right-credited-invoice")
    assert Charge.objects.get().state == "credited"


def test_a_register_is_reopened_marked_and_closed_again(closed, desk, sign_in, officer, shot):
    sign_in(desk, officer)
    desk.goto(f"/registers/{closed.code}/outcomes/")
    desk.get_by_role("link", name="Reopen the register").click()
    desk.get_by_label("Why is the register reopened?").fill("The second sheet was found")
    desk.get_by_role("button", name="Reopen the register").click()
    expect(desk.get_by_text("is open again since")).to_be_visible()
    tom = closed.bookings.get(person__first_name="Tom")
    desk.locator(f"#present-{tom.code}").click()
    expect(desk.locator("#signal")).to_be_empty()
    desk.get_by_role("button", name="Close the register").click()
    expect(desk.get_by_text("Charges that will be withdrawn")).to_be_visible()
    shot(desk, "put-right-closing-again")
    desk.get_by_role("button", name="Close the register").click()
    expect(desk.get_by_text("The register is closed.")).to_be_visible()
    assert Charge.objects.get().state == "withdrawn"
