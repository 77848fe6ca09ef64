"""Whether a file is of the day of its session, and what is said when it is not."""

from datetime import date, datetime

from bookings.models import OnlineFile
from bookings.registers.online.found import Participant
from bookings.registers.online.presence import presence
from bookings.registers.online.stored import found_in
from bookings.registers.online.times import ORDERS
from lib.dates import clock, local_day, long_day


def unclear(file: OnlineFile) -> str:
    """What is asked when nothing says in which order day and month stand."""
    found = found_in(file)
    first, other = ([*sorted(found.days(order)), None][0] for order in ORDERS)
    return f"The days of this file can be read in two ways: as {_named(first)} or as {_named(other)}. Say below which it is."


def _named(day: date | None) -> str:
    return long_day(day) if day else "no day at all"


def wrong_day(times: tuple[datetime, datetime], everybody: list[Participant]) -> str:
    """Why the file is not of this session, naming both days; empty when it is."""
    starts_at, ends_at = times
    days = {local_day(join) for each in everybody for join, _ in each.joins}
    session_day = local_day(starts_at)
    if session_day not in days:
        return f"The file is of {_listed(days)}, and this session is on {long_day(session_day)}."
    if not any(presence(each.joins, starts_at, ends_at).was_there for each in everybody):
        moments = [moment for each in everybody for join in each.joins for moment in join if moment]
        return (
            f"Nobody in the file was in the meeting during the session, which goes from {clock(starts_at)} to {clock(ends_at)}: "
            f"the times in the file go from {clock(min(moments))} to {clock(max(moments))}."
        )
    return ""


def _listed(days: set[date]) -> str:
    first, *others = sorted(days)
    return (
        f"{long_day(first)} and {len(others)} other day{'s' if len(others) > 1 else ''}"
        if others
        else long_day(first)
    )
