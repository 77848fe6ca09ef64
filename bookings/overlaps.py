from collections.abc import Collection, Iterable
from typing import Any

from accounts.models import Person
from bookings.models import Booking
from training.models import Event


def overlaps(person: Person, event: Event) -> list[Booking]:
    """The person's other active bookings with a session at the same time; one that ends as another begins does not overlap."""
    return overlaps_of([person.pk], event, event.sessions.all()).get(person.pk, [])


def overlaps_of(people: Collection[int], event: Event, sessions: Iterable[Any]) -> dict[int, list[Booking]]:
    """{person: their other active bookings that overlap}, were the event held in these sessions; two queries however many people."""
    sessions = list(sessions)
    near = Booking.objects.active().filter(person__in=people).exclude(event=event)
    near = near.filter(
        event__starts_at__lt=max(session.ends_at for session in sessions),
        event__ends_at__gt=min(session.starts_at for session in sessions),
    )
    found: dict[int, list[Booking]] = {}
    for booking in near.with_event().prefetch_related("event__sessions"):
        if any(_meet(a, b) for a in sessions for b in booking.event.sessions.all()):
            found.setdefault(booking.person_id, []).append(booking)
    return found


def _meet(one, other) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
