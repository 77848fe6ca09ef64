"""Places held without a name on an event that moves: their deadline moves with it, and who holds them is told."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime

from accounts import trail
from accounts.models import Board, Person, TrailEntry
from bookings import holding_emails
from bookings.holding import name_by_of
from bookings.models import HeldPlace
from bookings.models.held_place import soon
from bookings.prices import days_after_notice
from training.models import Event
from training.rules import EventPlan


def name_by_after_move(event: Event, plan: EventPlan, *, now: datetime) -> datetime:
    """By when a place of an event that moves to this plan must be named: as one held now would be, but not sooner than so many working days
    after the notice (the Board's setting for leaving free of charge), and never after booking closes or the event starts."""
    then = copy(event)
    then.starts_at, then.booking_closes_at = plan.starts_at, plan.booking_closes_at
    enough = days_after_notice(now, Board.current().notice_after_move_days)
    last = min(moment for moment in (plan.starts_at, plan.booking_closes_at) if moment)
    return min(max(name_by_of(then, now=now), enough), last)


def move_with_event(
    event: Event, plan: EventPlan | None, *, before: Sequence, note: str, by: Person, now: datetime
) -> int:
    """Gives the held places of a moved event their new deadline and tells who holds them; gives back how many places. Without a plan, when
    only the place changed, the deadline stays.

    Call it in the transaction of the move, with the event locked.
    """
    name_by = name_by_after_move(event, plan, now=now) if plan else None
    moving = list(event.held_places.held().with_facts().order_by("pk"))
    changes = {held: _changes(held, name_by or held.name_by) for held in moving}
    TrailEntry.objects.bulk_create(
        trail.entry(by, "held_place.moved", held, changed, now=now) for held, changed in changes.items()
    )
    for held in moving:
        held.event, held.name_by = event, name_by or held.name_by
        # The message of the move says by when: who must name soon has been told; who has time again is told in time.
        held.warned_at = now if held.name_by < soon(now) else None
    HeldPlace.objects.bulk_update(moving, ["name_by", "warned_at"])
    holding_emails.moved(moving, before=before, note=note, now=now)
    return len(moving)


def _changes(held: HeldPlace, name_by: datetime) -> dict:
    return {"name_by": [held.name_by, name_by]} if name_by != held.name_by else {}
