from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from bookings.models import Booking
from training.models import Event, Group

MOST_OFFERED = 5


def with_next_date(courses, now: datetime):
    """Courses with `next_at`, the start of their next event in the programme, or None."""
    events = Event.objects.programme(now).filter(course=OuterRef("pk")).order_by("starts_at")
    return courses.annotate(next_at=Subquery(events.values("starts_at")[:1]))


def next_dates(event: Event, now: datetime) -> list[Event]:
    """What people can go to instead of this event: the next dates of its course and of the courses that count as much."""
    instead = Q(course=event.course_id) | Q(course__in=event.course.equivalents.all())
    found = Event.objects.programme(now).filter(instead).exclude(pk=event.pk)
    return list(found.with_course().with_sessions()[:MOST_OFFERED])


def instead_of(event: Event, now: datetime) -> list[Event]:
    """The next dates to go to, when this event is cancelled; empty otherwise."""
    return next_dates(event, now) if event.is_cancelled else []


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
