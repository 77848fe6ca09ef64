"""Which materials a booking opens, and when."""

from datetime import datetime

from django.db.models import QuerySet

from bookings.models import Booking
from bookings.models.booking import ON_THE_REGISTER, Outcome
from lib.dates import local_day
from training.models import Material

Visible = Material.Visible


def opened_by(booking: Booking, now: datetime) -> list[str]:
    """What a booking opens now. Nothing without a place: those who wait, were offered one, were replaced or cancelled get nothing."""
    if booking.status not in ON_THE_REGISTER or booking.event.is_cancelled:
        return []
    opened: list[str] = [Visible.BOOKED]
    if local_day(booking.event.starts_at) <= local_day(now):
        opened.append(Visible.DAY)
    if booking.outcome in (Outcome.ATTENDED, Outcome.PARTLY):
        opened.append(Visible.ATTENDED)
    return opened


def materials_for(booking: Booking, now: datetime) -> QuerySet[Material]:
    """The materials that the person of this booking may have now: of the course, then of the event; without their content."""
    found = Material.objects.of_event(booking.event).without_content()
    return found.filter(visible__in=opened_by(booking, now))
