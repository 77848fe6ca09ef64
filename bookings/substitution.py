"""A colleague of the same agency takes a confirmed place: free, before the event starts, or at the door when they are there."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.people import add_person
from bookings import confirming, emails, places
from bookings.booking import make
from bookings.models import Booking
from bookings.models.booking import Status
from bookings.overlaps import overlaps
from lib.errors import Refused

POST = "Enter their post. They are not known here yet, so they are added as a new person of the agency."
# Nothing of the booking that is passed on changes: the same terms, and the sector it was priced and counted under.
PASSED_ON = ["agency_name", "sector", "tariff", "cancel_by", "no_show_amount", "late_amount"]


def reason_not_to_replace(booking: Booking, now: datetime) -> str:
    """Why nobody can be sent instead (any more), as a sentence; empty when a colleague can."""
    if not booking.is_confirmed:
        return f"Only a booked place can go to a colleague. This booking is: {booking.get_status_display().lower()}."
    if booking.event.has_started(now):
        return "The event has started, so nobody can be sent instead any more."
    if booking.attendances.exists():
        return "This booking is marked in the register already, so nobody can be sent instead."
    return ""


def _reasons_against(colleague: Person, booking: Booking, theirs: Booking | None) -> list[str]:
    reasons = []
    if not colleague.is_active:
        reasons.append(f"{colleague} has a closed account. Ask the training team to open it again.")
    if colleague.pk == booking.person_id:
        return [*reasons, f"{colleague} holds this place already. Choose a colleague."]
    if colleague.employment is None or colleague.employment.agency_id != booking.agency_id:
        reasons.append(
            f"{colleague} does not work for {booking.agency_name}. Only a colleague of the same agency can take the place."
        )
    if theirs and theirs.is_offered:
        reasons.append(f"{colleague} has been offered a place of their own. They can take that one.")
    elif theirs and not (theirs.is_waiting or theirs.is_walk_in):
        reasons.append(f"{colleague} has booked this event already. Choose somebody else.")
    return reasons


def clashes_of(colleague: Person | None, booking: Booking) -> list[Booking]:
    """A colleague's other bookings at the time of this one. Of somebody of another agency nothing is told: they cannot be sent."""
    if (
        colleague is None
        or colleague.employment is None
        or colleague.employment.agency_id != booking.agency_id
    ):
        return []
    return overlaps(colleague, booking.event)


def known(email: str) -> Person | None:
    """Who has this address here already."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def replace(booking: Booking, colleague: Person, *, by: Person, now: datetime) -> Booking:
    """The colleague's booking, which points at the one it replaces. Somebody who waits is moved over; both are told.

    The manager has agreed to the agency's place before and is only told. Raises Refused with every reason, TooLate.
    """
    with transaction.atomic():
        booking.event = places.lock_with_sessions(booking.event_id)
        if reason := reason_not_to_replace(booking, now):
            raise Refused(reason)
        new = hand_over(booking, colleague, by=by, now=now)
        confirming.tell(new, now=now, was_agreed=True)
    return new


def hand_over(booking: Booking, colleague: Person, *, by: Person, now: datetime) -> Booking:
    """Gives the place to the colleague and tells whose it was; the colleague is told by the caller, if they are not at the door.

    Call it in the transaction that has locked the event's row and has asked whether the place can still be given. Raises Refused with
    every reason against the colleague.
    """
    theirs = booking.event.bookings.active().filter(person=colleague).with_person().first()
    if reasons := _reasons_against(colleague, booking, theirs):
        raise Refused(reasons)
    names = {"person": [booking.person.name, colleague.name]}
    booking.move(Status.REPLACED, deed="booking.replaced", by=by, now=now, also=names)
    new = _pass_on(booking, colleague, theirs, by=by, now=now)
    emails.replaced(booking, by=colleague, now=now)
    return new


def _pass_on(
    booking: Booking, colleague: Person, theirs: Booking | None, *, by: Person, now: datetime
) -> Booking:
    facts = {name: getattr(booking, name) for name in PASSED_ON}
    facts |= confirming.agreed(now) | {"replaces": booking}
    if theirs is None:
        return make(colleague, booking.event, by=by, now=now, deed="booking.took_over", **facts)
    theirs.event = booking.event
    # Somebody who changed agency while waiting comes for the agency whose place it is.
    facts |= {"employment": colleague.employment, "agency": booking.agency}
    theirs.move(facts.pop("status"), deed="booking.took_over", by=by, now=now, **facts)
    return theirs


def replace_by_email(
    booking: Booking,
    *,
    first_name: str,
    last_name: str,
    email: str,
    post: str = "",
    by: Person,
    now: datetime,
) -> Booking:
    """The same with a colleague told by name and address; whoever is not known here yet is added to the agency, if their post is told.

    Raises as `replace`, and Refused when the address belongs to somebody elsewhere or the post is missing.
    """
    with transaction.atomic():
        colleague = known(email)
        if colleague is None:
            if refusal := reason_not_to_replace(booking, now):
                raise Refused(refusal)
            if not post.strip():
                raise Refused(POST)
            names = {"first_name": first_name, "last_name": last_name}
            colleague = add_person(**names, email=email, agency=booking.agency, post=post, by=by, now=now)
        return replace(booking, colleague, by=by, now=now)
