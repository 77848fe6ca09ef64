"""The months that a calendar page shows: one, a quarter or a financial year."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time

from lib.dates import FinancialYear, at, months_after

LENGTHS = {"month": 1, "quarter": 3, "year": 12}
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 1)


@dataclass(frozen=True)
class Period:
    """`view` is a key of LENGTHS, `first` the first day of its first month. Quarters are calendar quarters, years financial ones."""

    view: str
    first: date

    @classmethod
    def of(cls, view: str, day: date) -> "Period":
        """The period of this kind that a day lies in; an unknown kind is a month."""
        view = view if view in LENGTHS else "month"
        month = day.replace(day=1)
        if view == "quarter":
            month = month.replace(month=(month.month - 1) // 3 * 3 + 1)
        if view == "year":
            month = FinancialYear.of(day).starts_on
        return cls(view, month)

    @classmethod
    def read(cls, view: str, text: str, *, today: date) -> "Period":
        """From an address: `text` reads 2026-11; anything else, or a month out of bounds, is the month of `today`."""
        try:
            month = date.fromisoformat(f"{text}-01")
        except ValueError:
            month = today
        return cls.of(view, month if EARLIEST <= month <= LATEST else today)

    @property
    def months(self) -> list[date]:
        """The first day of each of its months."""
        return [months_after(self.first, n) for n in range(LENGTHS[self.view])]

    @property
    def end(self) -> date:
        """The first day after it."""
        return months_after(self.first, LENGTHS[self.view])

    @property
    def starts_at(self) -> datetime:
        return at(self.first, time.min)

    @property
    def ends_before(self) -> datetime:
        return at(self.end, time.min)

    @property
    def previous(self) -> "Period":
        return Period(self.view, months_after(self.first, -LENGTHS[self.view]))

    @property
    def next(self) -> "Period":
        return Period(self.view, self.end)

    @property
    def key(self) -> str:
        """As the address carries it: 2026-11."""
        return f"{self.first:%Y-%m}"

    def __str__(self) -> str:
        """November 2026; October to December 2026; April 2026 to March 2027"""
        last = self.months[-1]
        if self.view == "month":
            return f"{self.first:%B %Y}"
        return (
            f"{self.first:%B}{'' if self.first.year == last.year else f' {self.first.year}'} to {last:%B %Y}"
        )


def weeks_of(month: date) -> list[list[date]]:
    """The weeks, Monday first, that cover a month; they begin and end in its neighbours."""
    return Calendar().monthdatescalendar(month.year, month.month)
