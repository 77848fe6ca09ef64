"""Checking in with the code on the wall: by whom, until when, once, and what everybody else is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Attendance, Booking
from bookings.registers import wall
from lib.errors import Refused
from tests.cast import PASSWORD, make_booking, make_event

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def session(event):
    return event.sessions.get()


@pytest.fixture
def client(nurse, signed_in):
    return signed_in(nurse)


@pytest.fixture
def at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture
def scan(session, at):
    """scan(moment) → the address on the wall at this moment, and the clock stands there."""

    def do(moment, of=session):
        at(moment)
        return reverse("bookings:check_in", args=[wall.token_of(of, moment)])

    return do


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def press(client, url, **facts):
    return text(client.post(url, facts, follow=True))


def mark_of(booking):
    seen = Attendance.objects.get(booking=booking)
    return seen.mark, seen.minutes_late, seen.how, seen.marked_by


def test_scanning_shows_and_pressing_marks(client, booking, session, scan, nurse):
    url = scan(session.starts_at - 10 * MINUTE)
    page = text(client.get(url))
    assert "I am here" in page
    assert booking.event.course.title in page
    assert not Attendance.objects.exists()
    assert "You are checked in since 9:20am" in press(client, url)
    assert mark_of(booking) == ("present", 0, "check_in", nurse)
    assert TrailEntry.objects.get(deed="register.marked").by == nurse


@pytest.mark.parametrize(
    ("after", "late"), [(-SECOND, 0), (59 * SECOND, 0), (60 * SECOND, 1), (20 * MINUTE, 20)]
)
def test_minutes_late_are_the_whole_minutes_since_the_start(client, booking, session, scan, after, late):
    url = scan(session.starts_at + after)
    press(client, url)
    assert mark_of(booking)[1] == late


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (-30 * MINUTE - SECOND, "Check-in opens on Wednesday 1 July 2026 at 9am."),
        (-30 * MINUTE, ""),
        (20 * MINUTE, ""),
        (20 * MINUTE + SECOND, "Check-in closed on Wednesday 1 July 2026 at 9:50am. See the trainer."),
    ],
)
def test_both_ends_of_the_time(client, booking, session, scan, after, sentence):
    url = scan(session.starts_at + after)
    page = text(client.get(url))
    assert ("I am here" in page) is not sentence
    assert sentence in page
    press(client, url)
    assert Attendance.objects.exists() is not sentence


def test_a_forwarded_link_has_expired_a_minute_later(client, booking, session, scan, at):
    url = scan(session.starts_at)
    at(session.starts_at + 59 * SECOND)
    assert "I am here" in text(client.get(url))
    late = Client()
    late.force_login(booking.person)
    at(session.starts_at + 60 * SECOND)
    assert "This code has expired. Scan the one on the wall." in text(late.get(url))
    assert "This code has expired." in press(late, url)
    assert not Attendance.objects.exists()


def test_a_scan_is_remembered_for_ten_minutes(client, booking, session, scan, at):
    url = scan(session.starts_at - 20 * MINUTE)
    client.get(url)
    at(session.starts_at - 10 * MINUTE)
    assert "I am here" in text(client.get(url))
    at(session.starts_at - 10 * MINUTE + SECOND)
    assert "This code has expired." in press(client, url)
    assert not Attendance.objects.exists()


def test_a_remembered_scan_does_not_outlast_the_limit(client, booking, session, scan, at):
    url = scan(session.starts_at + 15 * MINUTE)
    client.get(url)
    at(session.starts_at + 20 * MINUTE + SECOND)
    assert "Check-in closed on" in press(client, url)
    assert not Attendance.objects.exists()


def test_the_scan_of_one_event_opens_no_other(client, booking, session, scan, course, room, nurse):
    other = make_event(course, room, starts_at=session.starts_at)
    make_booking(other, nurse)
    client.get(scan(session.starts_at, of=other.sessions.get()))
    old = reverse("bookings:check_in", args=[wall.token_of(session, session.starts_at - 10 * MINUTE)])
    assert "This code has expired." in press(client, old)
    assert not Attendance.objects.exists()


def test_a_second_press_says_since_when_and_changes_nothing(client, booking, session, scan, at):
    press(client, scan(session.starts_at - 18 * MINUTE))
    before = Attendance.objects.values().get()
    url = scan(session.starts_at + 19 * MINUTE)
    assert "You are checked in since 9:12am" in text(client.get(url))
    assert "You are checked in since 9:12am" in press(client, url)
    assert Attendance.objects.values().get() == before
    assert TrailEntry.objects.filter(deed="register.marked").count() == 1
    at(session.starts_at + 40 * MINUTE)
    assert "You are checked in since 9:12am" in text(client.get(url))


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("waiting", "You are on the waiting list"),
        ("requested", "Nobody has agreed to your request yet"),
        ("offered", "you have not taken it"),
        ("cancelled", "Your booking for this event was cancelled."),
        ("declined", "was declined"),
        ("lapsed", "has lapsed"),
        ("replaced", "A colleague has taken your place"),
    ],
)
def test_without_a_place_nobody_checks_in(client, event, nurse, session, scan, status, sentence):
    facts = {"cancelled_at": event.starts_at - timedelta(days=9)} if status == "cancelled" else {}
    make_booking(event, nurse, status, **facts)
    url = scan(session.starts_at)
    assert sentence in text(client.get(url))
    page = press(client, url)
    assert sentence in page
    assert "See the trainer." in page
    assert not Attendance.objects.exists()


def test_who_is_not_on_this_event_sees_the_trainer(booking, session, scan, signed_in, stranger):
    url = scan(session.starts_at)
    page = press(signed_in(stranger), url)
    assert "You have no place on this event. See the trainer." in page
    assert not Attendance.objects.exists()


def test_who_booked_again_after_cancelling_checks_in(client, event, nurse, session, scan):
    make_booking(event, nurse, "cancelled", cancelled_at=event.starts_at - timedelta(days=9))
    again = make_booking(event, nurse)
    press(client, scan(session.starts_at))
    assert mark_of(again)[0] == "present"


@pytest.mark.parametrize(
    ("mark", "then"), [("absent", ("present", 2)), ("refused", ("refused", 0)), ("present", ("present", 0))]
)
def test_what_the_trainer_marked_before(client, booking, session, scan, trainer, mark, then):
    registers.mark(booking, session, mark, by=trainer, now=session.starts_at)
    page = press(client, scan(session.starts_at + 2 * MINUTE))
    assert mark_of(booking)[:2] == then
    assert ("refused at the door. See the trainer." in page) is (mark == "refused")
    assert ("marked by the trainer" in page) is (mark == "present")


def test_the_trainer_has_the_last_word(client, booking, session, scan, trainer):
    press(client, scan(session.starts_at))
    registers.mark(booking, session, "absent", by=trainer, now=session.starts_at + MINUTE)
    assert mark_of(booking)[0] == "absent"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "cancelled"}, "This event is not taking place."),
        ({"register_closed_at": "2026-07-01T08:00Z"}, "The register of this event is closed."),
    ],
)
def test_an_event_that_is_off_or_closed(client, booking, session, scan, facts, sentence):
    facts |= {"cancelled_at": session.starts_at} if "state" in facts else {}
    type(booking.event).objects.filter(pk=booking.event_id).update(**facts)
    url = scan(session.starts_at)
    assert sentence in text(client.get(url))
    assert sentence in press(client, url)
    assert not Attendance.objects.exists()


def test_a_forged_code_leads_nowhere(client, booking, session, scan):
    url = scan(session.starts_at)[:-2] + "x/"
    assert client.get(url).status_code == client.post(url).status_code == 404


def test_signing_in_keeps_the_scan(booking, session, scan, at, nurse):
    own, url = Client(), scan(session.starts_at)
    page = text(own.get(url))
    assert f"/account/login/?next={url}" in page or f"?next={url}" in page
    assert nurse.last_name not in page
    at(session.starts_at + 5 * MINUTE)
    facts = {"login": nurse.email, "password": PASSWORD}
    answer = own.post(f"{reverse('account_login')}?next={url}", facts)
    assert answer.url == url
    assert "I am here" in text(own.get(url))
    press(own, url)
    assert mark_of(booking)[:2] == ("present", 5)


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code[:4]} {code[4:8]}-{code[8:]} "])
def test_without_signing_in_ones_own_code_says_who_it_is(booking, session, scan, nurse, typed):
    own, url = Client(), scan(session.starts_at)
    page = press(own, url, code=typed(booking.code))
    assert "You are checked in." in page
    assert nurse.last_name not in page
    assert mark_of(booking) == ("present", 0, "check_in", nurse)


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Enter your own code"), ("2222", "for no place on this event")]
)
def test_a_wrong_own_code_gets_a_sentence(booking, session, scan, typed, sentence):
    page = press(Client(), scan(session.starts_at), code=typed)
    assert sentence in page
    assert not Attendance.objects.exists()


def test_an_own_code_of_another_event_is_foreign(booking, session, scan, course, room, teacher):
    other = make_booking(make_event(course, room, starts_at=session.starts_at), teacher)
    assert "for no place on this event" in press(Client(), scan(session.starts_at), code=other.code)
    assert not Attendance.objects.exists()


def test_an_own_code_without_a_scan_is_not_enough(booking, session, scan, at):
    url = scan(session.starts_at)
    at(session.starts_at + MINUTE)
    assert "This code has expired." in press(Client(), url, code=booking.code)
    assert not Attendance.objects.exists()


def test_checking_in_marks_nobody_else(booking, session, teacher, now):
    """The way past the guard of trainers is open to the person of the booking only."""
    facts = {"how": "check_in", "now": session.starts_at, "at": session.starts_at, "key": None}
    wanted = registers.taps.Wanted("present", 0, 0, by=teacher, **facts, checks_in=True)
    with pytest.raises(Refused):
        registers.taps.put(wanted, Booking.objects.filter(event__sessions=session), session.pk)
