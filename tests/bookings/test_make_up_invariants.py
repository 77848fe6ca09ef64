"""The audit of sessions made up elsewhere, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from bookings import registers
from bookings.invariants import breaches
from bookings.models import Booking, MakeUp
from bookings.registers import make_ups
from tests.bookings.makers_of_make_ups import sitting
from training.models import Event


@pytest.fixture
def made(story, second_trainer):
    return make_ups.mark(story.arrange(), "present", by=second_trainer, now=story.today)


def found(text):
    return any(text in sentence for sentence in breaches())


def test_a_session_made_up_is_no_breach(made):
    assert list(breaches()) == []


def test_its_charge_is_still_looked_for(made, story):
    story.booking.charges.all().delete()
    assert found("has no charge for")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (lambda story: {"session": sitting(story.later)}, "is not of its booking"),
        (lambda story: {"at": sitting(story.held)}, "is held at the event that was booked"),
    ],
)
def test_a_make_up_of_something_else(made, story, facts, sentence):
    MakeUp.objects.update(**facts(story))
    assert found(sentence)


def test_an_outcome_that_did_not_follow(made, story):
    Booking.objects.filter(pk=story.booking.pk).update(outcome="partly", earns_certificate=False)
    assert found("has the outcome “partly” and not “attended”")


@pytest.mark.parametrize("outcome", ["attended", "partly", "no_show"])
def test_what_an_officer_decided_over_a_session_made_up_is_no_breach(made, story, officer, outcome):
    facts = {"outcome": outcome, "reason": "They changed seats", "by": officer, "now": story.today}
    registers.override(story.booking, **facts)
    assert list(breaches()) == []


def test_an_open_one_at_a_closed_or_cancelled_event(story, now):
    story.arrange()
    assert list(breaches()) == []
    Event.objects.filter(pk=story.later.pk).update(register_closed_at=now, state="cancelled")
    assert found("has no mark, but the register there is closed")
    assert found("stands, but the event there is cancelled")


@pytest.mark.parametrize(
    "facts",
    [
        {"minutes_late": 5},
        {"mark": "absent"},
        {"cancelled_at": "2026-06-01T09:00Z"},
    ],
)
def test_the_database_refuses_half_a_fact(story, facts):
    story.arrange()
    with pytest.raises(IntegrityError), transaction.atomic():
        MakeUp.objects.update(**facts)


@pytest.mark.parametrize("same", ["session", "at"])
def test_the_database_refuses_a_second(story, officer, now, same):
    made = story.arrange()
    other = {"session": sitting(story.held), "at": sitting(story.later)}
    other[same] = getattr(made, same)
    with pytest.raises(IntegrityError), transaction.atomic():
        MakeUp.objects.create(booking=made.booking, **other, arranged_by=officer, arranged_at=now)
