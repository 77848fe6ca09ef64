"""Every page of the site × every role: who is let in, who is turned away, who is told that there is nothing.

The objects come from examples_<app>.py; examples.py says how to add one.
"""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import make_person
from tests.doors.examples import APPS, EVERYBODY, collected
from tests.doors.walk import THIRD_PARTY, addresses, passes

EXAMPLES, SEEN_BY = collected("EXAMPLES"), collected("SEEN_BY")
OURS = {address.name: address for address in addresses() if address.is_ours}
IN, NOTHING, NOT_ALLOWED, SIGN_IN = "let in", "404", "403", "sent to the sign-in page"


@pytest.fixture
def newcomer(board):
    """Signed up a minute ago: no agency yet."""
    return make_person("Nina", "New")


@pytest.fixture
def cast(everybody, board, trust, council, school, course, theme, room, tariff, event, past_event, booking):
    """The people by role, and one of everything that pages are about."""
    everybody.people = dict(vars(everybody))
    facts = {
        "board": board,
        "trust": trust,
        "council": council,
        "school": school,
        "course": course,
        "theme": theme,
    }
    facts |= {"room": room, "tariff": tariff, "event": event, "past_event": past_event, "booking": booking}
    vars(everybody).update(facts)
    return everybody


def arguments_of(address, cast) -> dict:
    if not address.arguments:
        return {}
    example = EXAMPLES.get(address.name)
    app = address.name.partition(":")[0]
    assert example, (
        f"The page {address.name} takes {', '.join(sorted(address.arguments))} and has no example: "
        f"add one to EXAMPLES in tests/doors/examples_{app}.py."
    )
    return example(cast)


def expected(address, name: str, person) -> str:
    if not passes(address.door, person):
        return SIGN_IN if person is None else NOT_ALLOWED
    seers = SEEN_BY.get(address.name, EVERYBODY)
    return IN if person is None or name in seers else NOTHING


def answer(url: str, client: Client) -> str:
    """What happens to this visitor; whatever a POST did is undone."""
    with transaction.atomic():
        response = client.get(url)
        if response.status_code == 405:
            response = client.post(url)
        transaction.set_rollback(True)
    if response.status_code == 302 and response.url.startswith(reverse("account_login")):
        return SIGN_IN
    return {403: NOT_ALLOWED, 404: NOTHING}.get(response.status_code, IN)


@pytest.fixture
def visitors(cast):
    """Everybody by role, and somebody who is not signed in: the person, and a browser of their own."""
    found = {"anonymous": (None, Client())}
    for who, person in cast.people.items():
        found[who] = (person, Client())
        found[who][1].force_login(person)
    return found


@contextmanager
def undone(cast):
    """Whatever an example makes in between is gone afterwards."""
    before = dict(vars(cast).get("made", {}))
    with transaction.atomic():
        yield
        cast.made = before
        transaction.set_rollback(True)


def pages_of(app: str):
    return [address for name, address in sorted(OURS.items()) if name.startswith(f"{app}:")]


@pytest.mark.parametrize("app", APPS)
def test_who_is_let_in(app, cast, visitors):
    """Every page of the app × every role, against the door of the page and SEEN_BY."""
    wrong = {}
    for address in pages_of(app):
        with undone(cast):
            url = reverse(address.name, kwargs=arguments_of(address, cast))
            wanted = {who: expected(address, who, person) for who, (person, _) in visitors.items()}
            found = {who: answer(url, client) for who, (_, client) in visitors.items()}
        differ = {who: f"{found[who]}, not {wanted[who]}" for who in wanted if found[who] != wanted[who]}
        if differ:
            wrong[address.name] = differ
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("app", APPS)
def test_a_wrong_address_finds_nothing(app, cast, visitors):
    """A made-up code, or a link whose signature does not fit, is no page for anybody, not even for those who may open it."""
    found = {}
    for address in pages_of(app):
        if not address.arguments:
            continue
        with undone(cast):
            made_up = {name: "2" * len(str(value)) for name, value in arguments_of(address, cast).items()}
        url = reverse(address.name, kwargs=made_up)
        let_in = [client for person, client in visitors.values() if passes(address.door, person)]
        found[address.name] = {answer(url, client) for client in let_in}
    assert all(answers == {NOTHING} for answers in found.values()), found


@pytest.mark.parametrize(
    "name", sorted(name for name, address in OURS.items() if address.door == "practitioner")
)
def test_somebody_without_employment_is_sent_to_the_profile(name, cast, newcomer):
    url = reverse(name, kwargs=arguments_of(OURS[name], cast))
    client = Client()
    client.force_login(newcomer)
    response = client.get(url)
    assert response.status_code in {302, 405}
    assert response.status_code == 405 or response.url.startswith(reverse("accounts:profile") + "?next=")


def test_pages_of_objects_say_who_sees_them():
    open_to_all = {"signed_in", "practitioner"}
    silent = [n for n, a in OURS.items() if a.arguments and a.door in open_to_all and n not in SEEN_BY]
    assert not silent, (
        f"Behind these doors is everybody; say in SEEN_BY who sees the object: {', '.join(silent)}"
    )


def test_no_example_is_left_over():
    assert not (set(EXAMPLES) | set(SEEN_BY)) - set(OURS)


def test_pages_of_others_are_known():
    assert {address.name for address in addresses() if not address.is_ours} == THIRD_PARTY
