from datetime import datetime, timedelta

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Concat

from bookings import emails
from bookings.models import Booking
from correspondence.models import Message
from training.models import Event

DAYS = [14, 3]


def remind_due(now: datetime) -> int:
    """Reminds people who have a place 14 and 3 days before; gives back how many messages were written.

    Each reminder has its own span (14 to 3 days before, 3 days to the start), so a worker that was down sends one, never both.
    Whoever got the place inside the span has only just been told and is not reminded of it.
    """
    return sum(_remind(days, until, now) for days, until in zip(DAYS, [*DAYS[1:], 0], strict=True))


def _remind(days: int, until: int, now: datetime) -> int:
    span = timedelta(days=days)
    due = (
        Booking.objects.booked()
        .filter(event__state=Event.State.PUBLISHED)
        .filter(event__starts_at__gt=now + timedelta(days=until), event__starts_at__lte=now + span)
        .filter(confirmed_at__lt=F("event__starts_at") - span)
        .exclude(_told(days))
    )
    bookings = list(due.with_event().with_person())
    for booking in bookings:
        emails.reminder(booking, days=days, now=now)
    return len(bookings)


def _told(days: int) -> Exists:
    key = Concat(Value(f"reminder-{days}:"), OuterRef("code"), output_field=CharField())
    return Exists(Message.objects.filter(key=key))
