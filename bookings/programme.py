from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from bookings.models import Booking
from training.models import Event, Group


def with_next_date(courses, now: datetime):
    """Courses with `next_at`, the start of their next event in the programme, or None."""
    events = Event.objects.programme(now).filter(course=OuterRef("pk")).order_by("starts_at")
    return courses.annotate(next_at=Subquery(events.values("starts_at")[:1]))


def open_to(visitor):
    """The events whose public page a visitor may open: those they may know of, and whatever they are booked on themselves."""
    known = Event.objects.visible_to(visitor)
    if not visitor.is_authenticated:
        return known
    own = Booking.objects.of(visitor).active().filter(event=OuterRef("pk"))
    return Event.objects.filter(Q(pk__in=known.order_by().values("pk")) | Exists(own))


def groups_of(person, now: datetime):
    """The groups a person belongs to, each with its events that are still to come as `coming`."""
    events = Event.objects.published().upcoming(now).with_course().with_sessions()
    return Group.objects.of(person).prefetch_related(Prefetch("events", events, to_attr="coming"))
