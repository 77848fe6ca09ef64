"""Deeds of the planning desk on venues and their rooms. Each is one transaction and writes the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError, Q

from accounts.models import Person
from accounts.trail import record
from lib.dates import day
from lib.errors import Refused
from training.models import Event, Room, Venue
from training.rows import changes, facts_of, revise, save_checked

VENUE = [
    "name", "address", "map_url", "access", "parking", "contact_name", "contact_email", "contact_phone", "cost_per_day",
    "cost_per_half_day", "cost_includes", "is_retired",
]  # fmt: skip


@dataclass(frozen=True)
class RoomLine:
    """A room on a form: how many people it holds; with `id`, the row that has it. Costs are the venue's when None."""

    name: str
    capacity: int
    id: int | None = None
    access: str = ""
    cost_per_day: Decimal | None = None
    cost_per_half_day: Decimal | None = None
    is_retired: bool = False


def save_venue(
    venue: Venue,
    facts: dict,
    *,
    rooms: Sequence[RoomLine],
    by: Person | None,
    now: datetime,
    seen: int | None = None,
) -> Venue:
    """Creates a venue (an unsaved row) or changes one, with all its rooms; a room that is left out goes.

    Raises Refused when a room that would go has been used, or would be too small for an event planned in it; TooLate when the
    venue is no longer at revision `seen`.
    """

    def apply() -> None:
        for name, value in facts.items():
            setattr(venue, name, value)
        save_checked(venue)
        _set_rooms(venue, rooms)

    with transaction.atomic():
        if venue.pk is None:
            apply()
            record(by, "venue.created", venue, changes({}, _facts(venue)), now=now)
        elif made := revise(venue, seen, facts=_facts, apply=apply):
            record(by, "venue.changed", venue, made, now=now)
    return venue


def _set_rooms(venue: Venue, lines: Sequence[RoomLine]) -> None:
    if len({line.name.strip().lower() for line in lines}) < len(lines):
        raise Refused("Two rooms have the same name. Give each room its own.")
    # Locked, so that nobody plans a larger event into a room while it shrinks.
    rows = {row.pk: row for row in venue.rooms.select_for_update().order_by("pk")}
    kept = [(rows.pop(line.id) if line.id in rows else Room(venue=venue), line) for line in lines]
    _delete(rows)
    # Two rooms may change names with each other: the old names go first.
    for row, line in kept:
        if row.pk and row.name != line.name.strip():
            Room.objects.filter(pk=row.pk).update(name=f"\N{NO-BREAK SPACE}{row.pk}")
    for row, line in kept:
        _refuse_shrinking(row, line.capacity)
        row.name, row.capacity, row.access = line.name.strip(), line.capacity, line.access.strip()
        row.cost_per_day, row.cost_per_half_day = line.cost_per_day, line.cost_per_half_day
        row.is_retired = line.is_retired
        save_checked(row)


def _delete(rows: dict[int, Room]) -> None:
    for row in rows.values():
        try:
            row.delete()
        except ProtectedError as error:
            raise Refused(
                f"{row} has been used for events, so it cannot go. Tick that it is no longer in use instead."
            ) from error


def _refuse_shrinking(row: Room, capacity: int) -> None:
    if row.pk is None or capacity >= row.capacity:
        return
    planned = Q(sessions__room=row, register_closed_at=None, capacity__gt=capacity)
    event = Event.objects.not_cancelled().filter(planned).select_related("course").distinct().first()
    if event:
        raise Refused(
            f"“{event.course.title}” on {day(event.starts_at)} has {event.capacity} places in {row}, so it cannot "
            f"hold only {capacity}. Change the event first."
        )


def _facts(venue: Venue) -> dict:
    rooms = [
        f"{row.name} ({row.capacity}){', retired' if row.is_retired else ''}"
        for row in venue.rooms.order_by("name")
    ]
    return facts_of(venue, VENUE) | {"rooms": rooms}
