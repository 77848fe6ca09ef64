"""Places that an agency holds without a name: held all at once, then each named, given back, or lapsed."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import trail
from accounts.models import Agency, Board, Person, TrailEntry
from accounts.people import add_person
from bookings import confirming, holding_emails, places, waiting
from bookings.booking import facts_of, make, one_at_a_time, tariff_and_terms
from bookings.models import Booking, HeldPlace
from bookings.models.held_place import soon
from bookings.rules import reasons_not_to_book
from lib.dates import day_and_clock, working_days_before
from lib.errors import Refused, TooLate
from lib.once import SPOILT
from lib.seen import fingerprint
from training.models import Event

State = HeldPlace.State
CHANGED = (
    "What is held for {agency}, or by when it must be named, has changed since you opened this page. "
    "Read it again before you hold more."
)
NOT_YOURS = "Only a coordinator of {agency} or the training team may hold its places."


def name_by_of(event: Event, *, now: datetime) -> datetime:
    """By when a place held now must be named: never later than it can be given back, or a name be booked, for nothing."""
    days = Board.current().name_places_days
    cancel_by = tariff_and_terms(event, "", now=now)[1].cancel_by
    moments = [working_days_before(event.starts_at, days), cancel_by, event.booking_closes_at]
    return min(moment for moment in moments if moment)


def held_by(event: Event, agency: Agency) -> int:
    """How many places of an event an agency holds without a name."""
    return event.held_places.held().filter(agency=agency).count()


def seen_of(event: Event, agency: Agency, *, now: datetime) -> str:
    """What whoever is about to hold places reads, shortened."""
    return fingerprint(held_by(event, agency), name_by_of(event, now=now))


def reasons_not_to_hold(event: Event, agency: Agency, *, by: Person, now: datetime) -> list[str]:
    """Why this person cannot hold places of this event for this agency now, whatever their number; empty when they can."""
    reasons = reasons_not_to_book(facts_of(event, None, by=by, now=now))
    if not (by.is_a("officer") or agency.pk in by.coordinated_agency_ids):
        reasons.append(NOT_YOURS.format(agency=agency))
    if not agency.is_active:
        reasons.append(f"{agency} no longer takes part in the programme.")
    name_by = name_by_of(event, now=now)
    if not reasons and name_by <= now:
        reasons.append(
            f"Held places had to be named by {day_and_clock(name_by)}, so it is too late to hold one. Book by name."
        )
    return reasons


def hold(
    event: Event,
    agency: Agency,
    how_many: int,
    *,
    by: Person,
    now: datetime,
    code: str = "",
    seen: str | None = None,
) -> list[HeldPlace]:
    """Holds so many places of an event for an agency, all or none; the first of them under the `code` that the form brought.

    Raises Refused with every reason, TooLate when it is not as the page showed it (`seen`).
    """
    if how_many < 1:
        raise Refused("Enter how many places to hold: 1 or more.")
    with transaction.atomic():
        event = places.lock(event.pk)
        if reasons := reasons_not_to_hold(event, agency, by=by, now=now):
            raise Refused(reasons)
        if seen is not None and seen != seen_of(event, agency, now=now):
            raise TooLate(CHANGED.format(agency=agency))
        free = waiting.room_after_waiting(event, agency, now=now)
        if free < how_many or not places.hold(event.pk, how_many):
            raise Refused(_too_few(agency, free, how_many))
        return _write(event, agency, how_many, by, now, code)


def _too_few(agency: Agency, free: int, wanted: int) -> str:
    if not free:
        return f"No place is free for {agency}, so none can be held. People can be put on the waiting list by name."
    are = "place is" if free == 1 else "places are"
    return f"Only {free} {are} free for {agency}, so {wanted} cannot be held. Hold {free} or fewer."


def _write(
    event: Event, agency: Agency, how_many: int, by: Person, now: datetime, code: str
) -> list[HeldPlace]:
    facts = {"event": event, "agency": agency, "sector": agency.sector, "held_by": by, "held_at": now}
    name_by = name_by_of(event, now=now)
    # Whoever holds a place that must be named soon has just read by when.
    facts["warned_at"] = now if name_by < soon(now) else None
    made = [HeldPlace(**facts, name_by=name_by) for _ in range(how_many)]
    made[0].code = code or made[0].code
    try:
        with transaction.atomic():
            rows = HeldPlace.objects.bulk_create(made)
    except IntegrityError as error:
        raise TooLate(SPOILT) from error
    TrailEntry.objects.bulk_create(
        trail.entry(by, "held_place.held", row, {"state": [None, State.HELD]}, now=now) for row in rows
    )
    return rows


def reason_not_to_name(held: HeldPlace, now: datetime) -> str:
    """Why this place cannot be named (any more), as a sentence; empty when it can."""
    if not held.is_held:
        return f"This place is no longer held: {held.get_state_display().lower()}."
    if held.name_by <= now:
        return f"The place had to be named by {day_and_clock(held.name_by)}. It is no longer held."
    return ""


def name(held: HeldPlace, person: Person, *, by: Person, now: datetime) -> Booking:
    """Books a person of the agency on a held place, by the rules of every booking; the place passes to them without a gap.

    Somebody who waits for this event is moved over. Raises Refused with every reason, TooLate when somebody was faster.
    """
    with transaction.atomic():
        event = places.lock_with_sessions(held.event_id)
        one_at_a_time(person)
        held.refresh_from_db()
        theirs = event.bookings.waiting().filter(person=person).with_person().first()
        if reasons := _reasons_not_to_be_named(held, person, event, is_waiting=bool(theirs), by=by, now=now):
            raise Refused(reasons)
        step = confirming.next_step(event, now=now)
        if theirs:
            theirs.event = event
            theirs.move(step.pop("status"), deed="booking.named", by=by, now=now, **step)
        booking = theirs or make(person, event, by=by, now=now, deed="booking.named", **step)
        held.end(State.NAMED, by=by, now=now, booking=booking)
        confirming.tell(booking, now=now)
    return booking


def name_new(held: HeldPlace, *, by: Person, now: datetime, **facts) -> Booking:
    """Adds somebody new to the agency that holds the place and books them on it: both or neither.

    `facts` are those of `people.add_person` without the agency. Raises Refused, TooLate.
    """
    with transaction.atomic():
        held.refresh_from_db()
        if refusal := reason_not_to_name(held, now):
            raise Refused(refusal)
        if not held.can_be_changed_by(by):
            raise Refused(NOT_YOURS.format(agency=held.agency))
        return name(held, add_person(agency=held.agency, by=by, now=now, **facts), by=by, now=now)


def _reasons_not_to_be_named(
    held: HeldPlace, person: Person, event: Event, *, is_waiting: bool, by: Person, now: datetime
) -> list[str]:
    if reason := reason_not_to_name(held, now):
        return [reason]
    facts = facts_of(event, None if is_waiting else person, by=by, now=now)
    reasons = reasons_not_to_book(facts)
    if not held.can_be_changed_by(by):
        reasons.append(NOT_YOURS.format(agency=held.agency))
    if person.employment and person.employment.agency_id != held.agency_id:
        reasons.append(f"{person} does not work for {held.agency}, which holds this place.")
    return reasons


def give_back(held: HeldPlace, *, by: Person, now: datetime) -> None:
    """Frees a held place, for nothing, and offers it on. Raises Refused, TooLate."""
    if not held.can_be_changed_by(by):
        raise Refused(NOT_YOURS.format(agency=held.agency))
    _free(held, State.GIVEN_BACK, by=by, now=now)


def _free(held: HeldPlace, state: State, *, by: Person | None, now: datetime) -> None:
    with transaction.atomic():
        held.event = places.lock(held.event_id)
        if state == State.LAPSED and not HeldPlace.objects.due(now).filter(pk=held.pk).exists():
            raise TooLate("The event was moved meanwhile, and there is time again to name this place.")
        held.end(state, by=by, now=now)
        if state == State.LAPSED:
            holding_emails.lapsed(held, now=now)
        places.release(held.event_id)
        waiting.offer_freed_places(held.event, now=now)


def warn_due(now: datetime) -> int:
    """Tells once, five working days before, who holds places that must be named; gives back how many places. May run twice."""
    with transaction.atomic():
        due = list(HeldPlace.objects.to_warn(now).with_facts().order_by("pk"))
        for held in due:
            holding_emails.to_be_named(held, now=now)
        return HeldPlace.objects.to_warn(now).filter(pk__in=[held.pk for held in due]).update(warned_at=now)


def lapse_due(now: datetime) -> int:
    """Frees the places that were not named in time. Safe to run twice, or a day late."""
    return sum(_lapse(held, now) for held in HeldPlace.objects.due(now).with_facts().order_by("pk"))


def _lapse(held: HeldPlace, now: datetime) -> bool:
    try:
        _free(held, State.LAPSED, by=None, now=now)
    except TooLate:
        return False
    return True


def end_with_event(event: Event, *, by: Person, now: datetime) -> int:
    """Ends the held places of an event that the Board cancels, and tells who held them. Call it in the transaction of the deed."""
    ending = list(event.held_places.held().with_facts())
    event.held_places.held().update(state=State.ENDED, ended_at=now)
    TrailEntry.objects.bulk_create(
        trail.entry(by, "held_place.ended", held, {"state": [State.HELD, State.ENDED]}, now=now)
        for held in ending
    )
    holding_emails.ended(event, {held.held_by for held in ending}, now=now)
    return len(ending)
