"""What must hold for the stored plan at any time. Read-only; told by codes, not by names."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from django.db.models import F, Max, Min, Q

from training.models import Delivery, EquipmentNeed, Event, Session
from training.peaks import Span, peak
from training.prerequisites import rings


def breaches() -> Iterator[str]:
    """One sentence for each breach."""
    yield from _starts_and_ends()
    yield from _sessions_apart()
    yield from _places_and_rooms()
    yield from _double_booked("room", _by_room())
    yield from _double_booked("trainer", _by_trainer())
    yield from _equipment()
    yield from _rings()


def _rings() -> Iterator[str]:
    for codes in rings():
        if len(codes) == 1:
            yield f"Course {codes[0]} must be done before itself."
        else:
            yield f"Courses wait for each other in a ring: {', '.join(codes)}."


def _starts_and_ends() -> Iterator[str]:
    events = Event.objects.annotate(first=Min("sessions__starts_at"), last=Max("sessions__ends_at")).order_by(
        "pk"
    )
    wrong = events.filter(Q(first=None) | ~Q(first=F("starts_at")) | ~Q(last=F("ends_at")))
    for event in wrong.iterator():
        if event.first is None:
            yield f"Event {event.code} ({event.state}) has no session."
        else:
            yield f"Event {event.code} does not start and end with its sessions."


def _sessions_apart() -> Iterator[str]:
    rows = Session.objects.order_by("event_id", "starts_at", "pk").values_list(
        "event__code", "starts_at", "ends_at"
    )
    for (code, _, ends_at), (next_code, starts_at, _) in pairwise(rows.iterator()):
        if code == next_code and starts_at < ends_at:
            yield f"Event {code} has sessions that overlap."


def _places_and_rooms() -> Iterator[str]:
    # A closed event is history: its room may be smaller today.
    open_ones = Event.objects.not_cancelled().filter(register_closed_at=None)
    wrong = open_ones.annotate(smallest=Min("sessions__room__capacity")).filter(capacity__gt=F("smallest"))
    for event in wrong.order_by("pk").iterator():
        yield f"Event {event.code} has {event.capacity} places in a room for {event.smallest}."


def _by_room():
    published = Session.objects.filter(event__state=Event.State.PUBLISHED, room__isnull=False)
    rows = published.order_by("room_id", "starts_at", "pk")
    return rows.values_list("room_id", "event__code", "starts_at", "ends_at")


def _by_trainer():
    rows = Delivery.objects.filter(event__state=Event.State.PUBLISHED, event__sessions__isnull=False)
    return rows.order_by("trainer_id", "event__sessions__starts_at", "pk").values_list(
        "trainer__code", "event__code", "event__sessions__starts_at", "event__sessions__ends_at"
    )


def _equipment() -> Iterator[str]:
    # Only what is open: there may have been more of it in the past.
    needs = EquipmentNeed.objects.filter(event__register_closed_at=None).exclude(
        event__state=Event.State.CANCELLED
    )
    rows = needs.order_by("equipment_id").values_list(
        "equipment__code",
        "equipment__quantity",
        "event__sessions__starts_at",
        "event__sessions__ends_at",
        "count",
    )
    for (code, quantity), found in groupby(rows.iterator(), key=lambda row: row[:2]):
        taken = peak(Span(*row[2:]) for row in found)
        if taken > quantity:
            yield f"Equipment {code} is needed {taken} times at once; there are {quantity}."


def _double_booked(what: str, rows) -> Iterator[str]:
    """`rows` are (owner, event, start, end), by owner and start."""
    owner, event, until = None, None, None
    for this, code, starts_at, ends_at in rows.iterator():
        if this == owner and starts_at < until and code != event:
            yield f"Events {event} and {code} have one {what} ({this}) at the same time."
        if this != owner or ends_at > until:
            event, until = code, ends_at
        owner = this
