"""What becomes of a booking that holds a place: it is confirmed, or its manager or the agency’s coordinator is asked first."""

from datetime import datetime, timedelta

from accounts.models import Board
from bookings import emails
from bookings.models import Booking
from bookings.models.booking import Status
from training.models import Course, Event

ASKED_FIRST = {Course.Approval.AUTHORISE, Course.Approval.AGENCY}


def next_step(event: Event, *, now: datetime) -> dict:
    """The columns of a booking that has just got a place. A request never outlives the start of the event."""
    if event.course.approval not in ASKED_FIRST:
        return {"status": Status.CONFIRMED, "confirmed_at": now, "expires_at": None}
    board = Board.current()
    until = min(now + timedelta(days=board.approval_days), event.starts_at)
    # Half-way at the latest, so that there is time left to answer.
    reminder = min(now + timedelta(days=board.approval_reminder_days), now + (until - now) / 2)
    return {"status": Status.REQUESTED, "expires_at": until, "remind_at": reminder}


def tell(booking: Booking, *, now: datetime) -> None:
    """Tells the person, and whoever agrees to their training, what `next_step` made of the booking."""
    if booking.is_requested:
        emails.requested(booking, now=now)
        emails.manager_asked(booking, now=now)
        return
    emails.confirmed(booking, now=now)
    if booking.event.course.approval == Course.Approval.NOTIFY:
        emails.manager_told(booking, now=now)
