"""Somebody else's object: whoever may not see it cannot press its buttons, and nobody chooses what is not offered to them."""

import pytest
from django.urls import reverse

from tests.bad_input.everything import everything
from tests.bad_input.judged import changes
from tests.bad_input.page import Page
from tests.bad_input.sitting import Sitting, browser_of
from tests.bad_input.table import POSTS, forms_of, tables
from tests.doors.test_access import IN, OURS, expected, undone

pytestmark = [pytest.mark.one_database, pytest.mark.slow]

TURNED_AWAY = {302, 403, 404}


def outsiders(name: str, cast) -> list[str | None]:
    """Everybody whom the access table keeps from this very page; None is somebody not signed in."""
    who = {None: None} | cast.people
    address = OURS[name.partition(" ")[0]]
    return [each for each, person in who.items() if expected(address, each or "anonymous", person) != IN]


@pytest.mark.parametrize("app", [app for app in tables() if app != "allauth"])
def test_nobody_presses_the_button_of_another(app, cast):
    browsers, wrong = {who: browser_of(cast, who) for who in [None, *cast.people]}, {}
    for name, _ in forms_of(app):
        with undone(cast):
            opened = Sitting(name, cast).open()
            data, before = opened.encoded(opened.sent()), everything()
            for who in outsiders(name, cast):
                answer = browsers[who].post(opened.target, **data)
                if answer.status_code not in TURNED_AWAY:
                    wrong[f"{name} by {who}"] = answer.status_code
            if made := changes(before):
                wrong[name] = made
    assert not wrong


@pytest.mark.parametrize("app", tables())
def test_what_is_not_offered_cannot_be_chosen(app, cast):
    wrong = {}
    for name, post in forms_of(app):
        with undone(cast):
            sitting = Sitting(name, cast)
            opened, foreign = sitting.open(), post.foreign(cast)
            before = everything()
            answer = sitting.follow(opened.send(**foreign)) if foreign else None
            if answer and changes(before):
                wrong[name] = changes(before)
            elif answer and answer.status != 404 and not (answer.summary or answer.notices):
                wrong[name] = f"{answer.status} {answer.text[:300]}"
    assert not wrong


LINKS = [
    name for name in POSTS if OURS.get(name.partition(" ")[0], OURS["bookings:book"]).door == "signed_link"
]


# The link of one's booking leads to all three pages.
OF_A_BOOKING = {"bookings:manage", "bookings:replace_by_link", "bookings:transfer_by_link"}


def purpose_of(address: str) -> str:
    return "manage" if address in OF_A_BOOKING else address


@pytest.mark.parametrize("name", LINKS)
def test_a_link_made_for_one_purpose_opens_no_other(name, cast):
    """The tokens of all other links, and of the same link with another signature, are tried at this address."""
    mine = name.partition(" ")[0]
    opened = Sitting(name, cast).open()
    sent, before = opened.sent(), everything()
    tokens = [
        Sitting(other, cast).arguments["token"]
        for other in LINKS
        if purpose_of(other.partition(" ")[0]) != purpose_of(mine)
    ]
    before = everything()
    for token in [*tokens, f"{tokens[0][:12]}.{'A' * 43}"]:
        url = reverse(mine, kwargs=opened.sitting.arguments | {"token": token})
        answer = Page(opened.sitting.client.post(url, **opened.encoded(sent)))
        assert (answer.status, changes(before)) == (404, "")
