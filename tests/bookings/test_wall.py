"""The code on the wall: what it holds, how long it is good, and when it is there at all."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Board
from bookings.models import Attendance
from bookings.registers import wall
from lib.links import sign
from tests.cast import make_booking, make_event, make_person

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def session(event):
    return event.sessions.get()


@pytest.fixture
def client(trainer, signed_in):
    return signed_in(trainer)


@pytest.fixture
def at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def page(client, event, **query):
    return client.get(reverse("bookings:wall", args=[event.code]), query)


def text(response):
    return " ".join(response.content.decode().split())


def test_a_code_is_good_while_it_is_shown_and_for_the_30_seconds_after(session):
    shown = session.starts_at  # 9:30:00, where a step begins
    code = wall.read(wall.token_of(session, shown))
    assert code.session == session.pk
    for seconds, is_good in [(-1, False), (0, True), (29, True), (30, True), (59, True), (60, False)]:
        assert code.is_good(shown + seconds * SECOND) is is_good, seconds


def test_a_code_of_the_last_second_is_good_for_31(session):
    shown = session.starts_at + 29 * SECOND
    code = wall.read(wall.token_of(session, shown))
    assert code.is_good(shown + 30 * SECOND)
    assert not code.is_good(shown + 31 * SECOND)


def test_the_code_changes_with_the_step_and_not_before(session):
    at = session.starts_at
    assert wall.token_of(session, at) == wall.token_of(session, at + 29 * SECOND)
    assert wall.token_of(session, at) != wall.token_of(session, at + 30 * SECOND)
    assert [wall.seconds_left(at + n * SECOND) for n in (0, 1, 29)] == [30, 29, 1]


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1],
        lambda token: "z" + token,
        lambda token: token.replace("-", "-1", 1),
        lambda token: sign("own-code", token.rpartition(".")[0]),
        lambda token: "",
    ],
)
def test_a_forged_code_is_none(session, forge):
    assert wall.read(forge(wall.token_of(session, session.starts_at))) is None


@pytest.mark.parametrize(
    ("before", "is_there"),
    [
        (30 * MINUTE + SECOND, False),
        (30 * MINUTE, True),
        (-20 * MINUTE, True),
        (-20 * MINUTE - SECOND, False),
    ],
)
def test_the_wall_shows_a_code_from_30_minutes_before_to_the_limit(client, session, at, before, is_there):
    at(session.starts_at - before)
    shown = text(page(client, session.event))
    assert ("Scan to check in" in shown) is is_there
    assert ("data:image/svg+xml" in shown) is is_there
    assert ('data-address=""' in shown) is not is_there


def test_outside_its_time_the_wall_says_when(client, session, at):
    at(session.starts_at - 31 * MINUTE)
    assert "The code appears here on Wednesday 1 July 2026 at 9am." in text(page(client, session.event))
    at(session.starts_at + 21 * MINUTE)
    assert "It closed on Wednesday 1 July 2026 at 9:50am." in text(page(client, session.event))


def test_the_board_s_limit_is_the_end(session):
    Board.objects.update(late_limit_minutes=5)
    assert wall.window_of(session).closes_at == session.starts_at + 5 * MINUTE


def test_a_session_shorter_than_the_limit_closes_a_minute_before_its_end(session):
    session.ends_at = session.starts_at + 15 * MINUTE
    assert wall.window_of(session).closes_at == session.starts_at + 14 * MINUTE


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "cancelled"}, "This event is not taking place."),
        ({"register_closed_at": "2026-07-01T08:00Z"}, "The register of this event is closed."),
    ],
)
def test_an_event_that_is_off_or_closed_has_no_code(client, session, at, facts, sentence):
    at(session.starts_at)
    facts |= {"cancelled_at": session.starts_at} if "state" in facts else {}
    type(session.event).objects.filter(pk=session.event_id).update(**facts)
    shown = text(page(client, session.event))
    assert sentence in shown
    assert "data:image" not in shown


def test_without_a_script_the_page_loads_itself_again_when_the_code_changes(client, session, at):
    at(session.starts_at + 12 * SECOND)
    shown = page(client, session.event).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="18"></noscript>' in shown


def test_the_wall_shows_the_session_that_people_arrive_for(client, course, room, trainer, now, at):
    event = make_event(course, room, starts_at=now + timedelta(days=9), days=2, trainers=[trainer])
    first, second = event.sessions.all()
    at(first.ends_at - SECOND)
    assert page(client, event).context["session"] == first
    assert page(client, event, session="2").context["session"] == second
    at(first.ends_at)
    assert page(client, event).context["session"] == second
    at(second.ends_at + timedelta(days=9))
    assert page(client, event).context["session"] == second


def test_another_trainer_finds_no_wall(signed_in, council, event):
    other = make_person("Tina", "Trainer", council, roles=["trainer"])
    assert page(signed_in(other), event).status_code == 404


def test_the_wall_counts_without_names(client, booking, session, at):
    at(session.starts_at)
    shown = text(page(client, session.event))
    assert "Nadia" not in shown
    assert "<strong>0</strong> of 1 here" in shown
    facts = {"mark": "present", "marked_by": booking.person, "marked_at": session.starts_at}
    Attendance.objects.create(booking=booking, session=session, saved_at=session.starts_at, **facts)
    assert "<strong>1</strong> of 1 here" in text(page(client, session.event))


def test_the_wall_of_a_full_hall_is_as_quick(client, session, trust, at, count_queries):
    at(session.starts_at)
    url = reverse("bookings:wall", args=[session.event.code])
    make_booking(session.event, make_person("Ann", "Ableson", trust))
    few = count_queries(client, url)
    for number in range(3):
        make_booking(session.event, make_person(f"Ann{number}", "Ableson", trust))
    # Visitor, roles and Board: 4. The event, its sessions, the count.
    assert count_queries(client, url) == few <= 7
