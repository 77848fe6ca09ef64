"""When the runs of the closed year take place: one event a day at most, so that no room or trainer is in two places."""

import random
from datetime import date, datetime, time, timedelta

from demo.figures import Run
from demo.programme import Plan
from lib.dates import FinancialYear, at, is_working_day
from training.models import Room
from training.planning import SessionPlan

LUNCH = timedelta(hours=1)


def is_training_day(day: date) -> bool:
    """Working days outside August and the Christmas fortnight."""
    christmas = (day.month, day.day) >= (12, 18) or (day.month, day.day) <= (1, 6)
    return is_working_day(day) and day.month != 8 and not christmas


def schedule(runs: list[Run], year: FinancialYear, rng: random.Random) -> list[tuple[date, Run]]:
    """Each run on a training day of its own, the runs of a course spread over the months it has; earliest first."""
    free = [year.starts_on + timedelta(days=n) for n in range(5, 360)]
    free = [day for day in free if is_training_day(day)]
    found = []
    for run in sorted(runs, key=lambda run: -run.plan.first_month):
        first = run.plan.first_month / 12
        wanted = first + (run.number + rng.uniform(0.1, 0.9)) / run.plan.runs * (1 - first)
        day = min(free, key=lambda day: abs((day - year.starts_on).days - wanted * 360))
        free.remove(day)
        found.append((day, run))
    return sorted(found, key=lambda pair: pair[0])


def sessions_of(plan: Plan, first: datetime, room: Room | None, *, days: int = 1) -> list[SessionPlan]:
    """The sessions of an event that begins at this moment: one, or two with lunch between them, on each day."""
    each = timedelta(minutes=plan.minutes // plan.sessions // days)
    plans = []
    for day in range(days):
        start = first + timedelta(days=day)
        for _ in range(plan.sessions):
            plans.append(
                SessionPlan(start, start + each, room, "" if room else "https://meet.demo.example/room")
            )
            start += each + LUNCH
    return plans


def start_of(plan: Plan, day: date) -> datetime:
    return at(day, time(*plan.starts))
