"""Marks at the door: who was there, how late, and who left early."""

from datetime import datetime, time, timedelta

from django.db import transaction

from accounts.models import Person, TrailEntry
from accounts.trail import entry, record
from bookings import places
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from lib.dates import at, day_and_clock, local_day
from lib.errors import Refused, TooLate
from training.models import Event, Session

EARLY_ARRIVALS = timedelta(minutes=60)
CLOSED = "The register of this event is closed."
NOT_MARKED = "Not marked"


def opens_at(session: Session) -> datetime:
    """When marking begins: the start of the session's London day, or an hour before a session just after midnight."""
    return min(at(local_day(session.starts_at), time.min), session.starts_at - EARLY_ARRIVALS)


def open_register(event_id: int, by: Person) -> Event:
    """The event, its row locked until the end of the transaction, so that no mark slips in while it is being closed."""
    event = places.lock(event_id)
    if not (by.is_a("officer") or event.deliveries.filter(trainer__person=by).exists()):
        raise Refused("Only the trainers of this event and the training team mark its register.")
    if event.is_closed:
        raise TooLate(CLOSED)
    if not event.is_published:
        raise Refused("This event is not taking place, so it has no register.")
    return event


def refuse_session(event: Event, session: Session, now: datetime) -> None:
    if session.event_id != event.pk:
        raise Refused("This session is not part of the event.")
    if now < opens_at(session):
        raise Refused(f"The register of this session opens on {day_and_clock(opens_at(session))}.")


def _refuse_minutes(session: Session, mark: str, late: int, early: int) -> None:
    if mark != Mark.PRESENT and (late or early):
        raise Refused("Only somebody who is present comes late or leaves early.")
    if late < 0 or early < 0:
        raise Refused("Minutes late or early must be 0 or more.")
    if late + early >= session.minutes:
        raise Refused(
            f"The session lasts {session.minutes} minutes: less time than that was missed, or they were absent."
        )


def said(seen: Attendance | None) -> str:
    """A mark in words, as the trail keeps it: “Present, 10 minutes late”."""
    if seen is None:
        return ""
    words = [seen.get_mark_display()]
    words += [f"{seen.minutes_late} minutes late"] if seen.minutes_late else []
    words += [f"left {seen.minutes_early} minutes early"] if seen.minutes_early else []
    return ", ".join(words)


def _refuse_unseen(booking: Booking, before: str, seen: str | None) -> None:
    if seen and seen != (before or NOT_MARKED):
        happened = f"has been marked “{before}”" if before else "is not marked any more"
        raise TooLate(
            f"{booking.person} {happened} since you opened this page. Mark once more if that is not right."
        )


def _changes(session: Session, before: str, after: str) -> dict:
    return {day_and_clock(session.starts_at): [before, after]}


def mark(
    booking: Booking,
    session: Session,
    mark: str,
    *,
    minutes_late: int = 0,
    minutes_early: int = 0,
    by: Person,
    now: datetime,
    seen: str | None = None,
) -> Attendance:
    """Writes what was seen of a person at a session, over what was there; the same again changes nothing.

    Raises TooLate once the register is closed, and when another mark is there now than the page showed (`seen`, in the words of
    `said` or NOT_MARKED); Refused before the day of the session, for somebody who is not on the register,
    for a trainer of another event, and for minutes that do not fit the session.
    """
    facts = {"mark": mark, "minutes_late": minutes_late, "minutes_early": minutes_early}
    with transaction.atomic():
        event = open_register(booking.event_id, by)
        refuse_session(event, session, now)
        _refuse_minutes(session, mark, minutes_late, minutes_early)
        there = _there(booking, session)
        if there and all(getattr(there, name) == value for name, value in facts.items()):
            return there
        before = said(there)
        _refuse_unseen(booking, before, seen)
        there = there or Attendance(booking=booking, session=session)
        for name, value in {**facts, "marked_by": by, "marked_at": now}.items():
            setattr(there, name, value)
        there.save()
        record(by, "register.marked", booking, _changes(session, before, said(there)), now=now)
    return there


def _there(booking: Booking, session: Session) -> Attendance | None:
    if not Booking.objects.on_the_register().filter(pk=booking.pk).exists():
        raise Refused(f"{booking.person} is not on this register.")
    return Attendance.objects.filter(booking=booking, session=session).first()


def unmark(booking: Booking, session: Session, *, by: Person, now: datetime, seen: str | None = None) -> None:
    """Takes a mark back, as if the person had not been marked. Raises as `mark`; nothing happens when there is none."""
    with transaction.atomic():
        event = open_register(booking.event_id, by)
        refuse_session(event, session, now)
        there = _there(booking, session)
        if there:
            _refuse_unseen(booking, said(there), seen)
            there.delete()
            record(by, "register.unmarked", booking, _changes(session, said(there), ""), now=now)


def mark_all_present(event: Event, session: Session, *, by: Person, now: datetime) -> int:
    """Marks everybody present who has no mark at this session yet; how many they were. Raises as `mark`."""
    with transaction.atomic():
        event = open_register(event.pk, by)
        refuse_session(event, session, now)
        missing = list(event.bookings.on_the_register().exclude(attendances__session=session))
        facts = {"session": session, "mark": Mark.PRESENT, "marked_by": by, "marked_at": now}
        seen = [Attendance(booking=booking, **facts) for booking in missing]
        Attendance.objects.bulk_create(seen)
        changes = _changes(session, "", Mark.PRESENT.label)
        TrailEntry.objects.bulk_create(
            entry(by, "register.marked", each, changes, now=now) for each in missing
        )
    return len(seen)
