"""The whole year in the browser, from an empty programme to the income statement: one journey through everything that people do."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Person
from bookings.booking import book
from bookings.models import Booking, Charge
from certificates.models import Certificate
from finance.models import Invoice
from lib.dates import FinancialYear, day, day_and_clock, local_day
from tests.journeys import money, officer, practitioner
from tests.journeys.clock import let_time_pass, newest_message, worker_round
from training.models import Event

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TITLE = "Noticing neglect together"
NINA = "nina.novak@riverside.nhs.example"


class Year:
    """The pages of the people of this journey, and what they have made so far."""

    def __init__(self, new_page, sign_in, cast):
        self.cast, self.visitor, self.phone = cast, new_page(1280, 900), new_page(390, 844, is_mobile=True)
        self.nina_s = self.visitor  # she signs up where she was reading
        self.officer_s, self.finance_s, self.committee_s = [new_page(1280, 900) for _ in range(3)]
        sign_in(self.officer_s, cast.officer)
        sign_in(self.phone, cast.officer)
        sign_in(self.finance_s, cast.finance)
        sign_in(self.committee_s, cast.committee)
        # Of anybody's phone, without a session.
        self.anybody_s = new_page(390, 844, is_mobile=True)

    @property
    def event(self) -> Event:
        return Event.objects.get(course__title=TITLE)

    @property
    def booking(self) -> Booking:
        return Booking.objects.get(person__email=NINA)


@pytest.fixture
def year(new_page, sign_in, everybody, trust, room, teacher, social_worker):
    everybody.trust, everybody.room, everybody.teacher = trust, room, teacher
    everybody.social_worker = social_worker
    return Year(new_page, sign_in, everybody)


def test_the_whole_year(year, shot):
    the_officer_plans(year)
    a_visitor_reads(year)
    a_practitioner_signs_up_and_books(year)
    cancelling_says_what_it_costs(year)
    the_register_is_taken_on_the_phone(year)
    charges_are_decided(year)
    finance_invoices_what_is_confirmed(year)
    money_arrives(year)
    the_evaluation_releases_the_certificate(year)
    anybody_can_check_the_certificate(year)
    the_committee_sees_the_year(year)
    shot(year.committee_s, "journey-year")
    call_command("audit")


def the_officer_plans(year):
    page = year.officer_s
    officer.create_course(page, TITLE)
    # Nine weeks and three days ahead: nine weeks later the deadline is over, ten weeks later the event is.
    officer.plan_event(page, local_day(timezone.now()) + timedelta(days=66), year.cast.room, places=20)
    practitioner.find_nothing(year.visitor, "neglect")
    officer.publish(page)


def a_visitor_reads(year):
    page = year.visitor
    practitioner.find_in_the_programme(page, "neglect", TITLE)
    panel = page.locator(".app-panel")
    expect(panel).to_contain_text("20 of 20 places left")
    expect(panel).to_contain_text("£50.00")
    page.goto(f"/courses/{year.event.course.code}/")
    expect(page.get_by_text("Share information lawfully")).to_be_visible()
    page.get_by_role("link", name=TITLE).first.click()


def a_practitioner_signs_up_and_books(year):
    page, event = year.nina_s, year.event
    deadline = page.locator(".app-panel").inner_text()
    practitioner.sign_up(page, "Nina", "Novak", NINA)
    practitioner.say_where_one_works(page, "Riverside NHS Trust")
    practitioner.book(page, event)
    assert day_and_clock(year.booking.cancel_by) in deadline
    message = newest_message("bookings.confirmed", NINA)
    assert "BEGIN:VEVENT" in message.calendar
    assert TITLE in message.text
    practitioner.open_my_booking(page, TITLE)
    expect(page.get_by_text("Riverside NHS Trust").first).to_be_visible()


def cancelling_says_what_it_costs(year):
    for person in (year.cast.social_worker, year.cast.teacher, year.cast.stranger):
        book(person, year.event, by=person, now=timezone.now())
    page, free_until = year.nina_s, day_and_clock(year.booking.cancel_by)
    assert f"free until {free_until}" in practitioner.read_what_cancelling_means(page, year.booking)
    let_time_pass(weeks=9)
    asked = practitioner.read_what_cancelling_means(page, year.booking)
    assert "Riverside NHS Trust will be charged £50.00" in asked
    page.get_by_role("link", name="Keep it").click()


def the_register_is_taken_on_the_phone(year):
    let_time_pass(weeks=1)
    officer.needs_doing(year.officer_s, "register to close")
    page, cast = year.phone, year.cast
    officer.open_register(page, year.event)
    officer.tap(page, "Present", Person.objects.get(email=NINA))
    officer.tap_late(page, cast.social_worker, 10)
    officer.tap(page, "Absent", cast.teacher)
    officer.tap(page, "Absent", cast.stranger)
    forecast = officer.close_register(page)
    assert "Oak Primary School For whom at Oak Primary School 2 £100.00" in " ".join(forecast.split())


def charges_are_decided(year):
    # A closed register and the day that is charged stay where they are: only the time to answer is over.
    let_time_pass(weeks=3, of=[Charge])
    officer.needs_doing(year.officer_s, "charges to decide: nobody answered in time")
    officer.confirm_charge(year.officer_s, year.cast.teacher)
    officer.waive_charge(year.officer_s, year.cast.stranger, "Was in hospital")


def finance_invoices_what_is_confirmed(year):
    page = year.finance_s
    seen = money.preview(page)
    assert "Tom Taylor" in seen
    assert "Stella Stranger" not in seen
    assert not Invoice.objects.exists()
    money.issue_invoices(page)
    invoice = Invoice.objects.get()
    money.open_invoice(page, invoice.reference)
    printed = money.pdf_behind(page, "/pdf/")
    assert invoice.reference in printed
    assert "£50.00" in printed


def money_arrives(year):
    page, of_the_event = year.finance_s, FinancialYear.of(year.event.starts_at)
    assert money.charges_received(page, of_the_event) == "£0.00"
    money.open_invoice(page, Invoice.objects.get().reference)
    money.record_payment(page, "50.00", local_day(timezone.now()))
    expect(page.locator("main")).to_contain_text("Paid")
    assert "£50.00" in money.charges_received(page, of_the_event)


def the_evaluation_releases_the_certificate(year):
    worker_round()
    assert not Certificate.objects.exists()
    page, token = year.anybody_s, year.booking.invitations.get(stage="after").token
    link = reverse("evaluations:form", args=[token])
    assert link in newest_message("evaluation_after", NINA).text
    page.goto(link)
    practitioner.answer_everything(page)
    worker_round()
    year.nina_s.goto("/my-certificates/")
    printed = money.pdf_behind(year.nina_s, "/pdf/")
    certificate = Certificate.objects.get()
    assert certificate.reference in printed
    assert "Nina Novak" in printed


def anybody_can_check_the_certificate(year):
    page, certificate = year.anybody_s, Certificate.objects.get()
    page.goto("/verify/")
    page.locator("main form input[type=text]").fill(certificate.reference)
    practitioner.press(page, "Check")
    expect(page.get_by_role("heading", name="This certificate is valid")).to_be_visible()
    expect(page.locator("main")).to_contain_text(certificate.holder_initials)
    expect(page.locator("main")).to_contain_text(day(year.event.starts_at))


def the_committee_sees_the_year(year):
    page = year.committee_s
    page.goto(f"/year/{FinancialYear.of(year.event.starts_at)}/")
    figures = {
        name: money.figure(page, name) for name in ("Places available", "Attended", "Use", "Show-up", "Fill")
    }
    assert figures == {
        "Places available": "20",
        "Attended": "2",
        "Use": "10%",
        "Show-up": "50%",
        "Fill": "20%",
    }
    page.get_by_role("link", name="By agency", exact=True).click()
    expect(page.get_by_role("row", name="Oak Primary School")).to_contain_text("0.0")
