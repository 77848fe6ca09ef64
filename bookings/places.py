"""Places: the one number that many people want to change at the same moment.

Whoever takes or frees a place locks the event's row first (`lock`), so that two deeds on one event come one after the other
and nobody locks in another order. The counter itself only moves by guarded UPDATEs, and the database refuses to go over the
capacity: three belts, because one place given twice cannot be taken back.
"""

from django.db.models import F

from training.models import Event


def lock(event_id: int) -> Event:
    """The event as it is now, its row locked until the end of the transaction (SQLite locks the whole database instead)."""
    return _locked().get(pk=event_id)


def lock_with_sessions(event_id: int) -> Event:
    """The same with its sessions, for deeds whose messages and calendar entries name them."""
    return _locked().with_sessions().get(pk=event_id)


def _locked():
    return Event.objects.select_for_update(of=("self",)).with_course()


def hold(event_id: int) -> bool:
    """Takes one place of a published event; False when none is left."""
    free = Event.objects.filter(pk=event_id, state=Event.State.PUBLISHED, places_held__lt=F("capacity"))
    return bool(free.update(places_held=F("places_held") + 1))


def release(event_id: int) -> None:
    """Gives one place back."""
    Event.objects.filter(pk=event_id, places_held__gt=0).update(places_held=F("places_held") - 1)
