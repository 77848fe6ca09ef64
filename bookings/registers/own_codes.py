"""A person's own code: shown at the door, scanned by the phone of a trainer, who then marks them present."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.models.booking import ON_THE_REGISTER, Status
from bookings.registers.check_in import seen_of
from bookings.registers.marks import CLOSED, open_register, opens_at
from bookings.registers.taps import mark
from bookings.registers.wall import session_now
from lib.dates import day_and_clock, local_day
from lib.errors import Refused
from lib.links import absolute, sign
from training.models import Session

NOT_TAKING_PLACE = "This event is not taking place, so it has no register."
WITHOUT_A_PLACE = {
    Status.WAITING: "On the waiting list: no place on this event.",
    Status.REQUESTED: "Nobody has agreed to the request yet: no place on this event.",
    Status.OFFERED: "A place was offered and not taken: no place on this event.",
    Status.DECLINED: "The request was declined: no place on this event.",
    Status.LAPSED: "The request has lapsed: no place on this event.",
    Status.CANCELLED: "The booking was cancelled: no place on this event.",
    Status.REPLACED: "A colleague has taken the place on this event.",
}


def token_of(booking: Booking) -> str:
    """Signed for a purpose of its own: this link opens no other page of the booking."""
    return sign("own-code", booking.code)


def address_of(booking: Booking) -> str:
    """What the QR code of a booking holds."""
    return absolute("bookings:own_code", token=token_of(booking))


def is_shown(booking: Booking, now: datetime) -> bool:
    """Whether a booking has a code worth showing: it has a place in a room, on an event that goes on or is to come."""
    event = booking.event
    is_coming = event.is_published and not event.is_closed and not event.has_ended(now)
    return booking.status in ON_THE_REGISTER and is_coming and not event.is_online


def address_shown(booking: Booking, now: datetime) -> str:
    """The address for letters; nothing when there is no door to show the code at."""
    return address_of(booking) if is_shown(booking, now) else ""


def token_shown(booking: Booking, now: datetime) -> str:
    """The token for the booking's own pages; nothing when there is no door to show the code at."""
    return token_of(booking) if is_shown(booking, now) else ""


def reason_not_to_arrive(booking: Booking, session: Session, now: datetime) -> str:
    """Why a trainer cannot mark the person of this code now: the event, the day, the booking; nothing when they can."""
    if booking.event.is_closed:
        return CLOSED
    if not booking.event.is_published:
        return NOT_TAKING_PLACE
    if booking.status not in ON_THE_REGISTER:
        return WITHOUT_A_PLACE[Status(booking.status)]
    if now < opens_at(session):
        return f"Too early: this code is for {day_and_clock(session.starts_at)}."
    if now > session.ends_at and local_day(now) > local_day(session.ends_at):
        return f"Too late: this code was for {day_and_clock(session.starts_at)}. Mark it on the register."
    return ""


def arrive(booking: Booking, session: Session, *, minutes_late: int, by: Person, now: datetime) -> Attendance:
    """A trainer of the event, or an officer, marks the person whose code they scanned; gives what stands then.

    Whoever is present already stays as they were marked. Raises as `mark`, and Refused with the sentence of `reason_not_to_arrive`.
    """
    with transaction.atomic():
        booking.event = open_register(booking.event_id, by)
        booking.refresh_from_db(fields=["status"])
        reason = reason_not_to_arrive(booking, session, now)
        if reason:
            raise Refused(reason)
        there = seen_of(booking, session)
        if there and there.mark == Mark.PRESENT:
            return there
        return mark(
            booking,
            session,
            Mark.PRESENT,
            minutes_late=minutes_late,
            how=Attendance.How.SCAN,
            by=by,
            now=now,
        )


def session_of(booking: Booking, now: datetime) -> Session:
    """The session that the person arrives for."""
    return session_now(list(booking.event.sessions.all()), now)
