"""An event belongs to the financial year in which it begins, on a London clock."""

from datetime import timedelta

import pytest

from lib.dates import FinancialYear
from reports import queries
from tests.cast import NOW, make_event

YEAR = FinancialYear.of(NOW)
SECOND = timedelta(seconds=1)


def held_at(course, starts_at):
    event = make_event(course)
    type(event).objects.filter(pk=event.pk).update(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        register_closed_at=starts_at + timedelta(hours=2),
    )


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (YEAR.starts_at - SECOND, 0),
        (YEAR.starts_at, 1),
        (YEAR.ends_before - SECOND, 1),
        (YEAR.ends_before, 0),
    ],
)
def test_the_year_begins_and_ends_at_midnight_in_london(course, moment, counted):
    held_at(course, moment)
    assert queries.attendance(YEAR).events == counted


def test_a_year_is_named_by_both_its_calendar_years():
    for text in ("2015-16", "1999-00", "1900-01", "2100-01"):
        assert str(FinancialYear.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2015",
        "2015-17",
        "15-16",
        "2015/16",
        "2015-16-17",
        "²015-16",
        "0015-16",
        "abcd-ef",
        "1899-00",
        "2101-02",
        "9999-00",
    ],
)
def test_anything_else_is_no_financial_year(text):
    with pytest.raises(ValueError, match="is not a financial year"):
        FinancialYear.parse(text)
