from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django import template

from lib import dates, forms, money

register = template.Library()


@register.filter
def pounds(amount: Decimal | int | None) -> str:
    """£1,234.50"""
    return "" if amount in (None, "") else money.pounds(amount)


@register.filter
def day(moment: date | datetime | None) -> str:
    """5 March 2026, as London reads it"""
    return dates.day(moment) if moment else ""


@register.filter
def clock(moment: datetime | time | None) -> str:
    """9:30am, as London reads it"""
    # midnight is a time too: only None and "" are nothing
    return "" if moment in (None, "") else dates.clock(moment)


@register.filter
def day_and_clock(moment: datetime | None) -> str:
    """Thursday 5 March 2026 at 9:30am"""
    return dates.day_and_clock(moment) if moment else ""


@register.filter
def hours(minutes: int | None) -> str:
    """2 hours 30 minutes"""
    return "" if minutes in (None, "") else dates.hours(minutes)


@register.filter
def thousands(number: int | None) -> str:
    """1438 → 1,438"""
    return "" if number in (None, "") else f"{number:,}"


@register.filter
def percent(rate: Decimal | float | None) -> str:
    """84.6 → 85%; a dash where there was nothing to divide by"""
    return "–" if rate in (None, "") else f"{Decimal(rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)}%"


@register.simple_tag
def problems_of(*shown) -> list[tuple[str, str]]:
    """The errors of one or more forms, formsets or lists of them, for the error summary."""
    flat = []
    for form in shown:
        flat += form if isinstance(form, (list, tuple)) else [form]
    return forms.problems(*(form for form in flat if form))


@register.filter
def pages_around(page) -> list:
    """The numbers that pagination shows around a page, with "…" for what is left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
