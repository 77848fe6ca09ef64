"""Signing in, forgetting the password, and the second step that staff need."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from accounts.people import add_person
from correspondence.models import Message
from tests.cast import PASSWORD


def sign_in(client, person, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


def is_signed_in(client):
    return client.get(reverse("accounts:profile")).status_code == 200


def test_the_right_password_signs_in(client, nurse):
    sign_in(client, nurse)
    assert is_signed_in(client)


def test_a_wrong_password_says_so_without_saying_which(client, nurse):
    known = sign_in(client, nurse, "wrong").content.decode()
    nurse.email = "nobody@example.org"
    unknown = sign_in(client, nurse, "wrong").content.decode()
    assert not is_signed_in(client)
    sentence = "The email address or the password is not right"
    assert sentence in known
    assert sentence in unknown


def test_too_many_wrong_passwords_lock_for_a_while(client, nurse):
    for _ in range(6):
        response = sign_in(client, nurse, "wrong")
    assert "Too many tries" in response.content.decode()
    sign_in(client, nurse)
    assert not is_signed_in(client)


def test_whoever_has_no_access_is_not_signed_in(client, nurse):
    type(nurse).objects.update(is_active=False)
    sign_in(client, nurse)
    assert not is_signed_in(client)


def test_the_sign_in_page_leads_back_to_where_one_was_going(client, nurse):
    url = reverse("account_login") + "?next=/messages/"
    response = client.post(url, {"login": nurse.email, "password": PASSWORD, "next": "/messages/"})
    assert response.url == "/messages/"


@pytest.fixture
def reset_link(client, nurse):
    client.post(reverse("account_reset_password"), {"email": nurse.email})
    return re.search(r"http://testserver(/\S+)", Message.objects.get().text)[1]


def test_a_forgotten_password_is_replaced(client, nurse, reset_link):
    page = client.get(reset_link)
    client.post(page.url, {"password1": "another long password", "password2": "another long password"})
    sign_in(client, nurse, "another long password")
    assert is_signed_in(client)


def test_a_reset_link_works_once(client, nurse, reset_link):
    page = client.get(reset_link)
    client.post(page.url, {"password1": "another long password", "password2": "another long password"})
    assert client.get(reset_link).status_code == 200  # says that it was used, asks for no password
    assert b'name="password1"' not in client.get(reset_link).content


def test_somebody_added_by_an_officer_chooses_a_password(client, officer, trust, now):
    names = {"first_name": "Ann", "last_name": "Ash", "email": "ann@example.org"}
    person = add_person(**names, agency=trust, post="Nurse", by=officer, now=now)
    client.post(reverse("account_reset_password"), {"email": "ann@example.org"})
    link = re.search(r"http://testserver(/\S+)", Message.objects.get(to="ann@example.org").text)[1]
    client.post(
        client.get(link).url, {"password1": "another long password", "password2": "another long password"}
    )
    person.refresh_from_db()
    assert person.check_password("another long password")


def test_a_reset_for_nobody_answers_the_same(client, nurse):
    known = client.post(reverse("account_reset_password"), {"email": nurse.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known.url == unknown.url


@pytest.mark.parametrize("page", ["accounts:people", "accounts:profile"])
def test_staff_without_a_second_step_are_sent_to_set_it_up(client, officer, settings, page):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(officer)
    assert client.get(reverse(page)).url == reverse("mfa_activate_totp")


def test_practitioners_need_no_second_step(client, nurse, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(nurse)
    assert is_signed_in(client)


def totp(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_second_step(client, person):
    sign_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": totp(secret)})
    return secret


def test_the_second_step_opens_the_doors_of_staff(client, officer, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    set_up_second_step(client, officer)
    assert client.get(reverse("accounts:people")).status_code == 200


def test_the_secret_of_the_second_step_is_stored_encrypted(client, officer):
    secret = set_up_second_step(client, officer)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_second_step_is_asked_at_the_next_sign_in(client, officer):
    set_up_second_step(client, officer)
    client.logout()
    assert sign_in(client, officer).url.startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)


def test_a_link_in_a_letter_names_the_public_address_whatever_host_was_asked(client, nurse):
    client.post(reverse("account_reset_password"), {"email": nurse.email}, headers={"host": "evil.example"})
    text = Message.objects.get(person=nurse).text
    assert "http://testserver/accounts/password/reset/key/" in text
    assert "evil.example" not in text
