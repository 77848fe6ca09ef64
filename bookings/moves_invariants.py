"""What must always be true of allocations, offers, held places, and of bookings that were passed on or moved; `manage.py audit` reads it."""

from collections.abc import Iterator

from django.db.models import F, Q, Sum

from accounts.models import TrailEntry
from bookings import places
from bookings.allocations import room_for
from bookings.models import Booking, HeldPlace
from bookings.models.booking import Status
from bookings.waiting import claims
from training.models import Allocation, Event


def breaches() -> Iterator[str]:
    """One sentence for each breach; codes, never names."""
    yield from _allocations()
    yield from _offers()
    yield from _held_places()
    yield from _passed_on()


def _allocations() -> Iterator[str]:
    kept = Sum("allocations__places", filter=Q(allocations__released_at=None))
    for event in Event.objects.annotate(allocated=kept).filter(allocated__gt=F("capacity")):
        yield f"Event {event.code} has {event.allocated} places allocated and only {event.capacity}."
    for row in Allocation.objects.select_related("event").iterator():
        if row.release_at != Allocation.release_of(row.event, row.release_days):
            yield f"Allocation {row.code} is not released {row.release_days} working days before its event."


def _offers() -> Iterator[str]:
    for code in Booking.objects.offers().filter(waiting_since=None).values_list("code", flat=True):
        yield f"Booking {code} is offered a place without having waited."
    late = Booking.objects.filter(
        status__in=[Status.OFFERED, Status.REQUESTED], expires_at__gt=F("event__starts_at")
    )
    for code in late.values_list("code", flat=True):
        yield f"Booking {code} holds a place beyond the start of its event."
    skipped = TrailEntry.objects.filter(deed="booking.put_first").values("subject_code")
    without = Booking.objects.exclude(first_since=None).exclude(code__in=skipped)
    for code in without.values_list("code", flat=True):
        yield f"Booking {code} stands first in the list, but no officer has put it there."


def _held_places() -> Iterator[str]:
    wrong = {
        "is named for another event": Q(booking__isnull=False) & ~Q(booking__event=F("event")),
        "is named for another agency": Q(booking__isnull=False) & ~Q(booking__agency=F("agency")),
        "is still held, though its event is cancelled": Q(
            state=HeldPlace.State.HELD, event__state=Event.State.CANCELLED
        ),
    }
    for words, condition in wrong.items():
        for code in HeldPlace.objects.filter(condition).values_list("code", flat=True):
            yield f"Held place {code} {words}."


def _passed_on() -> Iterator[str]:
    replaced, moved = Q(replaces__isnull=False), Q(transferred_from__isnull=False)
    wrong = {
        "was replaced, but no booking replaces it": Q(status=Status.REPLACED, replaced_by=None),
        "was replaced, but is still in use": Q(replaced_by__isnull=False) & ~Q(status=Status.REPLACED),
        "replaces a booking of another event": replaced & ~Q(replaces__event=F("event")),
        "replaces a booking of another agency": replaced & ~Q(replaces__agency=F("agency")),
        "replaces a booking of the same person": replaced & Q(replaces__person=F("person")),
        "moved, but still holds the place it left": Q(transferred_to__isnull=False)
        & ~Q(status=Status.CANCELLED),
        "moved to another course": moved & ~Q(transferred_from__event__course=F("event__course")),
        "moved to another person": moved & ~Q(transferred_from__person=F("person")),
        "moved to its own event": moved & Q(transferred_from__event=F("event")),
        "was replaced and is charged": Q(status=Status.REPLACED, charges__isnull=False),
    }
    for words, condition in wrong.items():
        for code in Booking.objects.filter(condition).values_list("code", flat=True):
            yield f"Booking {code} {words}."


def idle(now) -> Iterator[str]:
    """Places that stand free although somebody who may have one waits: true only between two rounds of the worker."""
    waiting = (
        Event.objects.published().upcoming(now).with_places_left().filter(bookings__status=Status.WAITING)
    )
    for event in waiting.distinct():
        mix = places.mix_of(event, now)
        for claim in claims(event):
            if claim.is_first or room_for(mix, claim.holder, now):
                yield f"Event {event.code} has a free place, and a booking that may have it waits."
                break
