from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Case, CharField, Exists, F, OuterRef, Value, When
from django.db.models.functions import Cast, Concat

from bookings import emails
from bookings.models import Booking
from correspondence import outbox
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
    name = Case(
        When(event__moves=0, then=Value(emails.reminder_name(days, 0))),
        default=Concat(Value(f"reminder-{days}-"), Cast("event__moves", CharField())),
        output_field=CharField(),
    )
    due = (
        Booking.objects.booked()
        .filter(event__state=Event.State.PUBLISHED)
        .filter(event__starts_at__gt=now + timedelta(days=until), event__starts_at__lte=now + span)
        .filter(confirmed_at__lt=F("event__starts_at") - span)
        .annotate(reminder=name)
        .exclude(_told())
    )
    bookings = list(due.with_event().with_person())
    for booking in bookings:
        emails.reminder(booking, days=days, now=now)
    return len(bookings)


def _told() -> Exists:
    key = Concat(OuterRef("reminder"), Value(":"), OuterRef("code"), output_field=CharField())
    return Exists(Message.objects.filter(key=key))


def withdraw(event: Event, bookings: Sequence[Booking]) -> int:
    """Takes back reminders of these bookings that have not left yet: the event is cancelled, or held at another time or place."""
    names = [emails.reminder_name(days, moves) for days in DAYS for moves in range(event.moves + 1)]
    return outbox.withdraw([f"{name}:{booking.code}" for name in names for booking in bookings])
