"""The months of a calendar page."""

from datetime import date

import pytest

from lib.periods import Period, weeks_of

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("view", "day", "words"),
    [
        ("month", date(2026, 11, 30), "November 2026"),
        ("quarter", date(2026, 12, 31), "October to December 2026"),
        ("quarter", date(2027, 1, 1), "January to March 2027"),
        ("year", date(2027, 3, 31), "April 2026 to March 2027"),
        ("year", date(2027, 4, 1), "April 2027 to March 2028"),
        ("fortnight", TODAY, "November 2026"),
    ],
)
def test_a_period_is_the_one_its_day_lies_in(view, day, words):
    assert str(Period.of(view, day)) == words


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "1999-12", "2100-01", "next", "2026-11-05x", "\0"])
def test_a_month_that_makes_no_sense_is_this_month(text):
    assert Period.read("month", text, today=TODAY).key == "2026-11"


@pytest.mark.parametrize("view", ["month", "quarter", "year"])
def test_before_and_after_lead_back(view):
    period = Period.of(view, TODAY)
    assert period.next.previous == period
    assert period.previous.end == period.first
    assert period.next.first == period.end


def test_weeks_begin_on_monday_and_cover_the_month():
    weeks = weeks_of(date(2026, 11, 1))
    assert weeks[0][0] == date(2026, 10, 26)
    assert weeks[-1][-1] == date(2026, 12, 6)
