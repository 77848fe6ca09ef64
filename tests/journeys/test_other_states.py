"""Pages in another state than in the walk through every page, forms that come back with errors, and the pages that stand when something
is wrong: nothing stands in anybody's way there either."""

import pytest
import time_machine
from django.urls import reverse

from certificates import revoking
from tests.cast import NOW
from tests.doors.examples_certificates import certificate_of_the_nurse
from tests.doors.examples_finance import invoice
from tests.doors.test_access import OURS, arguments_of
from tests.journeys import registers, states
from tests.journeys.looking import breaches, opened, pressed, sent_empty, too_wide
from tests.journeys.scene import play

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STATES = {
    "anonymous": states.for_anybody, "nurse": states.for_the_nurse, "stranger": states.for_the_stranger,
    "coordinator": states.for_the_coordinator, "officer": states.for_the_officer, "finance": states.for_finance,
    "committee": states.for_the_committee,
}  # fmt: skip
# One form of every kind, in the role that is shown it.
FORMS = {
    "anonymous": ["evaluations:form"],
    "nurse": ["accounts:profile"],
    "stranger": ["bookings:book"],
    "finance": ["finance:budget_new", "finance:budget_reverse", "finance:payment_new"],
    "administrator": ["accounts:board", "accounts:role_new"],
    "officer": [
        "accounts:agency", "accounts:person_employment", "accounts:person_names", "accounts:person_new",
        "bookings:charge_waive", "bookings:correct", "bookings:event_cancel", "bookings:override", "bookings:substitute",
        "bookings:tariff_new", "bookings:walk_in",
        "certificates:revoke", "training:course_new", "training:event_edit", "training:theme_new", "training:venue_new",
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.mark.parametrize("role", STATES)
def test_pages_in_another_state(role, cast, sign_in, smallest_phone):
    if role != "anonymous":
        sign_in(smallest_phone, cast.people[role])
    faults = [fault for url in STATES[role](cast, play(cast)) for fault in opened(smallest_phone, url)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", FORMS)
def test_forms_with_errors(role, cast, sign_in, smallest_phone):
    if role != "anonymous":
        sign_in(smallest_phone, cast.people[role])
    urls = [reverse(name, kwargs=arguments_of(OURS[name], cast)) for name in FORMS[role]]
    faults = [fault for url in urls for fault in sent_empty(smallest_phone, url)]
    assert not faults, "\n".join(faults)


def test_forms_with_errors_behind_links(cast, smallest_phone):
    urls = states.forms_behind_links(cast, play(cast))
    faults = [fault for url in urls for fault in sent_empty(smallest_phone, url)]
    assert not faults, "\n".join(faults)


def test_a_mark_that_cannot_be(cast, sign_in, smallest_phone, troubles):
    """On the register there is no room for a summary: the sentence stands at the foot of the screen until it was read."""
    page, booking = smallest_phone, play(cast).open.bookings.first()
    sign_in(page, cast.trainer)
    page.goto(reverse("bookings:register", args=[booking.event.code]))
    row = page.locator(f"#p-{booking.code}")
    row.locator("summary").click()
    row.locator("[name=late_other]").fill("1400")
    row.get_by_role("button", name="Set").first.click()
    page.locator("#refused").get_by_role("button", name="I have read this").wait_for()
    troubles.clear()  # the browser calls the answer an error
    assert not breaches(page) + too_wide(page)


def test_what_is_checked_before_it_is_recorded(cast, sign_in, smallest_phone):
    page, unpaid = smallest_phone, invoice(cast)
    sign_in(page, cast.finance)
    page.goto(reverse("finance:payment_new", args=[unpaid.code]))
    page.get_by_label("Amount received").fill("20")
    page.get_by_label("Day it reached the bank").fill("2026-06-01")
    assert not pressed(page, "Continue")
    assert not pressed(page, "Record it")


def test_what_is_put_right_on_a_closed_register(cast, sign_in, smallest_phone):
    page, kept = smallest_phone, registers.keep(cast)
    sign_in(page, cast.officer)
    page.goto(reverse("bookings:correct", args=[kept.closed.code, kept.ada.code]))
    page.get_by_label("Session").select_option(index=1)
    page.get_by_label("Present").check()
    page.get_by_label("Why is the mark changed?").fill("The sheet says so")
    assert not pressed(page, "Show what will follow")
    assert page.get_by_role("heading", name="What will follow").is_visible()
    assert not pressed(page, "Put it right")
    assert not sent_empty(page, reverse("bookings:reopen_register", args=[kept.closed.code]))


def test_certificates_that_are_none(cast, sign_in, smallest_phone, troubles):
    page, shown = smallest_phone, certificate_of_the_nurse(cast)
    revoking.revoke(shown, by=cast.officer, reason="Issued by mistake", now=NOW)
    faults = opened(page, reverse("certificates:verify", args=[shown.reference]))
    faults += opened(page, reverse("certificates:verify", args=["AAAA-AAAA-AAAA"]), 404)
    faults += opened(page, reverse("certificates:download", args=[shown.token]), 410)
    troubles.clear()  # the browser calls both answers an error
    assert not faults, "\n".join(faults)


def test_pages_that_stand_when_something_is_wrong(cast, sign_in, smallest_phone, troubles):
    page = smallest_phone
    faults = opened(page, "/nowhere/", 404) + opened(page, "/?" + "&".join(["a=1"] * 1001), 400)
    sign_in(page, cast.stranger)
    faults += opened(page, reverse("accounts:people"), 403)
    page.goto(reverse("accounts:profile"))
    page.context.clear_cookies(name="csrftoken")
    faults += pressed(page, "Save and continue")
    assert page.title().startswith("This page was open")
    troubles.clear()
    assert not faults, "\n".join(faults)


def test_the_page_after_too_many_tries(board, client, smallest_phone, troubles):
    for _ in range(21):
        client.post(reverse("account_signup"), {})
    smallest_phone.goto(reverse("account_signup"))
    faults = pressed(smallest_phone, "Create account")
    assert smallest_phone.title().startswith("Too many")
    troubles.clear()
    assert not faults, "\n".join(faults)


def test_the_page_of_a_fault_of_ours(board, settings, smallest_phone, troubles):
    settings.ROOT_URLCONF = "tests.journeys.broken_urls"
    faults = opened(smallest_phone, "/broken/", 500)
    troubles.clear()
    assert not faults, "\n".join(faults)
