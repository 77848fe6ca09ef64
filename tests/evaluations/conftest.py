"""Events whose register is closed, and people who answer."""

from datetime import timedelta

import pytest

from bookings.models import Booking
from evaluations import invitations, items, responses
from evaluations.models import Invitation, Stage
from tests.cast import NOW, make_booking, make_person
from training.models import Event


def came(event, person, outcome="attended", status="confirmed"):
    booking = make_booking(event, person, status)
    Booking.objects.filter(pk=booking.pk).update(outcome=outcome, earns_certificate=outcome == "attended")
    booking.refresh_from_db()
    return booking


def close(event, at=NOW):
    Event.objects.filter(pk=event.pk).update(register_closed_at=at)
    event.refresh_from_db()


def answers_of(invitation, point=4, words="I will ask the child first."):
    """A full set of answers: the same point everywhere, within what each question offers."""
    return {
        item.name: words if item.is_text else min(point, len(item.options)) for item in items.of(invitation)
    }


def invitation_of(booking, stage=Stage.AFTER):
    return Invitation.objects.with_questions().get(booking=booking, stage=stage)


def answer(booking, stage=Stage.AFTER, now=NOW, **facts):
    invitation = invitation_of(booking, stage)
    responses.answer(invitation, answers_of(invitation, **facts), now=now)
    return invitation


@pytest.fixture
def attended(past_event, nurse):
    """Nadia's booking of the past event; the register closed at NOW, the evaluation asked."""
    booking = came(past_event, nurse)
    close(past_event)
    invitations.open_due(NOW)
    return booking


@pytest.fixture
def class_of(past_event, trust):
    """class_of(n): n people who came to the past event and have been asked."""

    def make(n):
        bookings = [came(past_event, make_person(f"Person{i}", "Attendee", trust)) for i in range(n)]
        close(past_event)
        invitations.open_due(NOW)
        return bookings

    return make


WEEK = timedelta(days=7)
