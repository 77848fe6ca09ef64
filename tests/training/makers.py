"""Plans as tests write them: hours by the London clock, days counted from NOW."""

from datetime import time, timedelta

from lib.dates import at, local_day
from tests.cast import NOW
from training.planning import SessionPlan, create_event, plan_of

TODAY = local_day(NOW)


def hours(text):
    """ "9:30" as a clock time of `lib.dates.at`."""
    return time(*map(int, text.split(":")))


def session(room=None, *, day=30, start="9:30", end="16:30", url=""):
    """A session so many days after NOW, in a room or, without one, nowhere yet."""
    on = TODAY + timedelta(days=day)
    return SessionPlan(at(on, hours(start)), at(on, hours(end)), room, url)


def plan(course, *sessions, by, capacity=20, **facts):
    """A draft event."""
    return create_event(course, capacity=capacity, sessions=list(sessions), by=by, now=NOW, **facts)


def as_it_is(event):
    """The plan of an event as the arguments of `change_event`."""
    now = plan_of(event)
    names = [
        "capacity",
        "sessions",
        "trainers",
        "booking_opens_at",
        "booking_closes_at",
        "joining_instructions",
        "minimum",
        "decide_by",
        "group",
    ]
    return {name: getattr(now, name) for name in names}
