"""When a certificate is made, and what it freezes."""

from datetime import date, timedelta

import pytest

from accounts.models import Agency, Person, TrailEntry
from bookings.models import Booking
from certificates import invariants, issuing, revoking
from certificates.models import Certificate
from certificates.references import new_reference, read
from correspondence.models import Message
from evaluations import invitations
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_event, make_person
from tests.evaluations.conftest import answer, came, close
from training.models import Course, LearningOutcome

SECOND = timedelta(seconds=1)


def test_it_waits_for_the_evaluation(earned):
    assert issuing.issue_due(NOW) == 0
    answer(earned)
    assert issuing.issue_due(NOW) == 1


def test_the_booking_knows_until_when_its_person_is_certified(certificate):
    booking = Booking.objects.get()
    assert (booking.certified_on, booking.certified_until) == (certificate.last_day, certificate.expires_on)
    assert not list(invariants.breaches())


def test_a_revoked_certificate_is_forgotten_by_the_booking(certificate, officer):
    revoking.revoke(certificate, by=officer, reason="Wrong person", now=NOW)
    booking = Booking.objects.get()
    assert (booking.certified_on, booking.certified_until) == (None, None)


def test_the_audit_finds_a_booking_that_was_not_told(certificate):
    Booking.objects.update(certified_on=None)
    assert "does not say so" in next(invariants.breaches())


def test_it_does_not_wait_when_the_board_says_so(earned, board):
    board.certificate_waits_for_evaluation = False
    board.save()
    assert issuing.issue_due(NOW) == 1


def test_it_waits_for_the_register(past_event, nurse, board):
    board.certificate_waits_for_evaluation = False
    board.save()
    came(past_event, nurse)
    assert issuing.issue_due(NOW) == 0
    close(past_event)
    assert issuing.issue_due(NOW - SECOND) == 0
    assert issuing.issue_due(NOW) == 1


@pytest.mark.parametrize("outcome", ["partly", "no_show"])
def test_who_missed_a_part_gets_none(past_event, nurse, board, outcome):
    board.certificate_waits_for_evaluation = False
    board.save()
    came(past_event, nurse, outcome)
    close(past_event)
    assert issuing.issue_due(NOW) == 0


def test_a_walk_in_gets_one(past_event, nurse):
    booking = came(past_event, nurse, status="walked_in")
    close(past_event)
    invitations.open_due(NOW)
    answer(booking)
    assert issuing.issue_due(NOW) == 1


def test_who_cannot_be_asked_need_not_answer(past_event, nurse):
    came(past_event, nurse)
    Person.objects.filter(pk=nurse.pk).update(email=None)
    close(past_event)
    assert issuing.issue_due(NOW) == 1
    assert not Message.objects.filter(kind="certificate_issued").exists()


def test_the_follow_up_releases_nothing(earned):
    later = NOW.replace(month=8, day=30)
    invitations.open_due(later)
    answer(earned, "follow_up", now=later)
    answer(earned, "manager", now=later)
    assert issuing.issue_due(later) == 0


def test_running_twice_issues_once(certificate):
    assert issuing.issue_due(NOW + timedelta(days=3)) == 0
    assert Message.objects.filter(kind="certificate_issued").count() == 1
    assert TrailEntry.objects.filter(deed="certificate.issued", by=None).count() == 1


def test_what_it_says(certificate):
    assert certificate.holder_name == "Nadia Nurse"
    assert certificate.holder_initials == "N.N."
    assert certificate.course_title == "Working together to safeguard children"
    assert certificate.level == "Level 3: working together"
    assert certificate.days == ["2026-05-22"]
    assert (certificate.minutes, certificate.participatory_minutes) == (390, 240)
    assert certificate.outcomes == ["Recognise neglect", "Share information lawfully"]
    assert certificate.board_name == "Barking Example Safeguarding Partnership"
    assert certificate.expires_on == date(2029, 5, 21)


def test_it_stays_as_it_was_issued(certificate, nurse, board):
    Person.objects.filter(pk=nurse.pk).update(last_name="Newname")
    Course.objects.update(title="Another title", minutes=400)
    LearningOutcome.objects.update(text="Another outcome")
    Agency.objects.filter(pk=nurse.employment.agency_id).update(name="Renamed")
    certificate.refresh_from_db()
    test_what_it_says(certificate)


def test_a_course_without_validity_never_expires(earned, course):
    course.validity_months = None
    course.save()
    answer(earned)
    issuing.issue_due(NOW)
    assert Certificate.objects.get().expires_on is None


def test_an_event_of_several_days_names_them_all(course, room, tariff, trainer, nurse):
    event = make_event(course, room, starts_at=NOW - timedelta(days=10), days=2, trainers=[trainer])
    booking = came(event, nurse)
    close(event)
    invitations.open_due(NOW)
    answer(booking)
    issuing.issue_due(NOW)
    assert Certificate.objects.get().days_in_words == "22 May 2026 and 23 May 2026"


def test_it_is_valid_through_its_last_day(certificate):
    assert certificate.state(date(2029, 5, 21)) == "valid"
    assert certificate.state(date(2029, 5, 22)) == "expired"


def test_the_message_carries_a_link_that_needs_no_sign_in(certificate):
    message = Message.objects.get(kind="certificate_issued")
    assert certificate.token in message.text
    assert certificate.reference in message.html


def test_revoking_needs_a_reason_and_happens_once(certificate, officer):
    with pytest.raises(Refused, match="reason"):
        revoking.revoke(certificate, by=officer, reason="  ", now=NOW)
    revoking.revoke(certificate, by=officer, reason="Left at noon", now=NOW)
    with pytest.raises(TooLate):
        revoking.revoke(certificate, by=officer, reason="Again", now=NOW)
    assert certificate.state(NOW.date()) == "revoked"
    assert TrailEntry.objects.get(deed="certificate.revoked").by == officer
    assert "Left at noon" in Message.objects.get(kind="certificate_revoked").text


def test_a_revoked_certificate_is_not_issued_again(certificate, officer):
    revoking.revoke(certificate, by=officer, reason="Left at noon", now=NOW)
    assert issuing.issue_due(NOW) == 0


def test_many_are_found_and_frozen_in_a_few_queries(
    past_event, trust, board, django_assert_max_num_queries, monkeypatch
):
    board.certificate_waits_for_evaluation = False
    board.save()
    for n in range(8):
        came(past_event, make_person(f"Person{n}", "Attendee", trust))
    close(past_event)
    # The messages are the outbox's.
    monkeypatch.setattr(issuing.emails, "issued", lambda certificate, now: None)
    with django_assert_max_num_queries(13):
        assert issuing.issue_due(NOW) == 8


def test_a_reference_can_be_read_aloud_and_typed_carelessly():
    reference = new_reference()
    assert len(reference) == 14
    assert read(reference) == reference
    assert read(f" {reference.lower().replace('-', ' ')} ") == reference


@pytest.mark.parametrize(
    "typed", ["", "7KQP-X3MB", "7KQP-X3MB-RD90", "7KQP-X3MB-RD94-2", "ÄKQPX3MBRD94", "' OR 1=1 --"]
)
def test_what_cannot_be_a_reference(typed):
    assert read(typed) is None


def test_the_audit_finds_a_certificate_that_was_not_earned(certificate):
    assert not list(invariants.breaches())
    Booking.objects.update(earns_certificate=False)
    assert len(list(invariants.breaches())) == 1
    close(certificate.booking.event, None)
    assert len(list(invariants.breaches())) == 2
