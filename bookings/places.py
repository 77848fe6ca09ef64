"""Places: the one number that many people want to change at the same moment.

Whoever takes or frees a place locks the event's row first (`lock`), so that two deeds on one event come one after the other
and nobody locks in another order. The counter itself only moves by guarded UPDATEs, and the database refuses to go over the
capacity: three belts, because one place given twice cannot be taken back.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, F

from accounts.models import Agency
from bookings.allocations import Holder, Mix, Share, room_for
from training.models import Event


def lock(event_id: int) -> Event:
    """The event as it is now, its row locked until the end of the transaction (SQLite locks the whole database instead)."""
    return _locked().get(pk=event_id)


def lock_with_sessions(event_id: int) -> Event:
    """The same with its sessions, for deeds whose messages and calendar entries name them."""
    return _locked().with_sessions().get(pk=event_id)


def lock_all(event_ids: Collection[int]) -> dict[int, Event]:
    """Several events with their sessions, locked in the order of their keys: two deeds on the same two never wait for each other."""
    return {pk: lock_with_sessions(pk) for pk in sorted(set(event_ids))}


def _locked():
    return Event.objects.select_for_update(of=("self",)).with_course()


def mix_of(event: Event, now: datetime) -> Mix:
    """How the event's places are held, as the rule of allocations reads it. Whose they are is counted only while a share is in force."""
    columns = "places", "release_at", "agency_id", "sector"
    shares = [Share(*row) for row in event.allocations.in_force(now).values_list(*columns)]
    return Mix(event.capacity, event.places_held, shares, held_by(event) if shares else None)


def held_by(event: Event) -> Counter[Holder]:
    """Places by holder: bookings that hold one, and places held without a name."""
    counted: Counter[Holder] = Counter()
    for rows in (event.bookings.holding_a_place(), event.held_places.held()):
        for agency, sector, number in (
            rows.order_by().values_list("agency", "sector").annotate(Count("pk")).order_by()
        ):
            counted[Holder(agency, sector)] += number
    return counted


def room(event: Event, agency: Agency, now: datetime) -> int:
    """How many places more this agency may hold on a locked event."""
    return room_for(mix_of(event, now), Holder(agency.pk, agency.sector), now)


def hold(event_id: int, number: int = 1) -> bool:
    """Takes places of a published event, all or none; False when so many are not left."""
    free = Event.objects.filter(
        pk=event_id, state=Event.State.PUBLISHED, places_held__lte=F("capacity") - number
    )
    return bool(free.update(places_held=F("places_held") + number))


def release(event_id: int) -> None:
    """Gives one place back."""
    Event.objects.filter(pk=event_id, places_held__gt=0).update(places_held=F("places_held") - 1)
