"""What must always be true of the stored bookings. Read-only; one sentence for each breach, with codes and never names."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from bookings import moves_invariants
from bookings.models import Booking, HeldPlace
from bookings.models.booking import ACTIVE, HOLDS_A_PLACE, Status
from bookings.registers import invariants as register_invariants
from bookings.registers import make_up_invariants
from training.models import Event


def breaches() -> Iterator[str]:
    yield from _places()
    yield from _one_each()
    yield from _moments()
    yield from moves_invariants.breaches()
    yield from register_invariants.breaches()
    yield from make_up_invariants.breaches()


def _places() -> Iterator[str]:
    bookings = Count("bookings", filter=Q(bookings__status__in=HOLDS_A_PLACE), distinct=True)
    unnamed = Count("held_places", filter=Q(held_places__state=HeldPlace.State.HELD), distinct=True)
    events = Event.objects.annotate(holding=bookings, unnamed=unnamed)
    for event in events.exclude(places_held=F("holding") + F("unnamed")):
        and_unnamed = f" and {event.unnamed} are held without a name" if event.unnamed else ""
        yield (
            f"Event {event.code} counts {event.places_held} places held, "
            f"but {event.holding} bookings hold one{and_unnamed}."
        )
    for event in events.filter(holding__gt=F("capacity")):
        yield f"Event {event.code} has {event.holding} bookings for {event.capacity} places."
    for event in events.filter(state=Event.State.CANCELLED, bookings__status__in=ACTIVE).distinct():
        yield f"Event {event.code} is cancelled, but bookings on it are still active."


def _one_each() -> Iterator[str]:
    twice = (
        Booking.objects.active()
        .order_by()
        .values("event__code", "person__code")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    for row in twice:
        yield f"Person {row['person__code']} has {row['n']} active bookings on event {row['event__code']}."


def _moments() -> Iterator[str]:
    wrong = {
        "is confirmed, but has no moment of it": Q(status=Status.CONFIRMED, confirmed_at=None),
        "waits, but has no moment since when": Q(status=Status.WAITING, waiting_since=None),
        "does not say which agency it was made for": Q(agency_name=""),
        "was made under the employment of another agency": ~Q(agency=F("employment__agency")),
        "was made under the employment of another person": ~Q(person=F("employment__person")),
        "was cancelled late, though within its time": Q(
            cancelled_late=True, cancelled_at__lte=F("cancel_by")
        ),
        "has amounts, but no tariff": Q(tariff=None) & (Q(no_show_amount__gt=0) | Q(late_amount__gt=0)),
    }
    for words, condition in wrong.items():
        for code in Booking.objects.filter(condition).values_list("code", flat=True):
            yield f"Booking {code} {words}."
