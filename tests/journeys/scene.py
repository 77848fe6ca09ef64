"""A programme in full swing around the cast, so that no list that a page shows is empty: what has been held, answered, charged, and is full."""

from datetime import timedelta
from types import SimpleNamespace

from bookings import charging, registers
from bookings.models import Booking
from certificates import issuing
from evaluations import invitations
from tests.cast import NOW, make_booking, make_event, make_person
from tests.evaluations.conftest import answer, came, close

DAY = timedelta(days=1)


def play(cast) -> SimpleNamespace:
    """Held: seven people came to one event and six said what they learnt. Missed: Nadia did not come to another, nor did three more. Open:
    the register of an event of two days. Full: one place, one person has it, Nadia waits. Past: so long ago that the effect is asked."""
    made = SimpleNamespace(held=held(cast), past=held_long_ago(cast), open=two_days(cast), full=full(cast))
    made.charges = missed(cast)
    invitations.open_due(NOW)
    issuing.issue_due(NOW)
    return made


def class_of(cast, event, size: int) -> list[Booking]:
    people = [make_person(f"Person{number}", f"Attendee{event.pk}", cast.trust) for number in range(size)]
    return [came(event, person) for person in people]


def held(cast):
    event = make_event(cast.course, cast.room, starts_at=NOW - 20 * DAY, trainers=[cast.trainer])
    bookings = [came(event, cast.nurse), *class_of(cast, event, 6)]
    asked = event.starts_at - 2 * DAY
    invitations.open_due(asked)
    for booking in bookings[1:]:
        answer(booking, "before", now=asked, point=2)
    close(event, at=NOW - 19 * DAY)
    invitations.open_due(NOW - 19 * DAY)
    for booking in bookings[1:]:
        answer(booking, now=NOW - 18 * DAY)
    return event


def held_long_ago(cast):
    event = make_event(cast.course, cast.room, starts_at=NOW - 100 * DAY, trainers=[cast.trainer])
    came(event, cast.nurse)
    close(event, at=NOW - 99 * DAY)
    return event


def two_days(cast):
    event = make_event(cast.course, cast.room, starts_at=NOW - DAY, days=2, trainers=[cast.trainer])
    for number, booking in enumerate(make_booking(event, each) for each in (cast.nurse, cast.coordinator)):
        registers.mark(
            booking, event.sessions.first(), "present", minutes_late=10 * number, by=cast.trainer, now=NOW
        )
    return event


def full(cast):
    event = make_event(cast.course, cast.room, starts_at=NOW + 12 * DAY, capacity=1, trainers=[cast.trainer])
    make_booking(event, cast.coordinator, "offered")
    make_booking(event, cast.nurse, "waiting")
    return event


def missed(cast) -> list:
    """A charge that waits for an answer, two to decide (one with a reason), one waived."""
    event = make_event(cast.course, cast.room, starts_at=NOW - 5 * DAY, trainers=[cast.trainer])
    people = [cast.nurse, *(make_person(f"Absent{number}", "Colleague", cast.trust) for number in range(3))]
    bookings = [make_booking(event, person, outcome="no_show") for person in people]
    close(event, at=NOW - 4 * DAY)
    charges = []
    for booking, days in zip(bookings, (0, 30, 2, 2), strict=True):
        charges += charging.propose_no_show(
            [(booking, [event.starts_at.date()])], by=None, now=NOW - days * DAY
        )
    charging.answer(charges[2], reason="sickness", text="A cold.", now=NOW)
    charging.waive(charges[3], by=cast.officer, reason="Sent home", now=NOW)
    return charges
