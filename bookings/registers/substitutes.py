"""Somebody comes instead, and says so only at the door: the trainer names them, and they are here."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Person
from accounts.models.person import PersonQuerySet
from accounts.people import add_person
from bookings import substitution
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.registers import taps
from bookings.registers.marks import open_register, refuse_session
from lib.errors import Refused
from training.models import Session


def reason_not_to_replace(booking: Booking) -> str:
    """Why nobody can be named at the door for this person, as a sentence; empty when a colleague can."""
    if not booking.is_confirmed:
        return "Only for somebody with a booked place can a colleague come."
    came = Attendance.objects.filter(booking=booking, mark=Mark.PRESENT)
    if came.exists():
        return (
            f"{booking.person} is marked present, so nobody came instead. Undo the mark first if it is wrong."
        )
    if booking.make_ups.standing().exists():
        return f"{booking.person} makes up a session of this event elsewhere, so nobody can come instead. Cancel that first."
    return ""


def colleagues(booking: Booking, words: str, *, by: Person) -> PersonQuerySet:
    """Who may have come instead: people of the same agency. An officer searches; a trainer must know a whole address or name."""
    of_agency = Person.objects.filter(
        is_active=True, employments__ends_on=None, employments__agency=booking.agency_id
    ).exclude(pk=booking.person_id)
    found = of_agency.with_employment().distinct()
    if by.is_a("officer"):
        return found.search(words)
    first, _, last = words.strip().partition(" ")
    return found.filter(
        Q(email__iexact=words.strip()) | Q(first_name__iexact=first, last_name__iexact=last.strip())
    )


def substitute(
    booking: Booking, colleague: Person, session: Session, *, by: Person, now: datetime
) -> Booking:
    """The colleague's booking, present at this session; the booking they came for is replaced, free of charge.

    Marks of absence that the register had of the other are taken back: they had sent somebody. Raises Refused for somebody of another
    agency, who is on the register already, or when the person was seen; TooLate once the register is closed.
    """
    with transaction.atomic():
        event = open_register(booking.event_id, by)
        refuse_session(event, session, now)
        booking = event.bookings.with_person().get(pk=booking.pk)
        if reason := reason_not_to_replace(booking):
            raise Refused(reason)
        for mark in booking.attendances.select_related("session"):
            taps.unmark(booking, mark.session, by=by, now=now)
        new = substitution.hand_over(booking, colleague, by=by, now=now)
        taps.mark(new, session, Mark.PRESENT, by=by, now=now)
    return new


def substitute_new(
    booking: Booking,
    session: Session,
    *,
    first_name: str,
    last_name: str,
    post: str,
    email: str = "",
    code: str = "",
    by: Person,
    now: datetime,
) -> Booking:
    """The same with a colleague whom nobody knew before: the person, their employment and the booking, all or none."""
    with transaction.atomic():
        names = {"first_name": first_name, "last_name": last_name, "email": email, "post": post}
        colleague = add_person(**names, agency=booking.agency, code=code, by=by, now=now)
        return substitute(booking, colleague, session, by=by, now=now)
