"""The living year’s story of a mixed event: places allocated, held without a name, passed on, moved, and given out of turn."""

from datetime import timedelta

from bookings import holding, many, queue, substitution, transfer
from bookings.lines import Line, ticked
from training.allocating import AllocationPlan, allocate

TITLE = "compliance"


def build(living) -> None:
    """Two dates of one course. The first is shared out between health, police and schools, and its list is waited on."""
    event, later = living._event(TITLE, 44, capacity=16), living._event(TITLE, 58)
    officer, coordinator = living.player.officer, living.cast["coordinator"]
    plans = [AllocationPlan(n, 10, sector=name) for name, n in (("health", 6), ("police", 3), ("school", 3))]
    long_ago = living.now - timedelta(days=12)
    allocate(event, plans, by=officer, now=long_ago)
    agency = coordinator.employment.agency
    held = holding.hold(event, agency, 3, by=coordinator, now=long_ago)
    living._fill(event, 18, days_ago=9)
    _name(held[0], living, coordinator)
    _pass_on(event, living)
    _move(event, later, living)
    _book_many(later, living, coordinator)
    last = event.bookings.waiting().last()
    if last:
        queue.put_first(
            last, by=officer, now=living.now, reason="Asked for by the court in a case of this week."
        )


def _colleagues(living, agency, event) -> list:
    booked = set(event.bookings.active().values_list("person", flat=True))
    people = [p for p in living.player.people if p.employment and p.employment.agency_id == agency.pk]
    return [p for p in people if p.pk not in booked and p not in living.cast.values()]


def _name(place, living, coordinator) -> None:
    person = _colleagues(living, place.agency, place.event)[0]
    holding.name(place, person, by=coordinator, now=living.now - timedelta(days=5))


def _pass_on(event, living) -> None:
    """The first booked person with a colleague who is free sends them."""
    for booking in event.bookings.booked().with_person().order_by("pk"):
        others = _colleagues(living, booking.agency, event)
        if others:
            now = living.now - timedelta(days=2)
            substitution.replace(booking, others[0], by=booking.person, now=now)
            return


def _move(event, later, living) -> None:
    booking = event.bookings.booked().filter(replaces=None).with_person().order_by("-pk").first()
    transfer.transfer(booking, later, by=booking.person, now=living.now - timedelta(days=1))


def _book_many(event, living, coordinator) -> None:
    """The coordinator books three at once; one of them is new and has no email address, so the coordinator hears for them."""
    agency = coordinator.employment.agency
    porter = Line(first_name="Paula", last_name="Porter", post="Ward porter")
    lines = [porter, *ticked(_colleagues(living, agency, event)[:2])]
    many.book_all(event, agency, lines, by=coordinator, now=living.now - timedelta(days=3))
