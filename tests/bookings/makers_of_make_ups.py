"""Somebody who missed a session, and another event of the course at which it can be made up."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from bookings import registers
from bookings.registers import make_ups
from tests.cast import make_booking, make_event, make_person
from training.models import Trainer


def marked(booking, marks, by, now):
    for session, mark in zip(booking.event.sessions.all(), marks, strict=True):
        facts = {"mark": mark} if isinstance(mark, str) else {"mark": "present", "minutes_late": mark}
        registers.mark(booking, session, **facts, by=by, now=now)


def sitting(event, number=1):
    return event.sessions.all()[number - 1]


@pytest.fixture
def story(course, room, tariff, trainer, second_trainer, nurse, officer, now):
    """Nadia came on the first of two days, ten days ago, and missed the second; the register is closed.

    `later` is held in twenty days, two days too, and Tessa trains it; on `today` it has begun an hour ago.
    """
    held = make_event(course, room, starts_at=now - timedelta(days=10), days=2, trainers=[trainer])
    booking = make_booking(held, nurse)
    marked(booking, ["present", "absent"], trainer, now)
    registers.close(held, by=trainer, now=now)
    booking.refresh_from_db()
    later = make_event(course, room, starts_at=now + timedelta(days=20), days=2, trainers=[second_trainer])
    missed = sitting(held, 2)
    at = sitting(later, 2)
    return SimpleNamespace(
        held=held, booking=booking, missed=missed, later=later, at=at, today=at.starts_at + timedelta(hours=1),
        arrange=lambda **facts: make_ups.arrange(booking, missed, at, **{"by": officer, "now": now} | facts),
    )  # fmt: skip


@pytest.fixture
def second_trainer(council):

    person = make_person("Tessa", "Trainer", council, "Practitioner", ["trainer"])
    Trainer.objects.create(person=person)
    return person
