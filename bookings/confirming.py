"""What becomes of a booking that holds a place: it is confirmed, or its manager is asked first."""

from datetime import datetime, timedelta

from accounts.models import Board
from bookings import emails, interests
from bookings.models import Booking
from bookings.models.booking import Status
from training.models import Course, Event


def next_step(event: Event, *, now: datetime) -> dict:
    """The columns of a booking that has just got a place. A request never outlives the start of the event."""
    if event.course.approval != Course.Approval.AUTHORISE:
        return {"status": Status.CONFIRMED, "confirmed_at": now, "expires_at": None}
    until = now + timedelta(days=Board.current().approval_days)
    return {"status": Status.REQUESTED, "expires_at": min(until, event.starts_at)}


def tell(booking: Booking, *, now: datetime) -> None:
    """Tells the person, and whoever agrees to their training, what `next_step` made of the booking."""
    if booking.is_requested:
        emails.requested(booking, now=now)
        emails.manager_asked(booking, now=now)
        return
    interests.end_by_place(booking, now=now)
    emails.confirmed(booking, now=now)
    if booking.event.course.approval == Course.Approval.NOTIFY:
        emails.manager_told(booking, now=now)
