"""The pages of signing up, signing in and one's own account, each in the state in which somebody gets to see it.

They are django-allauth's, with our templates: all that tests/doors/walk.py counts as THIRD_PARTY. On the smallest phone, one way after
the other; a way says page by page what is wrong with it.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import Page

from accounts.models import Person
from correspondence.models import Message
from tests.accounts.test_sign_in import totp
from tests.accounts.test_sign_up import the_code
from tests.cast import PASSWORD
from tests.doors.walk import THIRD_PARTY
from tests.journeys.looking import looked_at, opened, pressed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NO_PAGE = {
    "account_confirm_login_code": "leads to the sign-in page: nobody signs in by a code alone",
    "mfa_download_recovery_codes": "a text file",
}
ANOTHER = "another long password"


def fill(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f"main input[name={name}]").fill(value)


def signing_up(page: Page, nurse: Person, sign_in) -> Iterator[list[str]]:
    email = "rosa@riverside.nhs.example"
    yield opened(page, reverse("account_signup"))
    yield pressed(page, "Create account")  # with nothing filled in
    fill(page, email=email, first_name="Rosa", last_name="Reed", password1=PASSWORD)
    yield pressed(page, "Create account")
    fill(page, code="WRONG1")
    yield pressed(page, "Confirm")
    fill(page, code=the_code(email))
    yield pressed(page, "Confirm")


def signing_in(page: Page, nurse: Person, sign_in) -> Iterator[list[str]]:
    yield opened(page, reverse("account_inactive"))
    yield opened(page, reverse("account_login"))
    fill(page, login=nurse.email, password="wrong")
    yield pressed(page, "Sign in")
    fill(page, password=PASSWORD)
    yield pressed(page, "Sign in")
    yield opened(page, reverse("account_logout"))


def a_forgotten_password(page: Page, nurse: Person, sign_in) -> Iterator[list[str]]:
    yield opened(page, reverse("account_reset_password"))
    yield pressed(page, "Send me a link")  # without an address
    fill(page, email=nurse.email)
    yield pressed(page, "Send me a link")
    link = Message.objects.get(person=nurse).text.split("http://testserver")[1].split()[0]
    yield looked_at(page, page.goto(link))
    fill(page, password1=ANOTHER, password2="not the same")
    yield pressed(page, "Save the new password")
    fill(page, password1=ANOTHER, password2=ANOTHER)
    yield pressed(page, "Save the new password")
    yield looked_at(page, page.goto(link))  # which was used


def one_s_own_account(page: Page, nurse: Person, sign_in) -> Iterator[list[str]]:
    sign_in(page, nurse)
    yield opened(page, reverse("account_email"))
    yield pressed(page, "Change address")  # without one
    yield opened(page, reverse("account_change_password"))
    yield pressed(page, "Change password")
    yield opened(page, reverse("account_reauthenticate"))
    yield pressed(page, "Go on")  # without the password
    fill(page, password=PASSWORD)
    yield pressed(page, "Go on")
    yield opened(page, reverse("account_email"))
    fill(page, email="nadia@riverside.nhs.example")
    yield pressed(page, "Change address")


def the_second_step(page: Page, nurse: Person, sign_in) -> Iterator[list[str]]:
    sign_in(page, nurse)
    yield opened(page, reverse("mfa_index"))
    page.goto(reverse("mfa_activate_totp"))
    fill(page, password=PASSWORD)
    yield pressed(page, "Go on")
    fill(page, code="000000")
    yield pressed(page, "Turn on")
    fill(page, code=totp(page.locator(".app-key").inner_text()))
    yield pressed(page, "Turn on")
    for name in ["mfa_index", "mfa_view_recovery_codes", "mfa_reauthenticate", "mfa_generate_recovery_codes"]:
        yield opened(page, reverse(name))
    yield pressed(page, "Make new codes")
    recovery_code = page.locator(".app-codes li").first.inner_text()
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    fill(page, login=nurse.email, password=PASSWORD)
    yield pressed(page, "Sign in")
    fill(page, code="000000")
    yield pressed(page, "Sign in")
    fill(page, code=recovery_code)
    yield pressed(page, "Sign in")
    page.goto(reverse("mfa_deactivate_totp"))
    fill(page, password=PASSWORD)
    yield pressed(page, "Go on")
    yield pressed(page, "Turn off")


def the_first_password(page: Page, nurse: Person, sign_in) -> Iterator[list[str]]:
    """Of somebody whom an officer has added."""
    nurse.set_unusable_password()
    nurse.save()
    sign_in(page, nurse)
    yield opened(page, reverse("account_set_password"))
    yield pressed(page, "Save password")


WAYS = {
    signing_up: {"account_signup", "account_email_verification_sent"},
    signing_in: {"account_login", "account_logout", "account_inactive"},
    a_forgotten_password: {
        "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    },
    one_s_own_account: {"account_email", "account_change_password", "account_reauthenticate"},
    the_second_step: {
        "mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate",
        "mfa_authenticate", "mfa_deactivate_totp",
    },
    the_first_password: {"account_set_password"},
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_stands_in_the_way_of(way, smallest_phone, nurse, sign_in):
    page, names = smallest_phone, set()
    for found in way(page, nurse, sign_in):
        assert not found, "\n".join(found)
        names.add(resolve(urlsplit(page.url).path).view_name)
    assert WAYS[way] <= names


def test_every_page_is_on_the_way():
    assert set().union(*WAYS.values()) | set(NO_PAGE) == THIRD_PARTY
