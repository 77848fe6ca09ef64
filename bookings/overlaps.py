from accounts.models import Person
from bookings.models import Booking
from training.models import Event


def overlaps(person: Person, event: Event) -> list[Booking]:
    """The person's other active bookings with a session at the same time; one that ends as another begins does not overlap."""
    sessions = list(event.sessions.all())
    near = (
        person.bookings.active()
        .exclude(event=event)
        .filter(event__starts_at__lt=event.ends_at, event__ends_at__gt=event.starts_at)
        .with_event()
        .prefetch_related("event__sessions")
    )
    return [
        booking
        for booking in near
        if any(_meet(a, b) for a in sessions for b in booking.event.sessions.all())
    ]


def _meet(one, other) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
