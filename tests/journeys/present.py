"""Events around today: the browser of a journey lives in the present, not in the June of the cast."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import make_event
from training.models import Event

NOW = timezone.now()


def event_in(course, room, *, weeks: int) -> Event:
    """A published event of 20 places, this many weeks from now."""
    return make_event(course, room, starts_at=NOW + timedelta(weeks=weeks))


def event_over(course, room) -> Event:
    """Held three days ago; its register is still open."""
    return make_event(course, room, starts_at=NOW - timedelta(days=3))
