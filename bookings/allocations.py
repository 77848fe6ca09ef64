"""Who may hold how many of an event's places. Pure: shares, places held and a moment go in, a number comes out.

Every place belongs to one pool. An agency with an allocation of its own is a pool; a sector with an allocation is the pool of its other
agencies; everybody else shares the open pool. Until it is released, an allocation is a cap for its pool and keeps what the pool has
not used; after that its pool is part of the open one. Booking, waiting, holding, transferring: all of them ask here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple


class Holder(NamedTuple):
    """For whom a place is held: the agency (its pk), and its sector as frozen on the row."""

    agency: int
    sector: str


class Claim(NamedTuple):
    """Somebody who waits; `is_first` when an officer has put them first, whatever the allocations say."""

    pk: int
    holder: Holder
    is_first: bool = False


@dataclass(frozen=True)
class Share:
    """An allocation as the rule reads it: of one agency, or of one sector."""

    places: int
    release_at: datetime
    agency: int | None = None
    sector: str = ""

    @property
    def key(self) -> tuple[str, int | str]:
        return ("agency", self.agency) if self.agency else ("sector", self.sector)


@dataclass(frozen=True)
class Mix:
    """How an event's places are held at a moment. `total` counts everybody's; `held` need only be complete while a share is in force."""

    capacity: int
    total: int
    shares: Sequence[Share] = ()
    held: Mapping[Holder, int] | None = None

    def and_one(self, holder: Holder) -> "Mix":
        """The same after this holder has got one place more."""
        return replace(self, total=self.total + 1, held=Counter(self.held or {}) + Counter({holder: 1}))


def in_force(shares: Iterable[Share], now: datetime) -> dict:
    """The shares not released yet, by their pool. At exactly `release_at` a share is released."""
    return {share.key: share for share in shares if share.release_at > now}


def pool_of(holder: Holder, shares: Mapping) -> tuple[str, int | str] | None:
    """The pool in force that a holder's places are counted in; None is the open one."""
    keys = ("agency", holder.agency), ("sector", holder.sector)
    return next((key for key in keys if key in shares), None)


def held_by_pool(mix: Mix, now: datetime) -> Counter:
    shares, counted = in_force(mix.shares, now), Counter()
    for holder, places in (mix.held or {}).items():
        counted[pool_of(holder, shares)] += places
    return counted


def room_for(mix: Mix, holder: Holder, now: datetime) -> int:
    """How many places more this agency may hold now."""
    free, shares = mix.capacity - mix.total, in_force(mix.shares, now)
    if shares:
        held, pool = held_by_pool(mix, now), pool_of(holder, shares)
        if pool:
            free = min(free, shares[pool].places - held[pool])
        else:
            free -= sum(max(0, share.places - held[key]) for key, share in shares.items())
    return max(0, free)


def next_in_line(mix: Mix, claims: Iterable[Claim], now: datetime) -> list[int]:
    """Whom the free places are offered to, one after the other; `claims` stand in the order of the list.

    First whom an officer has put first, then those whose pool is still under its allocation, then the others for whom there is room.
    """
    waiting, served = list(claims), []
    while mix.total < mix.capacity and (claim := _next(mix, waiting, now)):
        waiting.remove(claim)
        served.append(claim.pk)
        mix = mix.and_one(claim.holder)
    return served


def _next(mix: Mix, waiting: Sequence[Claim], now: datetime) -> Claim | None:
    shares = in_force(mix.shares, now)
    if not shares:
        return waiting[0] if waiting else None
    room = {holder: room_for(mix, holder, now) for holder in {claim.holder for claim in waiting}}
    eligible = [claim for claim in waiting if claim.is_first or room[claim.holder]]
    # A stable order: within each kind the list's own.
    return min(eligible, key=lambda c: (not c.is_first, pool_of(c.holder, shares) is None), default=None)
