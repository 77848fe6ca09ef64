"""From a stranger to somebody who can book: every page of the way, as a browser would walk it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from correspondence.models import Message

PASSWORD = "a long enough password"
ANSWERS = {
    "email": "rosa@riverside.nhs.example",
    "first_name": "Rosa",
    "last_name": "Reed",
    "password1": PASSWORD,
}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), ANSWERS | changes)


def the_code(email=ANSWERS["email"]):
    text = Message.objects.filter(to=email).latest("pk").text
    return re.search(r"^\s+([A-Z0-9-]{6,})$", text, re.MULTILINE)[1]


def give_code(client, code):
    return client.post(reverse("account_email_verification_sent"), {"code": code})


@pytest.fixture
def signed_up(client, trust):
    sign_up(client)
    give_code(client, the_code())
    return client


def test_signing_up_asks_for_the_code_that_was_sent(client, trust):
    response = sign_up(client)
    assert response.url == reverse("account_email_verification_sent")
    assert the_code() not in client.get(response.url).content.decode()
    assert Message.objects.get().kind == "email_confirmation_signup"


def test_the_code_leads_to_the_profile(client, trust):
    sign_up(client)
    assert give_code(client, the_code()).url == reverse("accounts:profile")
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_a_wrong_code_signs_nobody_in(client, trust):
    sign_up(client)
    response = give_code(client, "WRONGX")
    assert response.status_code == 200
    assert "This is not the code in the email" in response.content.decode()
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_after_three_wrong_codes_one_starts_anew(client, trust):
    sign_up(client)
    code = the_code()
    for _ in range(3):
        response = give_code(client, "WRONGX")
    assert response.status_code == 302
    give_code(client, code)
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_the_profile_finishes_it(signed_up, trust):
    page = signed_up.get(reverse("accounts:profile")).content.decode()
    assert f"We think you work for {trust}" in page
    facts = {
        "first_name": "Rosa",
        "last_name": "Reed",
        "agency": trust.pk,
        "post": "Nurse",
        "no_manager": "on",
    }
    signed_up.post(reverse("accounts:profile"), facts)
    assert Person.objects.get().employment.agency == trust


def test_signing_up_is_in_the_trail(signed_up, entries):
    assert ("person.signed_up", {"name": ["", "Rosa Reed"]}) in entries()


def test_an_address_that_exists_answers_like_a_new_one(client, nurse):
    other = Client()
    new, known = sign_up(other), sign_up(client, email=nurse.email)
    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert client.get(known.url).status_code == other.get(new.url).status_code == 200
    assert Message.objects.get(to=nurse.email).kind == "account_already_exists"
    assert Person.objects.filter(email=nurse.email).count() == 1


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, board):
    response = sign_up(client, last_name="", password1="short")
    page = response.content.decode()
    assert "Enter the last name" in page or "Enter your last name" in page
    assert 'value="Rosa"' in page
    assert not Person.objects.exists()


@pytest.mark.parametrize("field", ["first_name", "last_name", "email"])
def test_what_is_too_long_is_refused(client, board, field):
    response = sign_up(client, **{field: "x" * 400 + "@example.org"})
    assert response.status_code == 200
    assert not Person.objects.exists()


def test_hostile_names_are_shown_as_text(signed_up):
    Person.objects.update(first_name="<script>alert(1)</script>")
    page = signed_up.get(reverse("accounts:profile")).content.decode()
    assert "<script>alert" not in page


def test_pressing_twice_makes_one_person(client, trust):
    sign_up(client)
    sign_up(client)
    assert Person.objects.count() == 1


def test_too_many_sign_ups_answer_with_a_page(client, board):
    for number in range(20):
        sign_up(client, email=f"rosa{number}@example.org", password1="")
    response = sign_up(client)
    assert response.status_code == 429
    assert b"<h1" in response.content
