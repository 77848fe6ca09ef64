"""Days that agencies lend as trainers against places that their people use: the year, and everything up to its end."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max, QuerySet

from bookings.models import Booking
from bookings.models.booking import Outcome
from lib.dates import FinancialYear
from lib.money import NOTHING, share
from lib.tables import Table
from training.hours import minutes_of
from training.models import Delivery, Event
from training.models.delivery import cost_of, days_of

NOBODY = "No agency"


@dataclass(frozen=True)
class Exchange:
    """What an agency gave and took in a span: minutes of sessions, places used, and its part of everybody's."""

    minutes: int
    places: int
    all_minutes: int
    all_places: int

    @property
    def lent_share(self) -> Decimal | None:
        return share(self.minutes, self.all_minutes)

    @property
    def used_share(self) -> Decimal | None:
        return share(self.places, self.all_places)

    @property
    def balance(self) -> Decimal | None:
        """Percentage points: above nothing, the agency lends more than its part of the places. None while there is nothing to compare."""
        if self.lent_share is None or self.used_share is None:
            return None
        return self.lent_share - self.used_share


@dataclass(frozen=True)
class Lender:
    """One agency, under the name it had last in the span."""

    name: str
    year: Exchange
    so_far: Exchange


@dataclass(frozen=True)
class Commissioned:
    """Trainers who were paid: days and pounds of the year, without names."""

    trainers: int
    days: Decimal
    cost: Decimal


def lenders(year: FinancialYear, now: datetime) -> list[Lender]:
    """One row for each agency that has lent a trainer or used a place up to the end of the year, by name: six queries."""
    lent, used = _lent(year, now), _used(year)
    spans = []
    for deliveries, people in ((lent.in_year(year), _within(used, year)), (lent, used)):
        spans.append((_minutes(deliveries), _places(people)))
    names = _names(lent) | _names(used)
    rows = [_lender(names.get(agency, NOBODY), agency, spans) for agency in names]
    return sorted(rows, key=lambda row: row.name)


def _lent(year: FinancialYear, now: datetime):
    return Delivery.objects.lent().delivered(now).until(year).order_by()


def _used(year: FinancialYear) -> QuerySet[Booking]:
    """Everyone who came, walk-ins included, to an event whose register is closed."""
    return (
        Booking.objects.on_the_register()
        .filter(
            outcome__in=[Outcome.ATTENDED, Outcome.PARTLY],
            event__state=Event.State.PUBLISHED,
            event__register_closed_at__isnull=False,
            event__starts_at__lt=year.ends_before,
        )
        .order_by()
    )


def _within(used: QuerySet[Booking], year: FinancialYear) -> QuerySet[Booking]:
    return used.filter(event__starts_at__gte=year.starts_at)


def _minutes(deliveries) -> dict:
    return {row["agency"]: minutes_of(row["spent"]) for row in deliveries.values("agency").with_minutes()}


def _places(people) -> dict:
    return {row["agency"]: row["places"] for row in people.values("agency").annotate(places=Count("pk"))}


def _names(rows) -> dict:
    """{agency: the name frozen last}: an agency that was renamed stays one row."""
    named = rows.values("agency", "agency_name").annotate(last=Max("event__starts_at")).order_by("last")
    return {row["agency"]: row["agency_name"] or NOBODY for row in named}


def _lender(name: str, agency, spans: list) -> Lender:
    year, so_far = [
        Exchange(minutes.get(agency, 0), places.get(agency, 0), sum(minutes.values()), sum(places.values()))
        for minutes, places in spans
    ]
    return Lender(name, year, so_far)


def commissioned(year: FinancialYear, now: datetime, minutes_of_a_day: int) -> Commissioned:
    """What the Board paid for trainers in the year, each delivery at the cost frozen on it."""
    rows = list(Delivery.objects.commissioned().delivered(now).in_year(year).with_minutes())
    spent = [(minutes_of(row.spent), row.cost_per_day) for row in rows]
    cost = sum((cost_of(minutes, daily, minutes_of_a_day) for minutes, daily in spent), NOTHING)
    days = days_of(sum(minutes for minutes, _ in spent), minutes_of_a_day)
    return Commissioned(len({row.trainer_id for row in rows}), days, cost)


def lending(year: FinancialYear, now: datetime, minutes_of_a_day: int) -> Table:
    """The table of page, CSV and Excel file."""
    found = lenders(year, now)
    rows = [
        [row.name, *_whole(row.year, minutes_of_a_day), *_short(row.so_far, minutes_of_a_day)]
        for row in found
    ]
    total = None
    if found:
        year_all, all_so_far = _sum(found[0].year), _sum(found[0].so_far)
        total = ["All", *_whole(year_all, minutes_of_a_day), *_short(all_so_far, minutes_of_a_day)]
    columns = [
        "Agency", "Days lent", "Part of days %", "Places used", "Part of places %", "Balance", "Days lent so far",
        "Places used so far", "Balance so far",
    ]  # fmt: skip
    return Table(f"Days lent and places used, {year}", columns, rows, total)


def _sum(one: Exchange) -> Exchange:
    return Exchange(one.all_minutes, one.all_places, one.all_minutes, one.all_places)


def _whole(span: Exchange, day: int) -> list:
    return [days_of(span.minutes, day), span.lent_share, span.places, span.used_share, span.balance]


def _short(span: Exchange, day: int) -> list:
    return [days_of(span.minutes, day), span.places, span.balance]
