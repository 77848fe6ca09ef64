from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import trail
from accounts.models import Agency, Person
from bookings import absences, confirming, emails, places, prerequisites, replies, waiting
from bookings.models import Booking, Tariff
from bookings.models.booking import Status
from bookings.prices import Terms, terms_of
from bookings.rules import EventFacts, Facts, PersonFacts, reasons_not_to_book, without_missing
from lib.dates import local_day
from lib.errors import Refused, TooLate
from training.models import Event

ONLY_OFFICERS = "Only the training team can book somebody else without the courses that must come first."
NOT_AGREED = "Agree to the terms of booking to go on."
TRY_AGAIN = "The booking could not be made, because the event changed at the same moment. Please try again."


def facts_of(
    event: Event, person: Person | None, *, by: Person | None, now: datetime, leaving: Booking | None = None
) -> Facts:
    """What the rules need to know. `person` is None for an anonymous visitor; `leaving` is the booking that a new one would take the place of."""
    return Facts(now, _about_event(event), _about(person, event, by, now, leaving) if person else None)


def facts_of_newcomer(event: Event, agency: Agency, name: str, *, by: Person, now: datetime) -> Facts:
    """The same of somebody whom `by` would add to this agency: nothing learnt, nothing missed, in no group."""
    about = PersonFacts(
        name=name,
        agency_name=agency.name,
        agency_is_active=agency.is_active,
        missing=tuple(prerequisites.missing(None, event, now=now)),
        is_invited=event.group is None or by.is_a("officer"),
    )
    return Facts(now, _about_event(event), about)


def _about_event(event: Event) -> EventFacts:
    return EventFacts(
        is_draft=event.is_draft,
        is_cancelled=event.is_cancelled,
        starts_at=event.starts_at,
        opens_at=event.booking_opens_at,
        closes_at=event.booking_closes_at,
        page=reverse("bookings:event", args=[event.code]),
        other_dates=reverse("bookings:course", args=[event.course.code]),
        group=event.group.name if event.group else "",
    )


def _about(
    person: Person, event: Event, by: Person | None, now: datetime, leaving: Booking | None
) -> PersonFacts:
    mine = event.bookings.active().filter(person=person).first()
    agency = person.employment.agency if person.employment else None
    return PersonFacts(
        name="You" if by == person else person.name,
        is_active=person.is_active,
        agency_name=agency.name if agency else None,
        agency_is_active=bool(agency and agency.is_active),
        is_booked=mine is not None,
        is_waiting=bool(mine and mine.is_waiting),
        missing=tuple(prerequisites.missing(person, event, now=now)),
        limit=absences.limit_of(person, event, now=now, leaving=leaving),
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


def book(
    person: Person, event: Event, *, by: Person, now: datetime, accept_terms: bool = True,
    texts: replies.Texts | None = None, override: str = "",
) -> Booking:  # fmt: skip
    """Books a person on an event and tells them: confirmed, requested (somebody must agree) or waiting (no place is free).

    `texts` answers the questions of the course; who books for somebody else may leave them open. `override` is an officer's reason
    to book somebody without the courses that must come first.

    Raises Refused with every reason when the rules do not allow it; a second booking of the same person is one of them.
    """
    if not accept_terms:
        raise Refused(NOT_AGREED)
    try:
        with transaction.atomic():
            event_now = places.lock_with_sessions(event.pk)
            return _book(person, event_now, by=by, now=now, texts=texts or {}, override=override.strip())
    except IntegrityError as error:
        # Two at once: the constraint kept the second out, and the rules now see the first.
        event.refresh_from_db()
        raise TooLate(reasons_not_to_book(facts_of(event, person, by=by, now=now)) or [TRY_AGAIN]) from error


def one_at_a_time(person: Person) -> None:
    """Of two bookings of one person at once, the second waits here until it sees the first. Call it after the event is locked."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _book(
    person: Person, event: Event, *, by: Person, now: datetime, texts: replies.Texts, override: str
) -> Booking:
    one_at_a_time(person)
    facts, overridden = _overridden(facts_of(event, person, by=by, now=now), person, by, override)
    reasons = reasons_not_to_book(facts)
    if by == person:
        reasons += replies.reasons_not_to_take(event.course.booking_questions.asked(), texts)
    if reasons:
        raise Refused(reasons)
    booking = make(person, event, by=by, now=now, also=overridden, **_first_step(event, person, now))
    replies.keep(booking, texts, by=by, now=now)
    if booking.is_waiting:
        emails.waiting(booking, now=now)
    else:
        confirming.tell(booking, now=now)
    return booking


def make(
    person: Person,
    event: Event,
    *,
    by: Person | None,
    now: datetime,
    deed: str = "booking.made",
    also: dict | None = None,
    **facts,
) -> Booking:
    """Writes a booking with what is frozen on it, and the trail. `facts` are its status and what belongs to it.

    `also` is what the trail keeps beside the status, field to [from, to].

    For deeds that have asked the rules and hold a place for it, in their transaction.
    """
    booking = Booking.objects.create(
        event=event,
        person=person,
        booked_by=by or person,
        booked_at=now,
        **_frozen(event, person, now) | facts,
    )
    trail.record(by, deed, booking, {"status": [None, booking.status], **(also or {})}, now=now)
    return booking


def _overridden(facts: Facts, person: Person, by: Person, reason: str) -> tuple[Facts, dict]:
    """The facts without missing courses where an officer has a reason to book somebody else all the same, and what the trail keeps."""
    if not reason or not facts.person or not facts.person.missing:
        return facts, {}
    if by == person or not by.is_a("officer"):
        raise Refused(ONLY_OFFICERS)
    titles = prerequisites.titles_of(facts.person.missing)
    return without_missing(facts), {"prerequisites": [titles, reason[:300]]}


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


def _first_step(event: Event, person: Person, now: datetime) -> dict:
    """Nobody jumps the queue: who waits and may have one of the free places is offered it before a newcomer gets one."""
    if not waiting.take_a_place(event, person.employment.agency, now=now):
        return {"status": Status.WAITING, "waiting_since": now}
    return confirming.next_step(event, now=now)
