"""The year in one row: what the committee reads first, what `manage.py year` prints, what the tests compare with the report."""

from dataclasses import dataclass

from finance.statement import IncomeStatement, income_statement
from lib.dates import FinancialYear
from reports import queries
from reports.queries import Attendance, ChargeTotals


@dataclass(frozen=True)
class YearSummary:
    """Places and people, charges and income of a financial year; amounts in pounds, rates in per cent with one decimal."""

    year: FinancialYear
    attendance: Attendance
    charges: ChargeTotals
    money: IncomeStatement

    @property
    def is_empty(self) -> bool:
        return not self.attendance.events and self.money.is_empty

    def as_dict(self) -> dict:
        """The figures by their names, as `manage.py year` prints them."""
        people, money = self.attendance, self.money
        return {
            "year": str(self.year),
            "events": people.events,
            "places": people.places,
            "booked": people.booked,
            "booked_who_came": people.booked_who_came,
            "walk_ins": people.walk_ins,
            "attended": people.attended,
            "no_shows": people.no_shows,
            "fill": people.fill,
            "show_up": people.show_up,
            "use": people.use,
            "charges_raised": money.charges.raised,
            "charges_waived": money.charges.waived,
            "charges_received": money.charges.received,
            "charges_outstanding": money.charges.outstanding,
            "contributions": money.contributions_total,
            "council_share": money.council_share,
            "brought_forward": money.brought_forward,
            "expenditure": money.expenditure_total,
            "total_income_as_reported": money.total_income_as_reported,
            "total_income": money.total_income,
            "carried_forward": money.carried_forward,
        }


def year_summary(year: FinancialYear) -> YearSummary:
    """All figures of a year, from the rows as they stand now; the number of queries does not grow with the year."""
    return YearSummary(year, queries.attendance(year), queries.charges(year), income_statement(year))
