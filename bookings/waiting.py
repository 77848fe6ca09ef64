"""The waiting list: who is offered a freed place, and what becomes of the offer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Agency, Board, Person
from bookings import confirming, emails, places
from bookings.allocations import Claim, Holder, next_in_line, room_for
from bookings.models import Booking
from bookings.models.booking import Status
from lib.dates import day_and_clock
from lib.errors import Refused, TooLate
from training.models import Event


def offer_freed_places(event: Event, *, now: datetime) -> int:
    """Offers every free place to those whose turn it is; gives back how many were offered. Twice offers nothing twice."""
    with transaction.atomic():
        event = places.lock(event.pk)
        if event.has_started(now) or not event.is_published or event.is_full:
            return 0
        turn = next_in_line(places.mix_of(event, now), claims(event), now)
        found = event.bookings.with_person().in_bulk(turn)
        return sum(_offer(found[pk], event, now=now) for pk in turn)


def take_a_place(event: Event, agency: Agency, *, now: datetime, number: int = 1) -> bool:
    """Places of a locked event for a newcomer of this agency, all or none: after everybody whose turn it is among those who wait."""
    return room_after_waiting(event, agency, now=now) >= number and places.hold(event.pk, number)


def room_after_waiting(event: Event, agency: Agency, *, now: datetime) -> int:
    """How many places a newcomer of this agency may have, once those who wait have been offered theirs."""
    if offer_freed_places(event, now=now):
        event.refresh_from_db(fields=["places_held"])
    return places.room(event, agency, now)


def would_get_a_place(event: Event, agency: Agency, *, now: datetime) -> bool:
    """Whether a newcomer of this agency would get a place now, without doing anything; the page tells it beforehand."""
    return room_for_newcomers(event, agency, now=now) > 0


def room_for_newcomers(event: Event, agency: Agency, *, now: datetime) -> int:
    """How many newcomers of this agency would get a place now, after those who wait; nothing is done."""
    if event.is_full:
        return 0
    mix, those = places.mix_of(event, now), {claim.pk: claim for claim in claims(event)}
    for pk in next_in_line(mix, those.values(), now):
        mix = mix.and_one(those[pk].holder)
    return max(0, room_for(mix, Holder(agency.pk, agency.sector), now))


def claims(event: Event) -> Iterator[Claim]:
    """Those who wait, in the order of the list, as the rule of allocations reads them."""
    rows = event.bookings.waiting().values_list("pk", "agency", "sector", "first_since")
    for pk, agency, sector, first_since in rows:
        yield Claim(pk, Holder(agency, sector), first_since is not None)


def _offer(booking: Booking, event: Event, *, now: datetime) -> bool:
    if not places.hold(event.pk):
        return False
    booking.event = event
    until = now + timedelta(hours=Board.current().offer_hours)
    booking.move(
        Status.OFFERED, deed="booking.offered", by=None, now=now, expires_at=min(until, event.starts_at)
    )
    emails.offered(booking, now=now)
    return True


def accept(booking: Booking, *, by: Person | None, now: datetime) -> None:
    """Takes the offered place: confirmed, or requested where the manager must agree. Raises Refused, TooLate."""
    with transaction.atomic():
        booking.event = places.lock(booking.event_id)
        if refusal := reason_not_to_accept(booking, now):
            raise Refused(refusal)
        step = confirming.next_step(booking.event, now=now)
        booking.move(step.pop("status"), deed="booking.accepted", by=by, now=now, **step)
        confirming.tell(booking, now=now)


def reason_not_to_accept(booking: Booking, now: datetime) -> str:
    """Why there is no place to take, as a sentence; empty when there is."""
    if not booking.is_offered:
        return f"There is no place to take. This booking is now: {booking.get_status_display().lower()}."
    if booking.expires_at <= now:
        return f"The offer ended on {day_and_clock(booking.expires_at)}. The place goes to the next person in the list."
    return ""


def lapse(booking: Booking, *, now: datetime) -> bool:
    """Ends an offer, a request or a wait whose time is over, and passes the place on. False when somebody was faster."""
    try:
        with transaction.atomic():
            booking.event = places.lock(booking.event_id)
            was, held = booking.status, booking.holds_a_place
            booking.move(Status.LAPSED, deed="booking.lapsed", by=None, now=now)
            emails.lapsed(booking, was=was, now=now)
            if held:
                places.release(booking.event_id)
                offer_freed_places(booking.event, now=now)
    except TooLate:
        return False
    return True


def lapse_due(now: datetime) -> int:
    """Ends offers not taken in time, and every wait for an event that has begun. Safe to run twice, or a day late."""
    due = Booking.objects.offers_to_lapse(now) | Booking.objects.left_behind(now)
    return sum(lapse(booking, now=now) for booking in due.with_person().order_by("pk"))


def offer_due(now: datetime) -> int:
    """Offers places that came free without a cancellation, as when an officer added places."""
    events = (
        Event.objects.published().upcoming(now).with_places_left().filter(bookings__status=Status.WAITING)
    )
    return sum(offer_freed_places(event, now=now) for event in events.distinct())
