"""The code on the wall: which token it holds at a moment, for how long that is good, and when check-in is open.

The code is signed with the secret key and carries the session and the number of its 30 seconds, so that no table is needed. Good are the
code that is shown now and the one before it: a phone takes some seconds to open what it has scanned. So a photograph of the wall
helps nobody for longer than a minute.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.http import base36_to_int, int_to_base36

from accounts.models import Board
from bookings.models.attendance import Mark
from bookings.registers.marks import CLOSED
from lib.dates import day_and_clock
from lib.links import absolute, sign, unsign
from training.models import Session

STEP = 30  # seconds
OPENS_BEFORE = timedelta(minutes=30)
LAST_MINUTE = timedelta(minutes=1)
NOT_TAKING_PLACE = "This event is not taking place. See the training team."


@dataclass(frozen=True)
class WallCode:
    """What a token says: the session (its key), and in which 30 seconds since 1970 it was on the wall."""

    session: int
    step: int

    def is_good(self, now: datetime) -> bool:
        return 0 <= step_at(now) - self.step <= 1


@dataclass(frozen=True)
class Window:
    """From when until when people check in themselves. Both moments still count."""

    opens_at: datetime
    closes_at: datetime

    def is_early(self, now: datetime) -> bool:
        return now < self.opens_at

    def is_late(self, now: datetime) -> bool:
        return now > self.closes_at


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // STEP


def seconds_left(now: datetime) -> int:
    """Until the code changes: 1 to 30."""
    return STEP - int(now.timestamp()) % STEP


def token_of(session: Session, now: datetime) -> str:
    return sign("wall", f"{int_to_base36(session.pk)}-{int_to_base36(step_at(now))}")


def address_of(session: Session, now: datetime) -> str:
    return absolute("bookings:check_in", token=token_of(session, now))


def read(token: str) -> WallCode | None:
    """None when the token is forged or cut off."""
    said = unsign("wall", token)
    if said is None:
        return None
    session, _, step = said.partition("-")
    return WallCode(base36_to_int(session), base36_to_int(step))


def window_of(session: Session) -> Window:
    """30 minutes before the start until the Board's limit of lateness; a session shorter than the limit closes a minute before its end."""
    limit = session.starts_at + timedelta(minutes=Board.current().late_limit_minutes)
    return Window(session.starts_at - OPENS_BEFORE, min(limit, session.ends_at - LAST_MINUTE))


def reason_shut(session: Session, now: datetime) -> str:
    """Why nobody can check in to this session now, as they read it; nothing when they can."""
    window = window_of(session)
    if session.event.is_closed:
        return CLOSED
    if not session.event.is_published:
        return NOT_TAKING_PLACE
    if window.is_early(now):
        return f"Check-in opens on {day_and_clock(window.opens_at)}."
    if window.is_late(now):
        return f"Check-in closed on {day_and_clock(window.closes_at)}. See the trainer."
    return ""


def session_now(sessions: list[Session], now: datetime) -> Session:
    """The session that people arrive for: the first that is not over, else the last."""
    return next((session for session in sessions if session.ends_at > now), sessions[-1])


def minutes_late(session: Session, now: datetime) -> int:
    """Whole minutes since the start; 0 before it."""
    return max(0, int((now - session.starts_at).total_seconds() // 60))


def here(session: Session) -> dict[str, int]:
    """How many of the `people` on the register are `present`: one query."""
    present = Q(attendances__session=session, attendances__mark=Mark.PRESENT)
    people = session.event.bookings.on_the_register()
    return people.aggregate(people=Count("pk", distinct=True), present=Count("attendances", filter=present))
