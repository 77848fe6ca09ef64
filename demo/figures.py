"""The figures of the closed year: those the report states, and those invented so that the stated ones come out.

Source: Barking & Dagenham Safeguarding Children Board, annual report 2015/16.
"""

import random
from dataclasses import dataclass
from decimal import Decimal

from demo.programme import COURSES, Plan

SEED = 2016

# Stated by the report.
PLACES = 1_438
ATTENDED = 1_217
CHARGES_RECEIVED = Decimal("5500.00")
CONTRIBUTIONS = Decimal("206737.00")
BROUGHT_FORWARD = Decimal("44770.00")
REVIEW_COSTS = Decimal("15460.00")

# Invented: how the 221 places not attended came about, and which charges were forgiven.
WALK_INS = 31
NO_SHOWS = {True: 70, False: 72}  # by full day (£50) or shorter (£25)
LATE_CANCELLATIONS = {True: 16, False: 18}
WAIVED = {True: 12, False: 18}
FREE_CANCELLATIONS = 24

# Invented, but for the total and the council's 49 %.
PARTNERS = {
    "Demo Borough Council": Decimal("101301.00"),
    "Clinical Commissioning Group": Decimal("52000.00"),
    "Schools Forum": Decimal("20000.00"),
    "Hospitals Trust": Decimal("12443.00"),
    "Community and Mental Health Trust": Decimal("12443.00"),
    "Metropolitan Police, borough command": Decimal("5000.00"),
    "Probation (National Service)": Decimal("2000.00"),
    "Probation (Community Rehabilitation Company)": Decimal("1000.00"),
    "CAFCASS": Decimal("550.00"),
}


@dataclass
class Run:
    """One event of the closed year and who came to it, in numbers."""

    plan: Plan
    number: int
    booked: int = 0
    no_shows: int = 0
    late: int = 0
    walk_ins: int = 0
    free: int = 0

    @property
    def capacity(self) -> int:
        return self.plan.capacity


def spread(total: int, weights: list[float], caps: list[int]) -> list[int]:
    """Whole numbers near the weights that add up to the total and stay within the caps.

    Raises ValueError when the caps leave no room for the total.
    """
    if total > sum(caps):
        raise ValueError(f"{total} does not fit into {sum(caps)}")
    scale = total / sum(weights)
    found = [min(int(weight * scale), cap) for weight, cap in zip(weights, caps, strict=True)]
    order = sorted(range(len(weights)), key=lambda n: (found[n] - weights[n] * scale, n))
    while (missing := total - sum(found)) > 0:
        for n in [n for n in order if found[n] < caps[n]][:missing]:
            found[n] += 1
    return found


def _give(runs: list[Run], field: str, total: int, caps: list[int], rng: random.Random) -> None:
    weights = [run.capacity * rng.uniform(0.4, 1.6) for run in runs]
    for run, number in zip(runs, spread(total, weights, caps), strict=True):
        setattr(run, field, number)


def closed_year() -> list[Run]:
    """Every run of 2015-16 with its numbers; the sums are the report's (a test adds them up)."""
    rng = random.Random(SEED)
    runs = [Run(plan, number) for plan in COURSES for number in range(plan.runs)]
    booked = ATTENDED - WALK_INS + sum(NO_SHOWS.values())
    weights = [run.capacity * rng.uniform(0.85, 1.0) for run in runs]
    for run, number in zip(runs, spread(booked, weights, [r.capacity for r in runs]), strict=True):
        run.booked = number
    for full_day in (True, False):
        some = [run for run in runs if run.plan.is_full_day is full_day]
        _give(some, "no_shows", NO_SHOWS[full_day], [run.booked // 3 for run in some], rng)
        free = [min(2, run.capacity - run.booked) for run in some]
        _give(some, "late", LATE_CANCELLATIONS[full_day], free, rng)
    _give(runs, "walk_ins", WALK_INS, [2] * len(runs), rng)
    _give(runs, "free", FREE_CANCELLATIONS, [4] * len(runs), rng)
    return runs
