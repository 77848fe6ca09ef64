"""A missed session is made up at another event of the course: arranged, marked, cancelled, and the outcome follows."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from bookings import interests, make_up_emails, places
from bookings.models import Booking, MakeUp
from bookings.models.attendance import Mark
from bookings.models.booking import Outcome
from bookings.registers.marks import (
    NO_MARK,
    NotYours,
    changes_of,
    opens_at,
    refuse_minutes,
    refuse_session,
    refuse_to_mark,
    said,
)
from bookings.registers.missed import chairs_left, missed_of, with_marks
from bookings.registers.results import results_of
from lib.dates import day_and_clock
from lib.errors import Refused, TooLate
from training.models import Event, Session

CANCELLED = "This make-up has been cancelled."


def arrange(booking: Booking, session: Session, at: Session, *, by: Person, now: datetime) -> MakeUp:
    """The person makes up the missed session of their booking at a session of another event; they are told, unless its day has come.

    An officer arranges from any day on; a trainer of the other event once its register is open. Raises Refused with every reason: not missed,
    made up or arranged already, no chair free before the other event begins; TooLate once the other register is closed.
    """
    with transaction.atomic():
        booking, at = _locked(booking.pk, at, by=by)
        if not by.is_a("officer"):
            refuse_session(at.event, at, now)
        if reasons := reasons_against(booking, session, at, now=now):
            raise Refused(reasons)
        made = MakeUp(booking=booking, session=session, at=at, arranged_by=by, arranged_at=now)
        made.save(force_insert=True)
        changes = {"session": ["", day_and_clock(session.starts_at)], "at": ["", day_and_clock(at.starts_at)]}
        record(by, "make_up.arranged", made, changes | {"booking": ["", booking.code]}, now=now)
        if now < opens_at(at):
            make_up_emails.arranged(made, now=now)
    return made


def add_at_door(booking: Booking, session: Session, at: Session, *, by: Person, now: datetime) -> MakeUp:
    """Somebody came to make up a session and nobody had arranged it: they are here, so it is arranged and marked present.

    Where it was arranged elsewhere that is cancelled: they came here instead. Raises as `arrange` and `mark`.
    """
    with transaction.atomic():
        refuse_session(at.event, at, now)
        _locked(booking.pk, at, by=by)
        for elsewhere in booking.make_ups.open().filter(session=session).with_facts():
            _cancel(elsewhere, by=by, now=now)
        made = arrange(booking, session, at, by=by, now=now)
        return mark(made, Mark.PRESENT, by=by, now=now)


def _locked(booking_pk: int, at: Session, *, by: Person) -> tuple[Booking, Session]:
    """The booking and the session as they are now, the rows of both events locked: a make-up hangs on both registers.

    Raises as `marks.refuse_to_mark` about the other event.
    """
    booking = Booking.objects.get(pk=booking_pk)
    events = places.lock_all([booking.event_id, at.event_id])
    there = events[at.event_id]
    refuse_to_mark(there, by, is_trainer=_trains(by, there))
    (booking,) = with_marks(Booking.objects.filter(pk=booking_pk))
    sitting = next((each for each in there.sessions.all() if each.pk == at.pk), None)
    if sitting is None:
        raise TooLate("This session is no longer part of its event.")
    sitting.event = there
    return booking, sitting


def _trains(by: Person, event: Event) -> bool:
    return event.deliveries.filter(trainer__person=by).exists()


def reasons_against(booking: Booking, session: Session, at: Session, *, now: datetime) -> list[str]:
    """Why this session cannot be made up there, each as a sentence; both events are locked and `booking` has its marks loaded."""
    who, there = booking.person, at.event
    if there.course_id != booking.event.course_id or there.pk == booking.event_id:
        return ["A missed session is made up at another event of the same course."]
    if session.pk not in {missed.session.pk for missed in missed_of(booking, now)}:
        return [f"{who} has not missed this session, or has made it up already."]
    reasons = []
    arranged = next(
        (each for each in booking.make_ups.all() if each.session_id == session.pk and each.is_open), None
    )
    if arranged:
        reasons.append(f"{who} is making up this session already, on {day_and_clock(arranged.at.starts_at)}.")
    elif at.make_ups.standing().filter(booking__person=who).exists():
        reasons.append(f"{who} makes up a session there already. One sitting makes up one session.")
    if at.starts_at <= session.starts_at:
        reasons.append("A session can only be made up after it was missed.")
    if there.bookings.active().filter(person=who).exists():
        reasons.append(f"{who} has booked that event. What they attend there counts for that booking.")
    if not there.has_started(now) and chairs_left(at) <= 0:
        reasons.append("No place is free at that event. Choose another date.")
    return reasons


def mark(
    make_up: MakeUp,
    mark: str,
    *,
    minutes_late: int | None = 0,
    minutes_early: int | None = 0,
    by: Person,
    now: datetime,
) -> MakeUp:
    """Writes what was seen of somebody who makes up a session (NO_MARK takes it back); the last tap wins. Minutes of None stay.

    Once the register they booked is closed, its outcome follows in the same transaction. Raises TooLate when the other register is closed
    or the make-up is cancelled, Refused as a mark on the register.
    """
    with transaction.atomic():
        booking, at = _locked(make_up.booking_id, make_up.at, by=by)
        make_up = MakeUp.objects.with_facts().get(pk=make_up.pk)
        refuse_session(at.event, at, now)
        if make_up.is_cancelled:
            raise TooLate(CANCELLED)
        facts: dict[str, Any] = {
            "mark": mark,
            "minutes_late": make_up.minutes_late if minutes_late is None else minutes_late,
            "minutes_early": make_up.minutes_early if minutes_early is None else minutes_early,
        }
        refuse_minutes(at, mark, facts["minutes_late"], facts["minutes_early"])
        if any(getattr(make_up, name) != value for name, value in facts.items()):
            _write(make_up, booking, facts, by=by, now=now)
            follow(booking, by=by, now=now)
    return make_up


def _write(make_up: MakeUp, booking: Booking, facts: dict[str, Any], *, by: Person, now: datetime) -> None:
    if not facts["mark"] and booking.make_ups.open().filter(session=make_up.session_id).exists():
        raise Refused(
            f"{booking.person} is to make up this session on another day now, so this mark cannot be undone. "
            "Cancel the other one first."
        )
    before = said(make_up)
    who = {"marked_by": by, "marked_at": now} if facts["mark"] else {"marked_by": None, "marked_at": None}
    MakeUp.objects.filter(pk=make_up.pk).update(**facts, **who)
    make_up.refresh_from_db(fields=[*facts, *who])
    deed = "make_up.marked" if facts["mark"] else "make_up.unmarked"
    record(by, deed, make_up, changes_of(make_up.at, before, said(make_up)), now=now)


def unmark(make_up: MakeUp, *, by: Person, now: datetime) -> MakeUp:
    """Takes the mark back. Raises as `mark`."""
    return mark(make_up, NO_MARK, by=by, now=now)


def follow(booking: Booking, *, by: Person, now: datetime) -> None:
    """Puts outcome and certificate right by the marks there are now, where the register is closed; the charge for the missed day stands.

    Call it in the transaction that has locked the event of the booking.
    """
    if not booking.event.is_closed:
        return
    for result in results_of(booking.event, Booking.objects.on_the_register().filter(pk=booking.pk)):
        was = {"outcome": result.booking.outcome, "earns_certificate": result.booking.earns_certificate}
        to = {"outcome": result.outcome, "earns_certificate": result.earns_certificate}
        if was == to or not Booking.objects.filter(pk=booking.pk, **was).update(**to):
            continue
        changes = {name: [was[name], to[name]] for name in to if was[name] != to[name]}
        record(by, "booking.made_up", booking, changes, now=now)
        if to["outcome"] in (Outcome.ATTENDED, Outcome.PARTLY):
            interests.end_by_attendance(booking.event, [booking.person_id], by=by, now=now)


def cancel(make_up: MakeUp, *, by: Person, now: datetime) -> None:
    """The session is not made up there after all; the person is told, unless its day has come.

    Raises Refused for a trainer of another event and for one that is marked, TooLate when it is cancelled already.
    """
    with transaction.atomic():
        places.lock_all([make_up.booking.event_id, make_up.at.event_id])
        make_up = MakeUp.objects.with_facts().select_related("at__event").get(pk=make_up.pk)
        if not (by.is_a("officer") or _trains(by, make_up.at.event)):
            raise NotYours("Only the trainers of this event and the training team cancel this.")
        if make_up.is_cancelled:
            raise TooLate(CANCELLED)
        if make_up.mark:
            raise Refused("This make-up is marked on the register. Undo the mark first.")
        _cancel(make_up, by=by, now=now)


def _cancel(make_up: MakeUp, *, by: Person, now: datetime) -> None:
    MakeUp.objects.filter(pk=make_up.pk).update(cancelled_by=by, cancelled_at=now)
    record(by, "make_up.cancelled", make_up, {"cancelled_at": [None, now]}, now=now)
    if now < opens_at(make_up.at):
        make_up_emails.cancelled(make_up, now=now)
