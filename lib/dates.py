"""Days, clock times, working days and financial years, as England counts them. Moments are aware; days are London days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def local(moment: datetime) -> datetime:
    """The same moment on a London clock."""
    return moment.astimezone(LONDON)


def local_day(moment: datetime) -> date:
    return local(moment).date()


def at(day: date, clock: time) -> datetime:
    """The moment (UTC) at which a London clock shows this day and time."""
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)


def day(value: date | datetime | None) -> str:
    """5 March 2026"""
    if value is None:
        return ""
    value = local_day(value) if isinstance(value, datetime) else value
    return f"{value.day} {value:%B %Y}"


def long_day(value: date) -> str:
    """Thursday 5 March 2026"""
    return f"{value:%A} {day(value)}"


def span(first: date, last: date) -> str:
    """26 to 30 October 2026; 29 October to 2 November 2026; one day alone as `day` writes it."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    begins = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    return f"{begins} to {day(last)}"


def clock(moment: datetime | time | None) -> str:
    """9:30am; 12pm is midday and 12am midnight, as GOV.UK writes them."""
    if moment is None:
        return ""
    value = local(moment).time() if isinstance(moment, datetime) else moment
    if (value.hour, value.minute) in {(0, 0), (12, 0)}:
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def day_and_clock(moment: datetime | None) -> str:
    """Thursday 5 March 2026 at 9:30am"""
    if moment is None:
        return ""
    return f"{local(moment):%A} {day(moment)} at {clock(moment)}"


def hours(minutes: int | None) -> str:
    """2 hours 30 minutes"""
    if not minutes:
        return "0 minutes"
    parts = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year, substitute days included."""
    import holidays  # 1.2 s at first use: only those who count working days pay for it

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(value: date) -> bool:
    return value.weekday() < 5 and value not in bank_holidays(value.year)


def working_days_before(
    moment: datetime, days: int, is_working: Callable[[date], bool] = is_working_day
) -> datetime:
    """The moment (UTC) that lies so many working days before another, at the same London clock time."""
    there = local(moment)
    value = there.date()
    while days > 0:
        value -= timedelta(days=1)
        if is_working(value):
            days -= 1
    return at(value, there.time())


def calendar_days_before(moment: datetime, days: int) -> datetime:
    """The moment (UTC) so many calendar days before another, at the same London clock time (N × 24 h of wall clock)."""
    there = local(moment)
    return at(there.date() - timedelta(days=days), there.time())


def working_days_after(value: date, days: int, is_working: Callable[[date], bool] = is_working_day) -> date:
    while days > 0:
        value += timedelta(days=1)
        if is_working(value):
            days -= 1
    return value


def months_after(value: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day."""
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(value.day, last))


@dataclass(frozen=True, order=True)
class FinancialYear:
    """1 April to 31 March, named by both calendar years: 2015-16."""

    first: int

    @classmethod
    def of(cls, value: date | datetime) -> "FinancialYear":
        value = local_day(value) if isinstance(value, datetime) else value
        return cls(value.year if value.month >= 4 else value.year - 1)

    @classmethod
    def parse(cls, text: str) -> "FinancialYear":
        """Reads 2015-16, from 1900 to 2100. Raises ValueError with a sentence for anything else."""
        first, _, second = text.partition("-")
        if not (
            len(first) == 4
            and first.isdecimal()
            and first.isascii()
            and 1900 <= int(first) <= 2100
            and second == f"{(int(first) + 1) % 100:02}"
        ):
            raise ValueError(f"“{text}” is not a financial year. Write it as 2015-16.")
        return cls(int(first))

    def __str__(self) -> str:
        return f"{self.first}-{(self.first + 1) % 100:02}"

    @property
    def starts_on(self) -> date:
        return date(self.first, 4, 1)

    @property
    def ends_on(self) -> date:
        return date(self.first + 1, 3, 31)

    @property
    def starts_at(self) -> datetime:
        return at(self.starts_on, time.min)

    @property
    def ends_before(self) -> datetime:
        """The first moment of the next year."""
        return at(date(self.first + 1, 4, 1), time.min)

    @property
    def previous(self) -> "FinancialYear":
        return FinancialYear(self.first - 1)

    @property
    def next(self) -> "FinancialYear":
        return FinancialYear(self.first + 1)
