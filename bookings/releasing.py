"""The clock releases allocations: what their sector or agency has not used goes to those who wait, then to everybody."""

from datetime import datetime

from django.db import transaction

from accounts.trail import record
from bookings import places, waiting
from training.models import Allocation


def release_due(now: datetime) -> int:
    """Stamps what has been released and offers what was left. Safe to run twice, or a day late."""
    due = Allocation.objects.due(now).select_related("event__course").order_by("event", "pk")
    return sum(_release(allocation, now) for allocation in due)


def _release(allocation: Allocation, now: datetime) -> bool:
    with transaction.atomic():
        event = places.lock(allocation.event_id)
        # The event may have moved to another day since: then the release has moved along.
        if not Allocation.objects.due(now).filter(pk=allocation.pk).update(released_at=now):
            return False
        changes = {"allocation": [str(allocation), ""], "released_at": [None, now]}
        record(None, "event.allocation_released", event, changes, now=now)
        waiting.offer_freed_places(event, now=now)
    return True
