"""A person's own code: whom it shows what, and what the trainer who scans it can do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bookings import emails, registers
from bookings.models import Attendance
from bookings.registers import own_codes
from correspondence.models import Message
from lib.links import sign
from tests.cast import make_booking, make_event, make_person
from training.models import Trainer

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def session(event, at):
    found = event.sessions.get()
    at(found.starts_at)
    return found


@pytest.fixture
def at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture
def client(trainer, signed_in):
    return signed_in(trainer)


def page_of(booking, name="own_code"):
    return reverse(f"bookings:{name}", args=[sign("own-code", booking.code)])


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def scanned(client, booking):
    return text(client.get(page_of(booking), follow=True))


def press(client, booking, **facts):
    facts = {"session": booking.event.sessions.first().pk, "minutes_late": "0"} | facts
    return text(client.post(page_of(booking, "arrive"), facts, follow=True))


def test_a_trainer_scans_and_marks_with_one_button(client, booking, session, trainer):
    page = scanned(client, booking)
    assert "Nadia Nurse" in page
    assert "Riverside NHS Trust" in page
    assert not Attendance.objects.exists()
    assert "Marked present since 9:30am" in press(client, booking)
    seen = Attendance.objects.get(booking=booking)
    assert (seen.mark, seen.how, seen.marked_by) == ("present", "scan", trainer)


def test_an_officer_marks_too(signed_in, officer, booking, session):
    assert "Marked present" in press(signed_in(officer), booking)


@pytest.mark.parametrize("who", [None, "nurse", "stranger", "coordinator"])
def test_everybody_else_is_told_to_show_it_and_no_name(request, signed_in, booking, session, who):
    visitor = signed_in(request.getfixturevalue(who)) if who else Client()
    page = scanned(visitor, booking)
    assert "Show this code to the trainer at the door." in page
    assert "Riverside" not in page
    assert "Nadia" not in page or who == "nurse"  # one's own name stands in the header
    assert page_of(booking, "arrive") in page


def test_signed_out_the_link_for_trainers_asks_to_sign_in(booking, session):
    answer = Client().get(page_of(booking, "arrive"))
    assert answer.url == f"{reverse('account_login')}?next={page_of(booking, 'arrive')}"


def test_a_trainer_of_another_event_reads_no_name_and_marks_nobody(signed_in, council, booking, session):
    other = make_person("Tina", "Trainer", council, roles=["trainer"])
    Trainer.objects.create(person=other)
    assert "This code is for another event" in scanned(signed_in(other), booking)
    page = press(signed_in(other), booking)
    assert "Nadia" not in page
    assert not Attendance.objects.exists()


def test_a_trainer_s_own_place_is_shown_to_another_trainer(client, trainer, course, room, session):
    own = make_booking(make_event(course, room, starts_at=session.starts_at), trainer)
    assert "Show this code to the trainer" in scanned(client, own)


def test_without_a_second_factor_nobody_marks(client, booking, session, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    answer = client.post(page_of(booking, "arrive"), {"session": session.pk, "minutes_late": "0"})
    assert answer.url == reverse("mfa_activate_totp")
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(("after", "late"), [(-SECOND, 0), (59 * SECOND, 0), (MINUTE, 1), (25 * MINUTE, 25)])
def test_the_minutes_come_from_the_clock(client, booking, session, at, after, late):
    at(session.starts_at + after)
    page = scanned(client, booking)
    assert f'name="minutes_late" value="{late}"' in page
    assert ("is more than 20" in page) is (late > 20)


@pytest.mark.parametrize(("late", "is_said"), [("20", False), ("21", True)])
def test_beyond_the_limit_the_answer_says_what_follows(client, booking, session, late, is_said):
    page = press(client, booking, minutes_late=late)
    assert f"Present, {late} minutes late" in page
    assert ("more than 20 minutes, so the session does not count" in page) is is_said
    assert Attendance.objects.get().minutes_late == int(late)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"minutes_late": ""}, "Enter the minutes late"),
        ({"minutes_late": "soon"}, "whole number"),
        ({"minutes_late": "420"}, "lasts 420 minutes"),
        ({"session": "0"}, "not part of the event any more"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(client, booking, session, facts, sentence):
    assert sentence in press(client, booking, **facts)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-06-30T22:59:59Z", "Too early: this code is for Wednesday 1 July 2026 at 9:30am."),
        ("2026-06-30T23:00:00Z", "Mark present"),
        ("2026-07-01T22:59:59Z", "Mark present"),
        ("2026-07-01T23:00:00Z", "Too late: this code was for Wednesday 1 July 2026 at 9:30am."),
    ],
)
def test_a_code_is_for_its_day(client, booking, session, at, moment, sentence):
    at(moment)
    assert sentence in scanned(client, booking)
    page = press(client, booking)
    assert ("Too" not in page) is Attendance.objects.exists() is (sentence == "Mark present")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("waiting", "On the waiting list"),
        ("cancelled", "was cancelled"),
        ("replaced", "A colleague has taken"),
    ],
)
def test_a_booking_without_a_place_marks_nobody(client, event, nurse, session, status, sentence):
    facts = {"cancelled_at": event.starts_at - timedelta(days=9)} if status == "cancelled" else {}
    booking = make_booking(event, nurse, status, **facts)
    assert sentence in scanned(client, booking)
    assert sentence in press(client, booking)
    assert not Attendance.objects.exists()
    assert "data:image" not in scanned(Client(), booking)


@pytest.mark.parametrize("how", ["register", "check_in"])
def test_who_is_present_already_stays_so(client, booking, session, trainer, at, how):
    registers.mark(booking, session, "present", how=how, by=trainer, now=session.starts_at)
    at(session.starts_at + 9 * MINUTE)
    words = Attendance.How(how).label
    assert f'Marked present since 9:30am</h2> <p class="govuk-body">Present. {words}.' in scanned(
        client, booking
    )
    press(client, booking, minutes_late="9")
    assert Attendance.objects.get().minutes_late == 0


def test_an_absent_mark_is_shown_and_passed_over(client, booking, session, trainer):
    registers.mark(booking, session, "absent", by=trainer, now=session.starts_at)
    assert "Marked until now: <strong>Absent</strong>" in scanned(client, booking)
    press(client, booking)
    assert Attendance.objects.get().mark == "present"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "cancelled"}, "not taking place"),
        ({"register_closed_at": "2026-07-01T08:00Z"}, "The register of this event is closed."),
    ],
)
def test_an_event_that_is_off_or_closed(client, booking, session, facts, sentence):
    facts |= {"cancelled_at": session.starts_at} if "state" in facts else {}
    type(booking.event).objects.filter(pk=booking.event_id).update(**facts)
    assert sentence in scanned(client, booking)
    assert sentence in press(client, booking)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("purpose", ["manage", "wall"])
def test_a_forged_code_leads_nowhere(client, booking, purpose):
    for name in ("own_code", "arrive"):
        assert client.get(reverse(f"bookings:{name}", args=[sign(purpose, booking.code)])).status_code == 404


def test_two_sessions_of_one_day_in_their_order(client, booking, session, at):
    noon, end = session.starts_at + 150 * MINUTE, session.ends_at
    type(session).objects.filter(pk=session.pk).update(ends_at=noon)
    second = booking.event.sessions.create(starts_at=noon + 60 * MINUTE, ends_at=end, room=session.room)
    at(noon - SECOND)
    assert client.get(page_of(booking, "arrive")).context["session"] == session
    at(noon)
    assert client.get(page_of(booking, "arrive")).context["session"] == second


def test_the_booking_s_pages_and_letters_lead_to_it(signed_in, booking, nurse, now, at):
    at(now)
    address, link = own_codes.address_of(booking), f'href="{page_of(booking)}"'
    assert link in text(signed_in(nurse).get(reverse("bookings:booking", args=[booking.code])))
    assert link in text(Client().get(reverse("bookings:manage", args=[sign("manage", booking.code)])))
    emails.confirmed(booking, now=now)
    emails.reminder(booking, days=3, now=now)
    for message in Message.objects.all():
        assert address in message.text
        assert address in message.html
        assert booking.code_in_fours in message.text


@pytest.mark.parametrize("is_in_a_room", [True, False])
def test_an_online_event_has_no_door(course, room, nurse, tariff, now, is_in_a_room):
    booking = make_booking(make_event(course, room if is_in_a_room else None), nurse)
    emails.confirmed(booking, now=now)
    assert ("own code" in Message.objects.get().text) is False or is_in_a_room
    assert own_codes.is_shown(booking, now) is is_in_a_room


def test_the_page_of_a_scan_takes_few_queries(client, booking, session, count_queries):
    assert count_queries(client, page_of(booking, "arrive")) <= 10
