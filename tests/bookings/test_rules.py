"""Who may book: every reason, as the sentence the person reads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bookings.rules import EventFacts, Facts, PersonFacts, reasons_not_to_book
from tests.cast import NOW

EVENT = EventFacts(
    is_draft=False, is_cancelled=False, starts_at=NOW + timedelta(days=9), opens_at=None, closes_at=None
)
PERSON = PersonFacts(agency_name="Riverside NHS Trust")


def reasons(event=EVENT, person=PERSON, now=NOW):
    return reasons_not_to_book(Facts(now, event, person))


def test_nothing_stands_in_the_way():
    assert reasons() == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"is_cancelled": True}, "This event was cancelled."),
        ({"is_draft": True}, "This event is still being planned."),
        ({"starts_at": NOW}, "This event has already started."),
        ({"opens_at": NOW + timedelta(seconds=1)}, "Booking opens on Monday 1 June 2026 at 10am."),
        ({"closes_at": NOW}, "Booking closed on Monday 1 June 2026 at 10am."),
    ],
)
def test_the_event_gives_a_reason(facts, sentence):
    (reason,) = reasons(event=replace(EVENT, **facts))
    assert reason.startswith(sentence)


@pytest.mark.parametrize(
    "facts",
    [{"starts_at": NOW + timedelta(seconds=1)}, {"opens_at": NOW}, {"closes_at": NOW + timedelta(seconds=1)}],
)
def test_the_other_side_of_each_moment_is_open(facts):
    assert reasons(event=replace(EVENT, **facts)) == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"is_active": False}, "You have a closed account."),
        ({"agency_name": None}, "Your profile does not say which agency you work for."),
        ({"agency_is_active": False}, "Riverside NHS Trust no longer takes part in the programme."),
        ({"is_booked": True}, "You have already booked this event."),
        ({"is_booked": True, "is_waiting": True}, "You are already on the waiting list of this event."),
        ({"name": "Nadia Nurse", "is_booked": True}, "Nadia Nurse has already booked this event."),
        (
            {"name": "Nadia Nurse", "agency_name": None},
            "The profile of Nadia Nurse does not say which agency they work for.",
        ),
    ],
)
def test_the_person_gives_a_reason(facts, sentence):
    (reason,) = reasons(person=replace(PERSON, **facts))
    assert reason.startswith(sentence)


def test_all_reasons_come_at_once():
    event = replace(EVENT, is_draft=True, opens_at=NOW + timedelta(days=1))
    assert len(reasons(event=event, person=replace(PERSON, is_active=False, agency_name=None))) == 4


def test_a_visitor_reads_the_reasons_of_the_event_only():
    assert reasons(person=None) == []
    assert len(reasons(event=replace(EVENT, is_draft=True), person=None)) == 1
