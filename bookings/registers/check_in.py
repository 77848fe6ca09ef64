"""Checking in: somebody who scanned the code on the wall marks themselves present, and nobody else."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from bookings import places
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.models.booking import ACTIVE, ON_THE_REGISTER, Status
from bookings.registers.taps import Wanted, put
from bookings.registers.wall import minutes_late, reason_shut
from lib.dates import clock, local_day
from lib.dates import day as day_in_words
from lib.errors import Refused
from training.models import Event, Session

EXPIRED = "This code has expired. Scan the one on the wall."
NO_PLACE = "You have no place on this event. See the trainer."
UNKNOWN_CODE = "This code is for no place on this event. Look at it again, or see the trainer."
TURNED_AWAY = "The trainer has marked you as refused at the door. See the trainer."
WITHOUT_A_PLACE = {
    Status.WAITING: "You are on the waiting list and have no place on this event yet. See the trainer.",
    Status.REQUESTED: "Nobody has agreed to your request yet, so you have no place on this event. See the trainer.",
    Status.OFFERED: "A place was offered to you, and you have not taken it. See the trainer.",
    Status.DECLINED: "Your request for this event was declined. See the trainer.",
    Status.LAPSED: "Your request for this event has lapsed. See the trainer.",
    Status.CANCELLED: "Your booking for this event was cancelled. See the trainer.",
    Status.REPLACED: "A colleague has taken your place on this event. See the trainer.",
}


def place_of(event: Event, person: Person) -> Booking | None:
    """The person's booking on this event: the active one, else the latest."""
    found = list(event.bookings.of(person).select_related("person"))
    return next((booking for booking in found if booking.status in ACTIVE), found[0] if found else None)


def with_own_code(event: Event, typed: str) -> Booking:
    """The booking whose code somebody typed, with or without spaces. Raises Refused when it is for nobody on this event."""
    code = "".join(typed.upper().replace("-", " ").split())
    booking = event.bookings.select_related("person").filter(code=code).first()
    if booking is None:
        raise Refused(UNKNOWN_CODE)
    return booking


def seen_of(booking: Booking | None, session: Session) -> Attendance | None:
    return Attendance.objects.filter(booking=booking, session=session).first() if booking else None


def reason_for_all(session: Session, *, has_scanned: bool, now: datetime) -> str:
    """Why check-in is not possible, whoever it is: not open, or no scan of the wall that is still good."""
    return reason_shut(session, now) or ("" if has_scanned else EXPIRED)


def reason_not_to_check_in(
    booking: Booking | None, seen: Attendance | None, session: Session, *, has_scanned: bool, now: datetime
) -> str:
    """Why this person cannot check in now; nothing when they can, or are present already."""
    if seen and seen.mark == Mark.PRESENT:
        return ""
    reason = reason_for_all(session, has_scanned=has_scanned, now=now)
    if reason:
        return reason
    if booking is None:
        return NO_PLACE
    if booking.status not in ON_THE_REGISTER:
        return WITHOUT_A_PLACE[Status(booking.status)]
    return TURNED_AWAY if seen and seen.mark == Mark.REFUSED else ""


def check_in(booking: Booking | None, session: Session, *, has_scanned: bool, now: datetime) -> Attendance:
    """Marks the person of this booking present by their own hand, late by the whole minutes since the start; gives what stands then.

    Whoever is present already stays as they were marked, so that a second press changes nothing. Over “absent” it counts, as the last
    tap does; who was refused at the door stays so. `has_scanned` is whether their browser holds a scan of the wall that is still good.
    Raises Refused with the sentence of `reason_not_to_check_in`.
    """
    with transaction.atomic():
        # Whether the event is closed, and what was marked, must not change between reading and writing.
        session.event = places.lock(session.event_id)
        there = seen_of(booking, session)
        if booking:
            booking.refresh_from_db(fields=["status"])
        reason = reason_not_to_check_in(booking, there, session, has_scanned=has_scanned, now=now)
        if reason or booking is None:
            raise Refused(reason or NO_PLACE)
        if there and there.mark == Mark.PRESENT:
            return there
        wanted = Wanted(
            mark=Mark.PRESENT,
            minutes_late=minutes_late(session, now),
            minutes_early=0,
            how=Attendance.How.CHECK_IN,
            by=booking.person,
            now=now,
            at=now,
            key=None,
            checks_in=True,
        )
        return put(wanted, Booking.objects.filter(pk=booking.pk, event__sessions=session), session.pk)


def since(seen: Attendance, now: datetime) -> str:
    """When a mark was made: 9:12am, on another day with the day."""
    when = clock(seen.marked_at)
    return (
        when if local_day(seen.marked_at) == local_day(now) else f"{when} on {day_in_words(seen.marked_at)}"
    )
