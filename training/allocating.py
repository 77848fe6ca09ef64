"""Deeds on the allocations of an event: how many places which sector or agency may hold, and until when they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Agency, Person, Sector
from accounts.trail import record
from lib.errors import Refused, TooLate
from lib.seen import fingerprint
from training.models import Allocation, Event

CHANGED = (
    "Somebody else changed the allocations, or the places of the event, since you opened this page. Your answers are still here: "
    "compare them with what there is now, then save again."
)


@dataclass(frozen=True)
class AllocationPlan:
    """For one sector ("" for none) or one agency: places, and the working days before the start at which they are released."""

    places: int
    release_days: int
    sector: str = ""
    agency: Agency | None = None

    @property
    def whom(self) -> str:
        return self.agency.name if self.agency else str(Sector(self.sector).label) if self.sector else ""


def reasons_against(event: Event, plans: Sequence[AllocationPlan], now: datetime) -> list[str]:
    """Why these allocations cannot stand together, as sentences."""
    if event.is_cancelled or event.has_started(now):
        return ["This event is over or cancelled, so its places can no longer be allocated."]
    reasons = [
        "Choose a sector or an agency for each allocation, not both."
        for plan in plans
        if bool(plan.sector) == bool(plan.agency)
    ][:1]
    names = [plan.whom for plan in plans]
    reasons += [
        f"{name} has two allocations. Keep one." for name in dict.fromkeys(names) if names.count(name) > 1
    ]
    reasons += ["An allocation has 1 place or more."] if any(plan.places < 1 for plan in plans) else []
    return reasons + reasons_of_capacity(event.capacity, sum(plan.places for plan in plans))


def reasons_of_capacity(capacity: int, allocated: int) -> list[str]:
    if allocated <= capacity:
        return []
    return [
        f"{allocated} places are allocated, but the event has only {capacity}. Allocate fewer, or add places."
    ]


def seen_of(event: Event) -> str:
    """What the page shows of the allocations, shortened."""
    return fingerprint(event.capacity, sorted(_saved(event), key=str))


def allocate(
    event: Event,
    plans: Sequence[AllocationPlan],
    *,
    by: Person | None,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Replaces the allocations of an event by these; the same again change nothing. Who holds a place already keeps it.

    Raises Refused with every reason, TooLate when they are no longer as the page showed them (`seen`).
    """
    with transaction.atomic():
        event.lock(None)
        if reasons := reasons_against(event, plans, now):
            raise Refused(reasons)
        if {_facts(plan) for plan in plans} == _saved(event):
            return
        if seen is not None and seen != seen_of(event):
            raise TooLate(CHANGED)
        before = _said(event)
        event.allocations.all().delete()
        Allocation.objects.bulk_create(_row(event, plan, now) for plan in plans)
        record(by, "event.allocated", event, {"allocations": [before, _said(event)]}, now=now)


def _saved(event: Event) -> set[tuple]:
    return {_facts(row) for row in event.allocations.select_related("agency")}


def _facts(each: AllocationPlan | Allocation) -> tuple:
    """What a plan and the row it makes have in common."""
    return each.sector, each.agency and each.agency.code, each.places, each.release_days


def _row(event: Event, plan: AllocationPlan, now: datetime) -> Allocation:
    release_at = Allocation.release_of(event, plan.release_days)
    return Allocation(
        event=event,
        **vars(plan),
        release_at=release_at,
        released_at=now if release_at <= now else None,
    )


def _said(event: Event) -> list[str]:
    rows = event.allocations.select_related("agency")
    return [f"{row}, released {row.release_days} working days before" for row in rows]


def move_releases(event: Event) -> None:
    """Releases lie before the first session: when it moves, so do they. Call it in the transaction that moved the event."""
    for row in event.allocations.all():
        release_at = Allocation.release_of(event, row.release_days)
        if release_at != row.release_at:
            # The clock stamps it anew, at once if the new moment has passed.
            Allocation.objects.filter(pk=row.pk).update(release_at=release_at, released_at=None)
