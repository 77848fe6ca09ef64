"""The live mix of an event, for the training team: places allocated, held and waited for, by sector and agency."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.models import Sector
from bookings.allocations import Holder, Share, pool_of
from bookings.models.booking import Status
from bookings.places import held_by
from lib.dates import day_and_clock
from lib.tables import Table
from training.models import Allocation, Event


@dataclass(frozen=True)
class Row:
    """One allocation as it stands."""

    allocation: Allocation
    held: int
    waiting: int
    is_released: bool

    @property
    def left(self) -> int:
        return max(0, self.allocation.places - self.held)


def shares_of(event: Event, now: datetime) -> list[Row]:
    """Each allocation with what its own hold and wait for; an agency with one of its own is not counted in its sector's."""
    rows = list(event.allocations.select_related("agency"))
    # Also after the release: who came of it is part of the mix.
    shares = {s.key: s for s in (Share(r.places, r.release_at, r.agency_id, r.sector) for r in rows)}
    held = _by_pool(held_by(event), shares)
    waiting = _by_pool(_waiting(event), shares)
    return [
        Row(row, held[key], waiting[key], row.is_released(now)) for row, key in zip(rows, shares, strict=True)
    ]


def _by_pool(counted: Counter[Holder], shares: dict) -> Counter:
    pools: Counter = Counter()
    for holder, number in counted.items():
        pools[pool_of(holder, shares)] += number
    return pools


def _waiting(event: Event) -> Counter[Holder]:
    rows = event.bookings.filter(status=Status.WAITING).order_by().values_list("agency", "sector")
    return Counter({Holder(agency, sector): number for agency, sector, number in rows.annotate(Count("pk"))})


def mix_table(event: Event) -> Table:
    """Every sector that holds or waits, with its agencies' sum."""
    held, waiting = held_by(event), _waiting(event)
    sectors = {holder.sector for holder in [*held, *waiting]}
    rows = [
        (
            str(Sector(sector).label),
            sum(n for holder, n in held.items() if holder.sector == sector),
            sum(n for holder, n in waiting.items() if holder.sector == sector),
        )
        for sector in sectors
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    total = ["All", sum(row[1] for row in rows), sum(row[2] for row in rows)]
    return Table("Sectors", ["Sector", "Places", "Waiting"], rows, total=total if rows else None)


def unnamed_table(event: Event) -> Table:
    """Places held without a name, by agency and deadline."""
    from_rows = (
        event.held_places.held()
        .order_by()
        .values_list("agency__name", "held_by__first_name", "held_by__last_name", "name_by")
        .annotate(Count("pk"))
        .order_by("name_by", "agency__name")
    )
    rows = [
        (agency, number, f"{first} {last}", day_and_clock(name_by))
        for agency, first, last, name_by, number in from_rows
    ]
    return Table("Places held without a name", ["Agency", "Places", "Held by", "To be named by"], rows)
