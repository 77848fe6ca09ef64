"""What is written to whoever held places without a name."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from accounts.models import Person
from bookings.models import HeldPlace
from correspondence import outbox
from lib.links import absolute
from training.models import Event


def to_be_named(held: HeldPlace, *, now: datetime) -> None:
    """Once for all places of one event that one person held until the same moment."""
    key = (
        f"held_to_be_named:{held.event.code}:{held.agency.code}:{held.held_by.code}:{held.name_by:%Y%m%d%H%M}"
    )
    facts = {"event": held.event, "agency": held.agency, "name_by": held.name_by}
    facts["held_url"] = absolute("bookings:held_places")
    _queue("held_to_be_named", key, held.held_by, held.event, facts, now=now)


def lapsed(held: HeldPlace, *, now: datetime) -> None:
    """Once for all places of one event that one person held until the same moment."""
    key = f"held_lapsed:{held.event.code}:{held.held_by.code}:{held.name_by:%Y%m%d%H%M}"
    facts = {"event": held.event, "agency": held.agency, "name_by": held.name_by}
    _queue("held_lapsed", key, held.held_by, held.event, facts, now=now)


def moved(places: Sequence[HeldPlace], *, before: Sequence, note: str, now: datetime) -> None:
    """The event has other days, times or places: once for all places of one agency that one person holds."""
    told: dict[tuple, list[HeldPlace]] = {}
    for held in places:
        told.setdefault((held.agency_id, held.held_by_id), []).append(held)
    for group in told.values():
        held = group[0]
        key = f"held_moved-{held.event.revision}:{held.event.code}:{held.agency.code}:{held.held_by.code}"
        facts: dict[str, Any] = {"event": held.event, "course": held.event.course}
        facts |= {"sessions": held.event.sessions.all()}
        facts |= {"agency": held.agency, "name_by": min(each.name_by for each in group), "count": len(group)}
        facts |= {"before": before, "note": note, "held_url": absolute("bookings:held_places")}
        _queue("held_moved", key, held.held_by, held.event, facts, now=now)


def ended(event: Event, holders: Iterable[Person], *, now: datetime) -> None:
    """The Board cancelled the event."""
    for person in sorted(holders, key=lambda person: person.pk):
        key = f"held_ended:{event.code}:{person.code}"
        _queue("held_ended", key, person, event, {"event": event}, now=now)


def _queue(name: str, key: str, to: Person, event: Event, facts: dict, *, now: datetime) -> None:
    outbox.queue(
        key=key,
        kind=f"bookings.{name}",
        to=to,
        template=f"bookings/emails/{name}",
        context=facts | {"course_url": absolute("bookings:course", code=event.course.code)},
        now=now,
    )
