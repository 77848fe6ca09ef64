"""The live mix of an event, for the training team: places allocated, held and waited for, by sector and agency."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.models import Sector
from bookings.allocations import Holder, Share, pool_of
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


class LiveMix:
    """Counts an event's places and its waiting list once, and shows them in three ways."""

    def __init__(self, event: Event, now: datetime):
        self.event, self.now = event, now
        self.held, self.waiting = held_by(event), _waiting(event)

    def shares(self) -> list[Row]:
        """Each allocation, released ones too, with what its own people hold and wait for."""
        rows = list(self.event.allocations.select_related("agency"))
        shares = {s.key: s for s in (Share(r.places, r.release_at, r.agency_id, r.sector) for r in rows)}
        held, waiting = _by_pool(self.held, shares), _by_pool(self.waiting, shares)
        return [
            Row(row, held[key], waiting[key], row.is_released(self.now))
            for row, key in zip(rows, shares, strict=True)
        ]

    def sectors(self) -> Table:
        held, waiting = _by_sector(self.held), _by_sector(self.waiting)
        rows = [(str(Sector(name).label), held[name], waiting[name]) for name in held | waiting]
        rows.sort(key=lambda row: (-row[1], row[0]))
        total = ["All", held.total(), waiting.total()]
        return Table("Sectors", ["Sector", "Places", "Waiting"], rows, total=total if rows else None)


def _by_pool(counted: Counter[Holder], shares: dict) -> Counter:
    pools: Counter = Counter()
    for holder, number in counted.items():
        pools[pool_of(holder, shares)] += number
    return pools


def _by_sector(counted: Counter[Holder]) -> Counter[str]:
    sectors: Counter[str] = Counter()
    for holder, number in counted.items():
        sectors[holder.sector] += number
    return sectors


def _waiting(event: Event) -> Counter[Holder]:
    rows = event.bookings.waiting().order_by().values_list("agency", "sector").annotate(Count("pk"))
    return Counter({Holder(agency, sector): number for agency, sector, number in rows})


def unnamed(event: Event) -> Table:
    """Places held without a name, by agency and deadline."""
    names = "agency__name", "held_by__first_name", "held_by__last_name", "name_by"
    counted = event.held_places.held().order_by("name_by", "agency__name").values_list(*names)
    rows = [
        (agency, number, f"{first} {last}", day_and_clock(name_by))
        for agency, first, last, name_by, number in counted.annotate(Count("pk"))
    ]
    return Table("Places held without a name", ["Agency", "Places", "Held by", "To be named by"], rows)
