"""What trainers have delivered: hours and days of sessions, per financial year. Whoever was replaced is not counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Board
from lib.dates import FinancialYear
from lib.money import NOTHING
from training.models import Delivery, Trainer
from training.models.delivery import cost_of, days_of


@dataclass(frozen=True)
class Delivered:
    """Events, minutes and days of one trainer in one year; pounds for what they were paid for."""

    year: FinancialYear
    events: int = 0
    minutes: int = 0
    days: Decimal = Decimal("0.0")
    cost: Decimal = NOTHING


def minutes_of(spent: timedelta | None) -> int:
    return int(spent.total_seconds() // 60) if spent else 0


def by_year(trainer: Trainer, now: datetime) -> list[Delivered]:
    """One row for each year in which the trainer delivered anything, the latest first."""
    rows = trainer.deliveries.delivered(now).with_minutes().select_related("event")
    years: dict[FinancialYear, list[Delivery]] = {}
    for row in rows:
        years.setdefault(FinancialYear.of(row.event.starts_at), []).append(row)
    return [_delivered(year, years[year]) for year in sorted(years, reverse=True)]


def _delivered(year: FinancialYear, rows: list[Delivery]) -> Delivered:
    day = Board.current().minutes_of_a_lent_day
    spent = [(minutes_of(row.spent), row.cost_per_day) for row in rows]
    minutes = sum(each for each, _ in spent)
    costs = [cost_of(each, daily, day) for each, daily in spent if daily is not None]
    return Delivered(year, len(rows), minutes, days_of(minutes, day), sum(costs, NOTHING))


def minutes_by_trainer(trainers: Iterable[Trainer], year: FinancialYear, now: datetime) -> dict[int, int]:
    """{trainer's key: minutes delivered in the year}: one query for a whole list."""
    rows = Delivery.objects.filter(trainer__in=list(trainers)).delivered(now).in_year(year).with_minutes()
    found: dict[int, int] = {}
    for row in rows.order_by():
        found[row.trainer_id] = found.get(row.trainer_id, 0) + minutes_of(row.spent)
    return found
