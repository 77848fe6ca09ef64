"""Registers around the cast in every state of theirs: closed and put right, opened again, and one with notes and sessions made up."""

from datetime import timedelta
from types import SimpleNamespace

from bookings import registers
from bookings.registers import make_ups, notes
from tests.cast import NOW, make_booking, make_event, make_person
from training.models import Event

DAY = timedelta(days=1)


def keep(cast) -> SimpleNamespace:
    """Closed: Nadia came, Ada missed the second day and is put right, Otto is let off, Wim came without a place. Ready: the same, waiting
    to be closed. Reopened: opened again. Today: the second day of an event, with notes, where Ada and Otto make up what they missed."""
    closed, reopened, ready = (marked_register(cast, NOW - days * DAY) for days in (12, 9, 6))
    for event in (closed, reopened):
        registers.close(event, by=cast.trainer, now=event.ends_at)
    ada, otto = (closed.bookings.get(person__first_name=name) for name in ("Ada", "Otto"))
    put_right(cast, ada, otto)
    registers.reopen(reopened, reason="Ada sat in the back", by=cast.officer, now=NOW)
    today = made_up_today(cast, *reopened.bookings.filter(person__first_name__in=["Ada", "Otto"]))
    return SimpleNamespace(closed=closed, ada=ada, otto=otto, ready=ready, reopened=reopened, today=today)


def marked_register(cast, starts_at) -> Event:
    event = make_event(cast.course, cast.room, starts_at=starts_at, days=2, trainers=[cast.trainer])
    first, second = event.sessions.all()
    at = second.starts_at
    absent = [make_person(name, "Absent", cast.trust, email="") for name in ("Ada", "Otto")]
    for person, seen in zip((cast.nurse, *absent), ("present", "absent", "refused"), strict=True):
        booking = make_booking(event, person)
        registers.mark(booking, first, "present", minutes_late=10, by=cast.trainer, now=at)
        registers.mark(booking, second, seen, by=cast.trainer, now=at)
    walk_in = make_person("Wim", "Walker", cast.council, email="")
    registers.mark(
        registers.add_walk_in(event, person=walk_in, session=first, by=cast.trainer, now=at),
        second, "present", minutes_early=30, by=cast.trainer, now=at,
    )  # fmt: skip
    return event


def put_right(cast, ada, otto) -> None:
    second, who = ada.event.sessions.last(), {"by": cast.officer, "now": NOW}
    registers.override(otto, outcome="attended", earns_certificate=False, reason="Sent home by us", **who)
    registers.correct(ada, second, "present", minutes_late=20, reason="She came while I was calling", **who)
    registers.correct(ada, second, "absent", reason="That was somebody else", **who)


def made_up_today(cast, ada, otto) -> Event:
    event = make_event(cast.course, cast.room, starts_at=NOW - DAY, days=2, trainers=[cast.trainer])
    booking = make_booking(event, cast.nurse)
    at, who = event.sessions.last(), {"by": cast.officer, "now": NOW}
    for missed in (ada, otto):
        make_up = make_ups.arrange(missed, missed.event.sessions.last(), at, **who)
    make_ups.mark(make_up, "present", by=cast.trainer, now=NOW)
    notes.write(event, "The projector was broken until eleven.", by=cast.trainer, now=NOW)
    notes.write(booking, "Left to take a call, twice.", by=cast.trainer, now=NOW)
    return event
