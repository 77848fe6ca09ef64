"""Both sides of every limit."""

from collections import namedtuple
from datetime import date

import pytest

from bookings.models.booking import Outcome
from bookings.registers.outcomes import days_missed, earns_certificate, outcome

Seen = namedtuple("Seen", "mark minutes_late minutes_early", defaults=("present", 0, 0))
HERE, AWAY, REFUSED = Seen(), Seen("absent"), Seen("refused")
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([HERE, HERE], Outcome.ATTENDED),
        ([HERE, AWAY], Outcome.PARTLY),
        ([AWAY, AWAY], Outcome.NO_SHOW),
        ([REFUSED], Outcome.NO_SHOW),
        ([], Outcome.NO_SHOW),
        ([Seen(minutes_late=20)], Outcome.ATTENDED),
        ([Seen(minutes_late=21)], Outcome.NO_SHOW),
        ([Seen(minutes_late=21), HERE], Outcome.PARTLY),
    ],
)
def test_outcome(marks, expected):
    assert outcome(marks, late_limit=20) == expected


@pytest.mark.parametrize(
    ("marks", "earns"),
    [
        ([HERE, HERE], True),
        ([HERE, AWAY], False),
        ([Seen(minutes_late=20)], True),
        ([Seen(minutes_late=21)], False),
        ([Seen(minutes_early=15)], True),
        ([Seen(minutes_early=16)], False),
        ([HERE, Seen(minutes_early=16)], False),
        ([], False),
    ],
)
def test_certificate(marks, earns):
    assert earns_certificate(marks, late_limit=20, early_limit=15) == earns


def test_a_day_with_one_session_attended_is_not_missed():
    marked = [(MONDAY, AWAY), (MONDAY, HERE), (TUESDAY, AWAY)]
    assert days_missed(marked, late_limit=20) == [TUESDAY]


def test_a_day_on_which_one_came_too_late_is_missed():
    assert days_missed([(MONDAY, Seen(minutes_late=21))], late_limit=20) == [MONDAY]
    assert days_missed([(MONDAY, Seen(minutes_late=20))], late_limit=20) == []
