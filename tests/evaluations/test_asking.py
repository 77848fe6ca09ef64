"""Who is asked what and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Employment, Person
from correspondence.models import Message
from evaluations import due, invitations
from evaluations.models import Invitation, Questionnaire, Stage
from tests.cast import NOW, make_booking, make_event, make_person
from tests.evaluations.conftest import came, close
from training.models import Event

SECOND = timedelta(seconds=1)
# The past event ended on Friday 22 May 2026; three months later it is Saturday 22 August, and asked at nine in London.
FOLLOW_UP = datetime(2026, 8, 22, 8, 0, tzinfo=UTC)


def stages(booking):
    return set(Invitation.objects.filter(booking=booking).values_list("stage", flat=True))


@pytest.mark.parametrize("status", ["requested", "waiting", "offered", "declined", "lapsed"])
def test_nobody_is_asked_before_a_place_is_confirmed(event, nurse, status):
    make_booking(event, nurse, status)
    assert invitations.open_due(NOW) == 0


def test_a_confirmed_place_is_asked_before_at_once(booking):
    assert invitations.open_due(NOW) == 1
    invitation = Invitation.objects.get()
    assert (invitation.stage, invitation.closes_at) == (Stage.BEFORE, booking.event.starts_at)


def test_before_is_asked_until_the_start_and_not_at_it(booking):
    assert invitations.open_due(booking.event.starts_at) == 0
    assert invitations.open_due(booking.event.starts_at - SECOND) == 1


def test_a_draft_or_cancelled_event_asks_nobody(course, room, tariff, nurse):
    make_booking(make_event(course, room, state="cancelled"), nurse)
    assert invitations.open_due(NOW) == 0


def test_before_ends_at_the_new_start_of_an_event_that_moved(booking):
    invitations.open_due(NOW)
    later = booking.event.starts_at + timedelta(days=9)
    Event.objects.update(starts_at=later, ends_at=later + timedelta(hours=7))
    invitations.open_due(NOW)
    invitation = Invitation.objects.get()
    assert invitation.closes_at == later
    assert invitation.remind_at.date() == (later - timedelta(days=3)).date()


def test_after_waits_for_the_register(past_event, nurse):
    came(past_event, nurse)
    assert invitations.open_due(NOW) == 0
    close(past_event)
    assert invitations.open_due(NOW - SECOND) == 0
    assert invitations.open_due(NOW) == 1


@pytest.mark.parametrize(
    ("outcome", "status", "asked"),
    [
        ("attended", "confirmed", True),
        ("partly", "confirmed", True),
        ("attended", "walked_in", True),
        ("no_show", "confirmed", False),
    ],
)
def test_after_is_asked_of_those_who_came(past_event, nurse, outcome, status, asked):
    booking = came(past_event, nurse, outcome, status)
    close(past_event)
    invitations.open_due(NOW)
    assert (Stage.AFTER in stages(booking)) is asked


def test_nobody_is_asked_twice(attended):
    assert invitations.open_due(NOW) == 0
    assert invitations.open_due(NOW + timedelta(days=1)) == 0
    assert Message.objects.count() == 1


def test_a_worker_that_was_off_asks_late(past_event, nurse):
    booking = came(past_event, nurse)
    close(past_event)
    invitations.open_due(NOW + timedelta(days=20))
    assert stages(booking) == {Stage.AFTER}


def test_an_old_register_is_not_asked_about_any_more(past_event, nurse):
    came(past_event, nurse)
    close(past_event, NOW - timedelta(days=190))
    assert invitations.open_due(NOW) == 0


def test_follow_up_is_asked_months_later_of_practitioner_and_manager(attended):
    assert invitations.open_due(FOLLOW_UP - SECOND) == 0
    assert invitations.open_due(FOLLOW_UP) == 2
    assert stages(attended) == {Stage.AFTER, Stage.FOLLOW_UP, Stage.MANAGER}


def test_follow_up_obeys_the_setting(attended, board):
    board.follow_up_months = 6
    board.save()
    assert invitations.open_due(FOLLOW_UP) == 0
    assert invitations.open_due(FOLLOW_UP.replace(month=11, day=22, hour=9)) == 2


def test_follow_up_is_not_asked_when_it_would_be_over(attended):
    assert invitations.open_due(datetime(2026, 10, 22, 12, tzinfo=UTC)) == 0


@pytest.mark.parametrize(
    ("today", "months", "last"),
    [
        (date(2026, 2, 28), 3, date(2025, 11, 30)),  # 29 and 30 November have no day of their own in February
        (date(2026, 3, 1), 3, date(2025, 12, 1)),
        (date(2026, 8, 22), 3, date(2026, 5, 22)),
        (date(2026, 8, 31), 3, date(2026, 5, 31)),
    ],
)
def test_the_last_day_whose_months_have_passed(today, months, last):
    assert due.last_day_due(today, months) == last


def test_the_manager_of_the_day_of_booking_is_asked_with_a_link_of_their_own(attended):
    Employment.objects.filter(pk=attended.employment_id).update(ends_on=NOW.date())
    Employment.objects.create(
        person=attended.person,
        agency=attended.agency,
        post="X",
        manager_email="new@example.org",
        starts_on=NOW.date(),
    )
    invitations.open_due(FOLLOW_UP)
    message = Message.objects.get(kind="evaluation_manager")
    assert message.to == "mary.manager@example.org"
    assert Invitation.objects.get(stage=Stage.MANAGER).token in message.text


def test_no_manager_no_question_to_one(attended):
    Employment.objects.update(manager_email="")
    assert invitations.open_due(FOLLOW_UP) == 1


def test_somebody_without_an_address_for_whom_nobody_hears_is_not_asked(past_event, nurse):
    booking = came(past_event, nurse)
    Person.objects.filter(pk=nurse.pk).update(email=None)
    close(past_event)
    invitations.open_due(NOW)
    assert stages(booking) == set()


def test_nobody_is_asked_what_no_published_questionnaire_asks(booking):
    Questionnaire.objects.filter(stage=Stage.BEFORE).delete()
    Questionnaire.objects.create(stage=Stage.BEFORE, version=2)
    assert invitations.open_due(NOW) == 0


def test_the_message_carries_the_link(attended):
    message = Message.objects.get(kind="evaluation_after")
    assert Invitation.objects.get().token in message.text
    assert Invitation.objects.get().token in message.html
    assert "Your certificate is made as soon as you have answered" in message.text


def test_a_backlog_goes_in_bounded_portions(class_of, past_event, monkeypatch):
    monkeypatch.setattr(invitations, "MOST", 4)
    monkeypatch.setattr(invitations, "AT_ONCE", 3)
    class_of(6)
    assert Invitation.objects.count() == 4
    assert invitations.open_due(NOW) == 2
    assert invitations.open_due(NOW) == 0


def queries_to_open(past_event, people, django_assert_max_num_queries, most):
    for person in people:
        came(past_event, person)
    close(past_event)
    with django_assert_max_num_queries(most):
        assert invitations.open_due(NOW) == len(people)


def test_asking_many_reads_the_database_a_few_times(
    past_event, nurse, second_nurse, teacher, stranger, django_assert_max_num_queries, monkeypatch
):
    # The messages are the outbox's; here only what finding and opening costs.
    monkeypatch.setattr(invitations.emails, "invite", lambda invitation, now: None)
    queries_to_open(past_event, [nurse, second_nurse, teacher, stranger], django_assert_max_num_queries, 16)


def test_who_has_no_email_address_is_asked_and_reminded_through_whoever_hears_for_them(
    past_event, trust, coordinator
):
    porter = make_person("Paul", "Porter", trust, "Porter", email=None)
    came(past_event, porter)
    close(past_event)
    invitations.open_due(NOW)
    invitations.remind_due(NOW + timedelta(days=3))
    asked, reminded = Message.objects.filter(kind="evaluation_after").order_by("pk")
    for message in (asked, reminded):
        assert message.person == coordinator
        assert message.subject.startswith("For Paul Porter: ")
        assert "Paul Porter has no email address here, so this message comes to you." in message.text
        assert "Dear Paul," in message.text


def test_the_managers_own_link_goes_to_nobody_else(past_event, trust, coordinator):
    porter = make_person("Paul", "Porter", trust, "Porter", email=None)
    came(past_event, porter)
    close(past_event)
    invitations.open_due(FOLLOW_UP)
    assert Message.objects.get(kind="evaluation_manager").to == "mary.manager@example.org"
