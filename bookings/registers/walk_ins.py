"""People who come without a place: counted, never charged."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Agency, Person
from accounts.models.person import PersonQuerySet
from accounts.people import add_person
from accounts.trail import record
from bookings import places
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.models.booking import Status
from bookings.registers.marks import open_register, refuse_session
from lib.dates import day_and_clock
from lib.errors import Refused
from lib.money import NOTHING
from training.models import Event, Session


def find(words: str, *, by: Person) -> PersonQuerySet:
    """People who may be put on a register. Officers search; a trainer must know a whole e-mail address, or first and last name."""
    people = Person.objects.filter(is_active=True).with_employment()
    if by.is_a("officer"):
        return people.search(words)
    first, _, last = words.strip().partition(" ")
    return people.filter(
        Q(email__iexact=words.strip()) | Q(first_name__iexact=first, last_name__iexact=last.strip())
    )


def add_walk_in(
    event: Event, *, person: Person, session: Session | None = None, by: Person, now: datetime
) -> Booking:
    """Puts somebody on the register who came without a place, present at this session (without one: the last that has begun).

    Somebody who was waiting or asked is moved over. They are counted, never charged, and hold no place. Raises as `mark`, and Refused
    for somebody on the register already or without an agency.
    """
    with transaction.atomic():
        event = open_register(event.pk, by)
        session = session or _session_now(event, now)
        refuse_session(event, session, now)
        booking = _walk_in(event, person, by, now)
        facts = {"marked_by": by, "marked_at": now, "saved_at": now, "how": Attendance.How.WALK_IN}
        Attendance.objects.create(booking=booking, session=session, mark=Mark.PRESENT, **facts)
        changes = {day_and_clock(session.starts_at): ["", Mark.PRESENT.label]}
        record(by, "register.marked", booking, changes, now=now)
    return booking


def _session_now(event: Event, now: datetime) -> Session:
    sessions = list(event.sessions.all())
    return next((session for session in reversed(sessions) if session.starts_at <= now), sessions[0])


def _walk_in(event: Event, person: Person, by: Person, now: datetime) -> Booking:
    employment = person.employment
    if employment is None:
        raise Refused(f"{person} has no agency yet. Ask them to complete their profile first.")
    there = event.bookings.active().filter(person=person).first()
    if there:
        return _move_over(there, by, now)
    booking = Booking.objects.create(
        event=event,
        person=person,
        employment=employment,
        agency=employment.agency,
        agency_name=employment.agency.name,
        sector=employment.agency.sector,
        status=Status.WALKED_IN,
        booked_by=by,
        booked_at=now,
    )
    record(by, "booking.walked_in", booking, {"status": ["", Status.WALKED_IN]}, now=now)
    return booking


def _move_over(booking: Booking, by: Person, now: datetime) -> Booking:
    """Somebody on the waiting list, or without an answer from the manager, is here: from now on they are a walk-in."""
    if booking.status in (Status.CONFIRMED, Status.WALKED_IN):
        raise Refused(f"{booking.person} is on this register already.")
    held = booking.holds_a_place
    facts: dict = {"expires_at": None, "no_show_amount": NOTHING, "late_amount": NOTHING}
    booking.move(Status.WALKED_IN, deed="booking.walked_in", by=by, now=now, **facts)
    if held:
        places.release(booking.event_id)
    return booking


def add_new_person(
    event: Event, *, first_name: str, last_name: str, agency: Agency, post: str, email: str = "",
    session: Session | None = None, code: str = "", by: Person, now: datetime,
) -> Booking:  # fmt: skip
    """A walk-in whom nobody knew before: the person, their employment and the booking, all or none. Raises as `add_walk_in`, and
    Refused for somebody who is known. `code` is the person's, when the form brought one."""
    names = {"first_name": first_name, "last_name": last_name}
    with transaction.atomic():
        person = add_person(**names, email=email, agency=agency, post=post, code=code, by=by, now=now)
        return add_walk_in(event, person=person, session=session, by=by, now=now)
