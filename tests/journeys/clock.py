"""Time for journeys: the browser lives in the present, so instead of the clock everything about an event moves into the past."""

from datetime import datetime, timedelta

from django.utils import timezone

from bookings.models import Booking, Charge
from config.due import jobs
from correspondence.models import Message
from training.models import Allocation, Event, Session

MOMENTS = {
    Event: ["starts_at", "ends_at", "published_at", "booking_opens_at", "booking_closes_at"],
    Session: ["starts_at", "ends_at"],
    Booking: ["booked_at", "confirmed_at", "waiting_since", "expires_at", "cancel_by"],
    Charge: ["proposed_at", "answer_by"],
}


def let_time_pass(*, weeks: int, of=tuple(MOMENTS)) -> None:
    """As if these weeks had passed, for everything or only for rows of some models. Whole weeks: working days stay working days."""
    for model in of:
        for row in model.objects.all():
            moved = {name: _earlier(getattr(row, name), weeks) for name in MOMENTS[model]}
            model.objects.filter(pk=row.pk).update(**moved)
    for row in Allocation.objects.select_related("event"):
        # In working days before the start: a holiday may lie between where there was none.
        released_at = Allocation.release_of(row.event, row.release_days)
        Allocation.objects.filter(pk=row.pk).update(release_at=released_at)


def _earlier(moment: datetime | None, weeks: int) -> datetime | None:
    return moment and moment - timedelta(weeks=weeks)


def worker_round() -> None:
    """Everything that is due now, once, as the worker does it."""
    now = timezone.now()
    for _name, job in jobs():
        job(now)


def newest_message(kind: str, to: str) -> Message:
    return Message.objects.filter(kind=kind, to=to).latest("pk")
