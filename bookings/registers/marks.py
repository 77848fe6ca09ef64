"""The rules of marking at the door: when, by whom, which minutes; and everybody else at once."""

from datetime import datetime, time, timedelta

from django.db import transaction

from accounts.models import Person, TrailEntry
from accounts.trail import entry
from bookings import places
from bookings.models import Attendance, MakeUp
from bookings.models.attendance import Mark
from lib.dates import at, day_and_clock, local_day
from lib.errors import Refused, TooLate
from training.models import Event, Session

EARLY_ARRIVALS = timedelta(minutes=60)
CLOSED = "The register of this event is closed."
NOT_MARKED = "Not marked"
NO_MARK = ""  # what taking a mark back leaves


class NotYours(Refused):
    """Somebody else's register: its pages are not there for this person."""


def opens_at(session: Session) -> datetime:
    """When marking begins: the start of the session's London day, or an hour before a session just after midnight."""
    return min(at(local_day(session.starts_at), time.min), session.starts_at - EARLY_ARRIVALS)


def open_register(event_id: int, by: Person) -> Event:
    """The event, its row locked until the end of the transaction, so that no mark slips in while it is being closed."""
    event = places.lock(event_id)
    is_officer = by.is_a("officer")
    refuse_to_mark(
        event, by, is_trainer=not is_officer and event.deliveries.filter(trainer__person=by).exists()
    )
    return event


def refuse_to_mark(
    event: Event, by: Person, *, is_trainer: bool, is_own: bool = False, corrects: bool = False
) -> None:
    """Raises Refused for somebody else's register and for an event that is not taking place, TooLate for a closed register.

    `is_own`: who checks in marks nobody but themselves. `corrects`: an officer puts a closed register right.
    """
    if not (is_own or is_trainer or by.is_a("officer")):
        raise NotYours("Only the trainers of this event and the training team mark its register.")
    if event.is_closed and not corrects:
        raise TooLate(CLOSED)
    if not event.is_published:
        raise Refused("This event is not taking place, so it has no register.")


def refuse_session(event: Event, session: Session, now: datetime) -> None:
    if session.event_id != event.pk:
        raise Refused("This session is not part of the event.")
    if now < opens_at(session):
        raise Refused(f"The register of this session opens on {day_and_clock(opens_at(session))}.")


def refuse_minutes(session: Session, mark: str, late: int, early: int) -> None:
    if mark != Mark.PRESENT and (late or early):
        raise Refused("Only somebody who is present comes late or leaves early.")
    if late < 0 or early < 0:
        raise Refused("Minutes late or early must be 0 or more.")
    if late + early >= session.minutes:
        raise Refused(
            f"The session lasts {session.minutes} minutes: less time than that was missed, or they were absent."
        )


def said(seen: Attendance | MakeUp | None) -> str:
    """A mark in words, as the trail keeps it: “Present, 10 minutes late”; nothing when there is none."""
    if seen is None or not seen.mark:
        return ""
    words = [seen.get_mark_display()]
    words += [f"{seen.minutes_late} minutes late"] if seen.minutes_late else []
    words += [f"left {seen.minutes_early} minutes early"] if seen.minutes_early else []
    return ", ".join(words)


def changes_of(session: Session, before: str, after: str) -> dict:
    """How the trail keeps a mark: under the start of its session, from what to what."""
    return {day_and_clock(session.starts_at): [before, after]}


def mark_all_present(
    event: Event, session: Session, *, how: str = Attendance.How.REGISTER, by: Person, now: datetime
) -> int:
    """Marks everybody present who has no mark at this session yet; how many they were. Raises as `taps.tap`."""
    with transaction.atomic():
        event = open_register(event.pk, by)
        refuse_session(event, session, now)
        marked = Attendance.objects.filter(session=session).values("booking")
        missing = list(event.bookings.on_the_register().exclude(pk__in=marked))
        facts = {"mark": Mark.PRESENT, "marked_by": by, "marked_at": now, "saved_at": now, "how": how}
        seen = [Attendance(booking=booking, session=session, **facts) for booking in missing]
        # Over a mark that was taken back, too.
        Attendance._base_manager.bulk_create(
            seen, update_conflicts=True, unique_fields=["booking", "session"], update_fields=list(facts)
        )
        changes = changes_of(session, "", Mark.PRESENT.label)
        TrailEntry.objects.bulk_create(
            entry(by, "register.marked", each, changes, now=now) for each in missing
        )
    return len(seen)
