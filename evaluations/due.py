"""Which bookings are asked at which stage now, and have not been asked yet."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef

from bookings.hearing import heard_by_somebody
from bookings.models import Booking
from bookings.models.booking import BookingQuerySet, Status
from evaluations.models import Invitation, Stage
from lib.dates import at, local, local_day, months_after
from training.models import Event

ASKED_FROM = time(9)  # nobody is asked in the night what they did three months ago
AFTER_IS_OPEN = 6  # months from the closing of the register
FOLLOW_UP_IS_OPEN = 2  # months from the day it falls due


def _unasked(stage: str) -> BookingQuerySet:
    asked = Invitation.objects.filter(stage=stage, booking=OuterRef("pk"))
    # What was taken over from before Muster was asked then, or never will be.
    held_here = Booking.objects.filter(event__state=Event.State.PUBLISHED, event__imported_at=None)
    return held_here.filter(~Exists(asked))


def _reached(bookings: BookingQuerySet) -> BookingQuerySet:
    """Whoever can be asked: by e-mail, or through whoever hears for them."""
    return heard_by_somebody(bookings.filter(person__is_active=True))


def before(now: datetime) -> BookingQuerySet:
    """From confirmation until the start."""
    return _reached(_unasked(Stage.BEFORE).filter(status=Status.CONFIRMED, event__starts_at__gt=now))


def after(now: datetime) -> BookingQuerySet:
    """Those who came, walk-ins included, once the register is closed; not when the stage would already be over."""
    oldest = at(months_after(local_day(now), -AFTER_IS_OPEN) + timedelta(days=1), time.min)
    closed = _unasked(Stage.AFTER).filter(
        event__register_closed_at__lte=now, event__register_closed_at__gte=oldest
    )
    return _reached(closed.came())


def _came_months_ago(stage: str, now: datetime, months: int) -> BookingQuerySet:
    """Those who came to events whose follow-up falls due by now, and is not over."""
    today = local_day(now) if local(now).time() >= ASKED_FROM else local_day(now) - timedelta(days=1)
    last = last_day_due(today, months)
    first = last_day_due(local_day(now), months + FOLLOW_UP_IS_OPEN) + timedelta(days=1)
    return (
        _unasked(stage)
        .came()
        .filter(
            event__register_closed_at__lte=now,
            event__ends_at__gte=at(first, time.min),
            event__ends_at__lt=at(last + timedelta(days=1), time.min),
        )
    )


def follow_up(now: datetime, months: int) -> BookingQuerySet:
    return _reached(_came_months_ago(Stage.FOLLOW_UP, now, months))


def manager(now: datetime, months: int) -> BookingQuerySet:
    return _came_months_ago(Stage.MANAGER, now, months).exclude(employment__manager_email="")


def last_day_due(today: date, months: int) -> date:
    """The last day of which `months` later is today or earlier: 30 November for 28 February and three months."""
    day = months_after(today, -months)
    while months_after(day + timedelta(days=1), months) <= today:
        day += timedelta(days=1)
    return day
