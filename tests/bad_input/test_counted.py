"""Every form of the site is in the tables, and every example in them is taken."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.bad_input.everything import changed_since, everything
from tests.bad_input.sitting import Sitting
from tests.bad_input.table import POSTS, tables
from tests.bad_input.walk import posts_of_the_site
from tests.doors.test_access import undone

# Pages of allauth that nobody reaches, because of how it is set up: they send everybody somewhere else.
CLOSED = {"account_confirm_login_code", "account_set_password"}


def test_every_form_of_the_site_is_in_the_table():
    missing = set(posts_of_the_site()) - {name.partition(" ")[0] for name in POSTS} - CLOSED
    assert not missing, (
        f"These take a POST and are in no table of tests/bad_input: {', '.join(sorted(missing))}"
    )


def test_no_entry_is_left_over():
    counted = {name.partition(" ")[0] for name in POSTS}
    assert counted | CLOSED <= set(posts_of_the_site())


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_a_closed_page_takes_nothing(name, cast, signed_in):
    before = everything()
    for client in (Client(), signed_in(cast.nurse)):
        before = everything()
        assert (
            client.post(reverse(name), {"code": "123456", "password1": "x", "password2": "x"}).status_code
            == 302
        )
        assert not changed_since(before)


@pytest.mark.parametrize("app", tables())
def test_every_example_is_taken(app, cast):
    """Else the rules would be tried on forms that are refused for another reason."""
    wrong = {}
    for name, post in tables()[app].items():
        with undone(cast):
            sitting = Sitting(name, cast)
            opened, before = sitting.open(), everything()
            answer = opened.send()
            if answer.summary or answer.status not in {200, 302}:
                wrong[name] = f"{answer.status} {answer.summary} {answer.errors}"
            elif bool(changed_since(before)) != post.writes:
                wrong[name] = (
                    f"writes {changed_since(before) or 'nothing'}: {sitting.follow(answer).text[:400]}"
                )
    assert not wrong
