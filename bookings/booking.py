from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import trail
from accounts.models import Person
from bookings import confirming, emails, places, waiting
from bookings.models import Booking, Tariff
from bookings.models.booking import Status
from bookings.prices import Terms, terms_of
from bookings.rules import EventFacts, Facts, PersonFacts, reasons_not_to_book
from lib.dates import local_day
from lib.errors import Refused, TooLate
from training.models import Event

NOT_AGREED = "Agree to the terms of booking to go on."
TRY_AGAIN = "The booking could not be made, because the event changed at the same moment. Please try again."


def facts_of(event: Event, person: Person | None, *, by: Person | None, now: datetime) -> Facts:
    """What the rules need to know. `person` is None for an anonymous visitor."""
    about_event = EventFacts(
        is_draft=event.is_draft,
        is_cancelled=event.is_cancelled,
        starts_at=event.starts_at,
        opens_at=event.booking_opens_at,
        closes_at=event.booking_closes_at,
        group=event.group.name if event.group else "",
    )
    return Facts(now, about_event, _about(person, event, by) if person else None)


def _about(person: Person, event: Event, by: Person | None) -> PersonFacts:
    mine = event.bookings.active().filter(person=person).first()
    agency = person.employment.agency if person.employment else None
    return PersonFacts(
        name="You" if by == person else person.name,
        is_active=person.is_active,
        agency_name=agency.name if agency else None,
        agency_is_active=bool(agency and agency.is_active),
        is_booked=mine is not None,
        is_waiting=bool(mine and mine.is_waiting),
        is_invited=_is_invited(person, event, by),
    )


def _is_invited(person: Person, event: Event, by: Person | None) -> bool:
    """Whom the officer books is the officer's guest; everybody else must be a member of the group."""
    if event.group is None or (by and by.is_a("officer")):
        return True
    return event.group.has_member(person)


def tariff_and_terms(event: Event, sector: str, *, now: datetime) -> tuple[Tariff | None, Terms]:
    """The tariff in force on the local day of booking, and what it means for this event and sector ("" for every sector)."""
    tariff = Tariff.objects.in_force(local_day(now)).first()
    return tariff, terms_of(tariff, starts_at=event.starts_at, band=event.course.band, sector=sector)


def book(person: Person, event: Event, *, by: Person, now: datetime, accept_terms: bool = True) -> Booking:
    """Books a person on an event and tells them: confirmed, requested (the manager must agree) or waiting (no place is free).

    Raises Refused with every reason when the rules do not allow it; a second booking of the same person is one of them.
    """
    if not accept_terms:
        raise Refused(NOT_AGREED)
    try:
        with transaction.atomic():
            return _book(person, places.lock_with_sessions(event.pk), by=by, now=now)
    except IntegrityError as error:
        # Two at once: the constraint kept the second out, and the rules now see the first.
        event.refresh_from_db()
        raise TooLate(reasons_not_to_book(facts_of(event, person, by=by, now=now)) or [TRY_AGAIN]) from error


def _book(person: Person, event: Event, *, by: Person, now: datetime) -> Booking:
    if reasons := reasons_not_to_book(facts_of(event, person, by=by, now=now)):
        raise Refused(reasons)
    booking = Booking.objects.create(
        event=event,
        person=person,
        booked_by=by,
        booked_at=now,
        **_frozen(event, person, now),
        **_first_step(event, now),
    )
    trail.record(by, "booking.made", booking, {"status": [None, booking.status]}, now=now)
    if booking.is_waiting:
        emails.waiting(booking, now=now)
        # Places may be free all the same, when the capacity has just grown: the first in the list is served first.
        waiting.offer_freed_places(event, now=now)
        booking.refresh_from_db()
    else:
        confirming.tell(booking, now=now)
    return booking


def _frozen(event: Event, person: Person, now: datetime) -> dict:
    employment = person.employment
    tariff, terms = tariff_and_terms(event, employment.agency.sector, now=now)
    return {
        "employment": employment,
        "agency": employment.agency,
        "agency_name": employment.agency.name,
        "sector": employment.agency.sector,
        "tariff": tariff,
        **vars(terms),
    }


def _first_step(event: Event, now: datetime) -> dict:
    """Nobody jumps the queue: while somebody waits, a newcomer waits behind them."""
    if event.bookings.waiting().exists() or not places.hold(event.pk):
        return {"status": Status.WAITING, "waiting_since": now}
    return confirming.next_step(event, now=now)
