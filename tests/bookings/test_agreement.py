"""Who is asked to agree: the manager, the agency, deputies; reminded half-way; told when it lapses."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.deputies import name_deputy, of_coordinator, of_manager
from accounts.models import Board, Deputy, TrailEntry
from bookings import approvals
from bookings.booking import book
from correspondence.models import Message
from lib.errors import Refused
from lib.links import sign
from training.models import Course

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
YES = {"name": "Dan Deputy", "answer": "agree"}


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def mode(event):
    def choose(approval):
        Course.objects.update(approval=approval)
        event.refresh_from_db()

    return choose


def deputy_of(principal, now, email="dan@example.org"):
    facts = {"name": "Dan Deputy", "email": email, "from_on": now.date(), "to_on": now.date() + DAY}
    return name_deputy(principal, **facts, by=None, now=now)


def asked(kind="manager_asked"):
    return sorted(Message.objects.filter(kind=f"bookings.{kind}").values_list("to", flat=True))


def path_in(message):
    """The path of the link in the message."""
    address = next(word for word in message.text.split() if "/bookings/approval/" in word)
    return address[address.index("/bookings/approval/") :]


def test_the_agency_is_asked_although_there_is_a_manager(mode, event, nurse, coordinator, now):
    mode("agency")
    assert book(nurse, event, by=nurse, now=now).is_requested
    assert asked() == [coordinator.email]


def test_an_agency_without_coordinator_leaves_it_to_the_officers(mode, event, nurse, officer, now):
    mode("agency")
    book(nurse, event, by=nurse, now=now)
    assert asked() == [officer.email]


def test_a_coordinator_never_agrees_to_their_own(mode, event, coordinator, officer, now):
    mode("agency")
    book(coordinator, event, by=coordinator, now=now)
    assert asked() == [officer.email]


def test_where_nobody_must_agree_the_coordinator_hears_for_who_has_no_manager(
    mode, event, nurse, coordinator, now
):
    mode("notify")
    nurse.employments.update(manager_email="")
    assert book(nurse, event, by=nurse, now=now).is_confirmed
    assert asked("manager_told") == [coordinator.email]


def test_the_deputy_of_a_manager_is_asked_too_and_one_answer_is_enough(client, mode, event, nurse, now):
    mode("authorise")
    deputy_of(of_manager("mary.manager@example.org", "Mary Manager"), now)
    booking = book(nurse, event, by=nurse, now=now)
    assert asked() == ["dan@example.org", "mary.manager@example.org"]
    link = path_in(Message.objects.get(to="dan@example.org"))
    assert "You answer for Mary Manager" in client.get(link).content.decode()
    client.post(link, YES)
    booking.refresh_from_db()
    assert booking.is_confirmed
    said = TrailEntry.objects.about(booking).get(deed="booking.approved").changes
    assert said["decided_by"] == [None, "Dan Deputy, for Mary Manager"]
    with pytest.raises(Refused, match="already been agreed to"):
        approvals.approve(booking, by_name="Mary Manager", now=now)


def test_the_deputy_of_a_coordinator_is_asked_too(mode, event, nurse, coordinator, now):
    mode("agency")
    deputy_of(of_coordinator(coordinator), now)
    book(nurse, event, by=nurse, now=now)
    assert asked() == [coordinator.email, "dan@example.org"]


def test_a_deputy_is_not_asked_outside_their_days_or_about_themselves(mode, event, nurse, now):
    mode("authorise")
    deputy_of(of_manager("mary.manager@example.org", "Mary"), now, email=nurse.email)
    deputy_of(of_manager("mary.manager@example.org", "Mary"), now - 9 * DAY)
    book(nurse, event, by=nurse, now=now)
    assert asked() == ["mary.manager@example.org"]


def test_an_ended_deputys_link_leads_nowhere(client, mode, event, nurse, now):
    mode("authorise")
    deputy_of(of_manager("mary.manager@example.org", "Mary"), now)
    book(nurse, event, by=nurse, now=now)
    Deputy.objects.update(ended_at=now)
    assert client.get(path_in(Message.objects.get(to="dan@example.org"))).status_code == 404


def test_a_manager_names_a_deputy_behind_their_link(client, mode, event, nurse, now):
    mode("authorise")
    booking = book(nurse, event, by=nurse, now=now)
    away = reverse("bookings:away", args=[sign("away", booking.code)])
    assert away in client.get(path_in(Message.objects.get(to="mary.manager@example.org"))).content.decode()
    facts = {"name": "Dan", "email": "dan@example.org", "from_on": "2026-06-01", "to_on": "2026-06-05"}
    page = client.post(away, facts, follow=True).content.decode()
    assert "Dan is asked as well while you are away" in page
    client.post(away, {"end": Deputy.objects.get().code})
    assert Deputy.objects.get().ended_at == now


def test_neither_a_deputy_nor_a_coordinator_sees_the_managers_page(
    client, mode, event, nurse, coordinator, now
):
    mode("agency")
    booking = book(nurse, event, by=nurse, now=now)
    assert (
        "while you are away"
        not in client.get(path_in(Message.objects.get(to=coordinator.email))).content.decode()
    )
    assert client.get(reverse("bookings:away", args=[sign("away", booking.code)])).status_code == 404
    assert client.get(reverse("bookings:away", args=[sign("approval", booking.code)])).status_code == 404


def test_the_reminder_comes_once_after_the_days_of_the_settings(mode, event, nurse, now):
    mode("authorise")
    book(nurse, event, by=nurse, now=now)
    assert approvals.remind_due(now + DAY - SECOND) == 0
    assert approvals.remind_due(now + DAY) == 1
    assert approvals.remind_due(now + DAY) == 0
    assert asked("manager_reminded") == ["mary.manager@example.org"]


def test_the_reminder_comes_half_way_at_the_latest(mode, event, nurse, now):
    mode("authorise")
    Board.objects.update(approval_reminder_days=30)
    booking = book(nurse, event, by=nurse, now=now)
    assert booking.remind_at == now + (booking.expires_at - now) / 2


def test_who_has_answered_is_not_reminded(mode, event, nurse, now):
    mode("authorise")
    approvals.approve(book(nurse, event, by=nurse, now=now), now=now)
    assert approvals.remind_due(now + DAY) == 0


def test_the_message_of_a_lapse_says_who_was_asked_and_reminded(mode, event, nurse, now):
    mode("authorise")
    booking = book(nurse, event, by=nurse, now=now)
    approvals.remind_due(now + DAY)
    approvals.lapse_due(booking.expires_at)
    words = " ".join(Message.objects.get(kind="bookings.lapsed").text.split())
    assert "We asked Mary Manager, and reminded them on Tuesday 2 June 2026 at 10am." in words
