"""Days that come round: every week, every fortnight, every first Tuesday."""

from datetime import date, timedelta

from lib.dates import months_after

ORDINALS = ["first", "second", "third", "fourth", "last"]


def every_weeks(first: date, weeks: int, count: int) -> list[date]:
    """So many days, each so many weeks after the one before."""
    return [first + timedelta(weeks=weeks * n) for n in range(count)]


def monthly(first: date, count: int) -> list[date]:
    """The same weekday of so many months in a row, as the first day stands in its month: every second Tuesday.

    A fifth one is taken as the last of the month, because not every month has five.
    """
    return [
        _in_month(months_after(first.replace(day=1), n), first.weekday(), _ordinal(first))
        for n in range(count)
    ]


def _ordinal(day: date) -> int:
    """0 for the first of this weekday in its month, to 4 for a fifth one."""
    return (day.day - 1) // 7


def _in_month(first_of_month: date, weekday: int, ordinal: int) -> date:
    day = first_of_month + timedelta(days=(weekday - first_of_month.weekday()) % 7 + 7 * ordinal)
    return day if day.month == first_of_month.month else day - timedelta(days=7)


def monthly_in_words(first: date) -> str:
    """Every second Tuesday of the month"""
    return f"Every {ORDINALS[_ordinal(first)]} {first:%A} of the month"
