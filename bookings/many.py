"""Booking many people of one agency at once: what would become of each, and then the deed, by the rules of every booking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.models import Agency, Person
from accounts.models.person import PersonQuerySet
from accounts.people import add_person
from bookings import confirming, places, replies, waiting
from bookings.booking import book, facts_of, facts_of_newcomer
from bookings.lines import Line
from bookings.models import Booking
from bookings.overlaps import overlaps_of
from bookings.rules import reasons_not_to_book
from lib.errors import Refused
from training.models import Event

BOOKED, AGREEMENT, WAITS, CANNOT = "Will be booked", "Needs agreement", "Will wait", "Cannot be booked"
BECAME = {"confirmed": BOOKED, "requested": AGREEMENT, "waiting": WAITS}
NOT_YOURS = "Only a coordinator of {agency} or the training team may book its people."
# The same for an address of another agency, of a closed account and of somebody without an agency: it tells nobody who they are.
NOT_ADDED = "This address could not be added to {agency}. If it is right, ask the training team."


@dataclass(frozen=True)
class Fate:
    """What would become of one line. `person` is None for somebody who is not known at the agency yet."""

    line: Line
    person: Person | None
    outcome: str
    position: int = 0
    reasons: Sequence[str] = ()
    clashes: Sequence[Booking] = ()

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.line.name

    @property
    def is_possible(self) -> bool:
        return self.outcome != CANNOT


@dataclass(frozen=True)
class Result:
    """What became of one line: a booking, which may have been there before, or the reasons why there is none."""

    name: str
    shown: str
    booking: Booking | None = None
    reasons: Sequence[str] = ()
    was_booked: bool = False

    @property
    def has_changed(self) -> bool:
        """Something happened between the preview and the deed."""
        became = BECAME.get(self.booking.status, "") if self.booking else CANNOT
        return bool(self.shown) and not self.was_booked and became != self.shown


class Known:
    """The people of an agency that some lines are about: by code, by address, or by name for those without an address."""

    def __init__(self, agency: Agency, lines: Sequence[Line]):
        here = people_of(agency)
        codes, emails = [line.code for line in lines], [line.email for line in lines if line.email]
        self._by_code = {person.code: person for person in here.filter(code__in=codes)}
        addressed = here.annotate(address=Lower("email")).filter(address__in=emails)
        self._by_email = {person.email.lower(): person for person in addressed}
        self._by_name = {person.name.lower(): person for person in here.filter(email=None)}

    def of(self, line: Line) -> Person | None:
        if line.code:
            return self._by_code.get(line.code)
        return self._by_email.get(line.email) if line.email else self._by_name.get(line.name.lower())


def people_of(agency: Agency) -> PersonQuerySet:
    """Who works for the agency now, in the order of a list."""
    here = Person.objects.filter(employments__ends_on=None, employments__agency=agency)
    return here.with_employment().order_by("last_name", "first_name", "pk")


def agencies_for(person: Person) -> QuerySet[Agency]:
    """The agencies whose people this person may book: all for an officer, their own for a coordinator."""
    agencies = Agency.objects.active().order_by("name")
    return agencies if person.is_a("officer") else agencies.filter(pk__in=person.coordinated_agency_ids)


def preview(event: Event, agency: Agency, lines: Sequence[Line], *, by: Person, now: datetime) -> list[Fate]:
    """What would become of each line if all were booked now, in this order. Nothing is done."""
    known = Known(agency, lines)
    people = {line: known.of(line) for line in lines}
    found = [person.pk for person in people.values() if person]
    clashes = overlaps_of(found, event, event.sessions.all())
    fates = [_possible(event, agency, line, people[line], by, now) for line in lines]
    fates = [replace(fate, clashes=clashes.get(fate.person.pk, ()) if fate.person else ()) for fate in fates]
    return _in_turn(fates, event, agency, now)


def _possible(
    event: Event, agency: Agency, line: Line, person: Person | None, by: Person, now: datetime
) -> Fate:
    newcomer = facts_of_newcomer(event, agency, line.name, by=by, now=now) if person is None else None
    facts = newcomer or facts_of(event, person, by=by, now=now)
    reasons = reasons_not_to_book(facts)
    if line.code and not person:
        reasons = [f"{line.name} does not work for {agency} any more."]
    if person == by:
        reasons += replies.reasons_not_to_take(event.course.booking_questions.asked(), {})
    return Fate(line, person, CANNOT if reasons else BOOKED, reasons=reasons)


def _in_turn(fates: Sequence[Fate], event: Event, agency: Agency, now: datetime) -> list[Fate]:
    """The first of them take the places that are free for the agency, the others join the end of the list."""
    room = waiting.room_for_newcomers(event, agency, now=now)
    in_list = event.bookings.waiting().count()
    with_place = AGREEMENT if event.course.approval in confirming.ASKS_FIRST else BOOKED
    found = []
    for fate in fates:
        if fate.is_possible and room:
            room -= 1
            fate = replace(fate, outcome=with_place)
        elif fate.is_possible:
            in_list += 1
            fate = replace(fate, outcome=WAITS, position=in_list)
        found.append(fate)
    return found


def book_all(
    event: Event, agency: Agency, lines: Sequence[Line], *, by: Person, now: datetime
) -> list[Result]:
    """Books each line in its order, in one transaction; who cannot be booked has the reasons. Twice books nobody twice.

    Whoever is not known at the agency is added to it. Raises Refused when the agency is not theirs to book for.
    """
    if not agencies_for(by).filter(pk=agency.pk).exists():
        raise Refused(NOT_YOURS.format(agency=agency))
    with transaction.atomic():
        # Of two at once the second looks only when the first is done, and so finds whom that one added.
        event = places.lock_with_sessions(event.pk)
        known = Known(agency, lines)
        there = {booking.person_id: booking for booking in event.bookings.active()}
        return [_book_one(event, agency, line, known.of(line), there, by, now) for line in lines]


def _book_one(
    event: Event,
    agency: Agency,
    line: Line,
    person: Person | None,
    there: dict[int, Booking],
    by: Person,
    now: datetime,
) -> Result:
    name = person.name if person else line.name
    if person and person.pk in there:
        return Result(name, line.shown, there[person.pk], was_booked=True)
    try:
        with transaction.atomic():
            person = person or _add(line, agency, by=by, now=now)
            return Result(name, line.shown, book(person, event, by=by, now=now))
    except Refused as refusal:
        return Result(name, line.shown, reasons=refusal.reasons)


def _add(line: Line, agency: Agency, *, by: Person, now: datetime) -> Person:
    if line.code:
        raise Refused(f"{line.name} does not work for {agency} any more.")
    if line.email and Person.objects.filter(email__iexact=line.email).exists():
        raise Refused(NOT_ADDED.format(agency=agency))
    facts = {"first_name": line.first_name, "last_name": line.last_name, "post": line.post}
    return add_person(email=line.email, agency=agency, by=by, now=now, **facts)
