"""Every page of the site for every role in a real browser: nothing that a machine finds to stumble over, nothing that needs scrolling sideways.

Each role opens every page that its doors let it see, and at 320 px none of them is wider than the screen. axe looks at a page in
the first role that sees it, in every role at its home and at the programme, and once more where a later role is shown more than
the first (FULLER). Visitors, practitioners and trainers hold a phone, the others sit at a desk. What is no page (PDF, CSV,
calendar, a POST) is left out.
"""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, PASSWORD
from tests.doors.test_access import IN, OURS, arguments_of, expected
from tests.journeys.practitioner import press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROLES = ["anonymous", "nurse", "trainer", "coordinator", "officer", "finance", "committee", "administrator"]
ON_THE_PHONE = {"anonymous", "nurse", "trainer"}
OWN_IN_EVERY_ROLE = {"reports:home", "bookings:programme"}
FULLER = {
    ("nurse", "bookings:event"), ("officer", "bookings:event"), ("officer", "bookings:booking"), ("finance", "finance:budget"),
    ("finance", "finance:invoices"), ("finance", "finance:invoice"), ("administrator", "accounts:person"),
}  # fmt: skip
VISITORS_OWN = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
# The second step at sign-in is set up only by somebody who has just shown again that it is them.
OWN_ACCOUNT = [
    "account_email", "account_logout", "account_change_password", "mfa_index", "account_reauthenticate",
    "mfa_activate_totp",
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_june():
    """The clock stands where the cast lives: the event is ahead, the past one waits for its register."""
    with time_machine.travel(NOW, tick=True):
        yield


def pages_of(role: str, cast) -> dict[str, str]:
    """Name → address of the pages that this role sees."""
    person, client = cast.people.get(role), Client()
    if person:
        client.force_login(person)
    seen = [name for name in sorted(OURS) if expected(OURS[name], role, person) == IN]
    found = {name: reverse(name, kwargs=arguments_of(OURS[name], cast)) for name in seen}
    return {name: url for name, url in found.items() if is_page(client.get(url))}


def is_page(response) -> bool:
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def is_first(role: str, name: str, cast) -> bool:
    """Whether no role before this one sees the page."""
    before = ROLES[: ROLES.index(role)]
    return not any(expected(OURS[name], other, cast.people.get(other)) == IN for other in before)


def is_looked_at(role: str, name: str, cast) -> bool:
    return name in OWN_IN_EVERY_ROLE or (role, name) in FULLER or is_first(role, name, cast)


def width_at_320(page) -> int:
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(size)
    return width


@pytest.mark.parametrize("role", ROLES)
def test_nothing_stands_in_the_way_of(role, request, cast, sign_in, axe):
    page = request.getfixturevalue("phone" if role in ON_THE_PHONE else "desk")
    if role != "anonymous":
        sign_in(page, cast.people[role])
    pages, too_wide = pages_of(role, cast), []
    for name, url in pages.items():
        page.goto(url)
        if is_looked_at(role, name, cast):
            axe(page)
        if width_at_320(page) > 320:
            too_wide.append(name)
    assert pages
    assert not too_wide


def test_the_pages_of_signing_in(board, phone, axe):
    for name in VISITORS_OWN:
        phone.goto(reverse(name))
        axe(phone)
        assert width_at_320(phone) == 320, name


def test_the_pages_of_one_s_own_account(nurse, phone, sign_in, axe):
    sign_in(phone, nurse)
    for name in OWN_ACCOUNT:
        phone.goto(reverse(name))
        if name == "account_reauthenticate":
            axe(phone)
            phone.locator("input[type=password]").fill(PASSWORD)
            press(phone, "Go on")
            continue
        assert phone.url.endswith(reverse(name))
        axe(phone)
        assert width_at_320(phone) == 320, name
