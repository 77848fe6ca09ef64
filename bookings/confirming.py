"""What becomes of a booking that holds a place: it is confirmed, or its manager or the agency’s coordinator is asked first."""

from datetime import datetime, timedelta

from accounts.models import Board
from bookings import emails, interests
from bookings.models import Booking
from bookings.models.booking import Status
from training.models import Course, Event

ASKS_FIRST = {Course.Approval.AUTHORISE, Course.Approval.AGENCY}


def next_step(event: Event, *, now: datetime) -> dict:
    """The columns of a booking that has just got a place. A request never outlives the start of the event."""
    if event.course.approval not in ASKS_FIRST:
        return agreed(now)
    board = Board.current()
    until = min(now + timedelta(days=board.approval_days), event.starts_at)
    # Half-way at the latest, so that there is time left to answer.
    reminder = min(now + timedelta(days=board.approval_reminder_days), now + (until - now) / 2)
    return {"status": Status.REQUESTED, "expires_at": until, "remind_at": reminder}


def agreed(now: datetime) -> dict:
    """The columns of a booking that nobody needs to agree to (any more)."""
    return {"status": Status.CONFIRMED, "confirmed_at": now, "expires_at": None}


def tell(booking: Booking, *, now: datetime, was_agreed: bool = False) -> None:
    """Tells the person, and whoever agrees to their training, what became of the booking.

    `was_agreed`: the manager has agreed before, to another date or another colleague, and is told of this one.
    """
    if booking.is_requested:
        emails.requested(booking, now=now)
        emails.manager_asked(booking, now=now)
        return
    interests.end_by_place(booking, now=now)
    emails.confirmed(booking, now=now)
    approval = booking.event.course.approval
    if approval == Course.Approval.NOTIFY or (was_agreed and approval != Course.Approval.NONE):
        emails.manager_told(booking, now=now)
