from datetime import datetime

from django.db.models import OuterRef, Subquery

from training.models import Event


def with_next_date(courses, now: datetime):
    """Courses with `next_at`, the start of their next event in the programme, or None."""
    events = Event.objects.programme(now).filter(course=OuterRef("pk")).order_by("starts_at")
    return courses.annotate(next_at=Subquery(events.values("starts_at")[:1]))
