from datetime import datetime

from bookings.models import Booking, MakeUp
from correspondence.calendar import Invitation, Meeting
from lib.dates import day_and_clock
from lib.links import absolute


def invitation(booking: Booking, *, now: datetime, cancels: bool = False) -> Invitation:
    """The calendar file of a booking: one entry for each session.

    An entry keeps its UID as long as the booking lives; every revision of the event raises the SEQUENCE by two, and a
    cancellation by one more, so that each file replaces the one before it.
    """
    sequence = booking.event.revision * 2 + (1 if cancels else 0)
    method = "CANCEL" if cancels else "PUBLISH"
    return Invitation(meetings_of(booking), sequence=sequence, now=now, method=method)


def meetings_of(booking: Booking) -> list[Meeting]:
    """The entries of a booking as its event stands now."""
    return [_meeting(booking, n, session) for n, session in enumerate(booking.event.sessions.all(), 1)]


def _meeting(booking: Booking, number: int, session) -> Meeting:
    return Meeting(
        uid=f"{booking.code}-{number}@muster",
        summary=booking.event.course.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        location=session.location,
        description=_description(booking),
        url=session.online_url or absolute("bookings:booking", code=booking.code),
    )


def _description(booking: Booking) -> str:
    deadline = f"Cancelling is free until {day_and_clock(booking.cancel_by)}." if booking.cancel_by else ""
    return "\n".join(filter(None, [deadline, booking.event.joining_instructions]))


def make_up_meeting(make_up: MakeUp) -> Meeting:
    """The entry of a session that is made up at another event: a UID of its own, which it keeps when that event is moved."""
    at = make_up.at
    return Meeting(
        uid=f"{make_up.code}@muster",
        summary=f"{at.event.course.title} (making up a missed session)",
        starts_at=at.starts_at,
        ends_at=at.ends_at,
        location=at.location,
        description=at.event.joining_instructions,
        url=at.online_url or absolute("bookings:booking", code=make_up.booking.code),
    )
