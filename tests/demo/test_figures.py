"""The plan of the closed year adds up to the report before anything is built from it."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo import days, figures
from demo.figures import closed_year, spread
from demo.programme import PLANS, THEMES
from lib.dates import FinancialYear
from lib.money import share


def total(name):
    return sum(getattr(run, name) for run in closed_year())


def test_the_places_are_the_reports():
    assert total("capacity") == 1_438


def test_those_who_come_are_the_reports():
    assert total("booked") - total("no_shows") + total("walk_ins") == 1_217


def test_no_event_has_more_bookings_than_places():
    assert all(run.booked + run.late <= run.capacity for run in closed_year())


def test_what_is_charged_and_not_forgiven_is_what_the_board_received():
    due = sum(
        (figures.NO_SHOWS[full] + figures.LATE_CANCELLATIONS[full] - figures.WAIVED[full]) * price
        for full, price in [(True, 50), (False, 25)]
    )
    assert due == figures.CHARGES_RECEIVED


def test_the_partners_give_what_the_report_says():
    assert sum(figures.PARTNERS.values()) == figures.CONTRIBUTIONS
    assert round(share(figures.PARTNERS["Demo Borough Council"], figures.CONTRIBUTIONS)) == 49


def test_the_plan_is_the_same_each_time():
    assert [vars(run) for run in closed_year()] == [vars(run) for run in closed_year()]


def test_every_theme_of_a_course_exists():
    assert {name for plan in PLANS.values() for name in plan.themes} <= set(THEMES)


def test_each_event_has_a_training_day_of_its_own():

    planned = days.schedule(closed_year(), FinancialYear(2015), random.Random(1))
    used = [day for day, _ in planned]
    assert len(used) == len(set(used)) == 68
    assert all(days.is_training_day(day) for day in used)


def test_nobody_trains_on_christmas_eve_or_in_august():
    assert not days.is_training_day(date(2015, 12, 24))
    assert not days.is_training_day(date(2015, 8, 12))


@given(st.lists(st.tuples(st.floats(0.1, 100), st.integers(0, 50)), min_size=1, max_size=40), st.data())
def test_spreading_gives_the_total_and_keeps_every_cap(pairs, data):
    weights, caps = [w for w, _ in pairs], [c for _, c in pairs]
    wanted = data.draw(st.integers(0, sum(caps)))
    found = spread(wanted, weights, caps)
    assert sum(found) == wanted
    assert all(0 <= number <= cap for number, cap in zip(found, caps, strict=True))


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        spread(3, [1], [2])
