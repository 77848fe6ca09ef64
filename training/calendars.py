from collections.abc import Iterable
from datetime import datetime

from correspondence.calendar import Invitation, Meeting
from lib.links import absolute
from training.models import Event, Session


def trainers_invitation(event: Event, *, now: datetime, cancels: bool = False) -> Invitation:
    """The calendar file of those who train: one entry for each session, updated as the bookings' entries are."""
    sessions = event.sessions.select_related("room__venue")
    sequence = event.revision * 2 + (1 if cancels else 0)
    method = "CANCEL" if cancels else "PUBLISH"
    return Invitation(trainers_meetings(event, sessions), sequence=sequence, now=now, method=method)


def trainers_meetings(event: Event, sessions: Iterable[Session]) -> list[Meeting]:
    """The entries of an event for those who train it; `sessions` are its own, with room and venue loaded."""
    return [
        Meeting(
            uid=f"{event.code}-{number}-trainer@muster",
            summary=f"Train: {event.course.title}",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            location=session.location,
            url=session.online_url or absolute("bookings:register", code=event.code),
        )
        for number, session in enumerate(sessions, 1)
    ]
