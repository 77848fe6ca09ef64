"""A venue over time: what is planned there in the next weeks, and what a year costs."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from lib.dates import FinancialYear, at, local_day
from lib.money import NOTHING, money
from training.models import Event, Session, Venue

WEEKS = 6
HALF_DAY_MINUTES = 240


@dataclass(frozen=True)
class Day:
    on: date
    sessions: list[Session]


@dataclass(frozen=True)
class Week:
    days: list[Day]

    @property
    def starts_on(self) -> date:
        return self.days[0].on


def _sessions(venue: Venue, starts_at: datetime, ends_at: datetime):
    rows = Session.objects.filter(room__venue=venue, starts_at__gte=starts_at, starts_at__lt=ends_at)
    rows = rows.exclude(event__state=Event.State.CANCELLED)
    return rows.select_related("event__course", "room__venue").order_by("starts_at", "pk")


def diary(venue: Venue, now: datetime, weeks: int = WEEKS) -> list[Week]:
    """This week and the next ones, Monday to Sunday, each day with its sessions: one query."""
    today = local_day(now)
    monday = today - timedelta(days=today.weekday())
    rows = _sessions(venue, at(monday, time.min), at(monday + timedelta(weeks=weeks), time.min))
    by_day: dict[date, list[Session]] = {}
    for session in rows:
        by_day.setdefault(local_day(session.starts_at), []).append(session)
    days = [monday + timedelta(days=n) for n in range(weeks * 7)]
    filled = [Day(on, by_day.get(on, [])) for on in days]
    return [Week(filled[n : n + 7]) for n in range(0, len(filled), 7)]


@dataclass(frozen=True)
class YearCost:
    """What the rooms of a venue cost in a year at today's prices. `unpriced` counts room days of which no price is known."""

    pounds: Decimal
    room_days: int
    unpriced: int


def cost_of_year(venue: Venue, year: FinancialYear) -> YearCost:
    """Published events only. A room used up to four hours on a day costs half a day, otherwise a whole one."""
    rows = _sessions(venue, year.starts_at, year.ends_before).filter(event__state=Event.State.PUBLISHED)
    minutes: dict[tuple, int] = {}
    for session in rows:
        key = (session.room, local_day(session.starts_at))
        minutes[key] = minutes.get(key, 0) + session.minutes
    prices = [_price(room, venue, spent) for (room, _), spent in minutes.items()]
    known = [price for price in prices if price is not None]
    return YearCost(money(sum(known, NOTHING)), len(prices), len(prices) - len(known))


def _price(room, venue: Venue, minutes: int) -> Decimal | None:
    """The room's own price first, then the venue's; without one for half a day, a whole day is paid."""
    prices = [room] if room.cost_per_day is not None or room.cost_per_half_day is not None else [venue]
    day, half = prices[0].cost_per_day, prices[0].cost_per_half_day
    return half if minutes <= HALF_DAY_MINUTES and half is not None else day
