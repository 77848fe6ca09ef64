"""The school year around today: half-terms, Christmas, Easter and summer, and the days on which the Board’s office is closed."""

from datetime import date, datetime, timedelta

from accounts.models import Person
from lib.dates import bank_holidays, local_day
from training.holidays import save_holiday
from training.models import Holiday

Span = tuple[date, date]


def build(by: Person, now: datetime) -> None:
    """Last year, this one and the next, as an officer would have noted them some months ago."""
    today = local_day(now)
    for year in range(today.year - 1, today.year + 2):
        for name, (first, last) in of_year(year).items():
            facts = {"name": name, "first_on": first, "last_on": last}
            save_holiday(Holiday(), facts, by=by, now=now - timedelta(days=150))


def of_year(year: int) -> dict[str, Span]:
    """The holidays that begin in a calendar year, as most schools of England have them."""
    good_friday = min(on for on in bank_holidays(year) if on.month in (3, 4) and on.weekday() == 4)
    return {
        "February half-term": _weeks(_monday(date(year, 2, 21))),
        "Easter holidays": _weeks(_monday(good_friday), 2),
        "May half-term": _weeks(_monday(date(year, 5, 31))),
        "Summer holidays": (_monday(date(year, 7, 26)) + timedelta(days=2), date(year, 8, 31)),
        "October half-term": _weeks(_monday(date(year, 10, 31))),
        "Christmas holidays": _weeks(_monday(date(year, 12, 25)), 2),
        "Board office closed": (date(year, 12, 27), date(year, 12, 31)),
    }


def half_term_after(day: date) -> date:
    """The Wednesday of the first half-term that begins later than a day."""
    found = [
        first
        for year in (day.year, day.year + 1)
        for name, (first, _) in of_year(year).items()
        if name.endswith("half-term") and first > day
    ]
    return min(found) + timedelta(days=2)


def is_school_day(day: date) -> bool:
    spans = [span for year in (day.year - 1, day.year) for span in of_year(year).values()]
    return not any(first <= day <= last for first, last in spans)


def _monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _weeks(monday: date, count: int = 1) -> Span:
    """To the Friday of the last of so many weeks."""
    return monday, monday + timedelta(days=count * 7 - 3)
