"""The page on which people say who they are and where they work."""

import pytest
from django.urls import reverse

from accounts.models import Agency
from tests.cast import make_agency, make_person

URL = "/profile/"


def answers(works_for, **changes):
    facts = {
        "first_name": "Nina",
        "last_name": "New",
        "agency": works_for.pk,
        "post": "Nurse",
        "team": "East",
    }
    return facts | {"manager_name": "Mary", "manager_email": "mary@example.org"} | changes


@pytest.fixture
def newcomer(trust):
    return make_person("Nina", "New", email="nina@riverside.nhs.example")


@pytest.fixture
def client(newcomer, signed_in):
    return signed_in(newcomer)


def test_the_agency_is_recognised_by_the_address(client, trust):
    page = client.get(URL).content.decode()
    assert f"We think you work for {trust}, because of your email address." in page
    assert f'<option value="{trust.pk}" selected>' in page


def test_what_was_recognised_may_be_changed(client, newcomer, school):
    client.post(URL, answers(school))
    assert newcomer.employment.agency == school


def test_nobody_is_recognised_by_the_address_of_an_agency_no_longer_in_use(client, trust):
    Agency.objects.update(is_active=False)
    assert "We think you work for" not in client.get(URL).content.decode()


def test_everything_is_saved(client, newcomer, trust):
    assert client.post(URL, answers(trust)).status_code == 302
    facts = newcomer.employment
    assert (facts.post, facts.team, facts.manager_name, facts.manager_email) == (
        "Nurse",
        "East",
        "Mary",
        "mary@example.org",
    )


def test_somebody_without_a_manager_says_so(client, newcomer, trust):
    client.post(URL, answers(trust, manager_name="", manager_email="", no_manager="on"))
    assert not newcomer.employment.has_manager


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_name": ""}, "Enter the first name"),
        ({"first_name": "x" * 101}, "must be 100 characters or fewer"),
        ({"post": ""}, "Enter the post"),
        ({"post": "x" * 121}, "The post must be 120 characters or fewer"),
        ({"team": "x" * 121}, "The team must be 120 characters or fewer"),
        ({"agency": ""}, "Choose the agency"),
        ({"agency": "99999"}, "Choose the agency from the list"),
        ({"agency": "<script>"}, "Choose the agency from the list"),
        ({"manager_name": ""}, "Enter the manager’s name, or tick that there is none"),
        ({"manager_email": ""}, "Enter the manager’s email address, or tick that there is none"),
        ({"manager_email": "mary"}, "Enter an email address in the correct format"),
        ({"manager_email": "x" * 250 + "@example.org"}, "254 characters or fewer"),
        ({"manager_email": "NINA@riverside.nhs.example"}, "Enter your manager’s email address, not your own"),
        ({"no_manager": "on"}, "or take away this tick"),
        ({"post": "Nurse\x00"}, "must not contain control characters"),
    ],
)
def test_bad_answers_are_said_beside_the_field(client, newcomer, trust, changes, sentence):
    page = client.post(URL, answers(trust, **changes)).content.decode()
    assert page.count(sentence) == 2  # in the summary and beside the field
    assert 'value="East"' in page or "team" in changes
    assert newcomer.employment is None


def test_an_agency_no_longer_in_use_cannot_be_chosen(client, newcomer, trust):
    closed = make_agency("Closed Trust", "health", is_active=False)
    assert "Choose the agency from the list" in client.post(URL, answers(closed)).content.decode()
    assert newcomer.employment is None


def test_hostile_answers_come_back_as_text(client, newcomer, trust):
    client.post(URL, answers(trust, post="<script>alert(1)</script>"))
    assert newcomer.employment.post == "<script>alert(1)</script>"
    assert "<script>alert" not in client.get(URL).content.decode()


def test_pressing_twice_makes_one_employment(client, newcomer, trust):
    for _ in range(2):
        client.post(URL, answers(trust))
    assert newcomer.employments.count() == 1


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/messages/", "/messages/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("nowhere", "/"),
        ("", "/"),
    ],
)
def test_the_way_goes_on_to_pages_of_ours_only(client, trust, wanted, got):
    assert client.post(URL, answers(trust, next=wanted)).url == got


def test_the_page_keeps_where_one_was_going(client):
    assert 'name="next" value="/messages/"' in client.get(URL + "?next=/messages/").content.decode()


def test_a_later_change_stays_on_the_page(nurse, signed_in, trust):
    response = signed_in(nurse).post(URL, answers(trust, first_name="Nadia", last_name="Nurse"))
    assert response.url == reverse("accounts:profile")


def test_a_changed_name_is_in_the_trail(client, trust, entries):
    client.post(URL, answers(trust, last_name="Newton"))
    assert ("person.renamed", {"last_name": ["New", "Newton"]}) in entries()
