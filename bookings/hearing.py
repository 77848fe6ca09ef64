"""Who hears of a booking: the person, or for somebody without an e-mail address the coordinator who looks after them."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Person, Role, RoleGrant
from bookings.models import Booking
from bookings.models.booking import BookingQuerySet


def hearer_of(booking: Booking) -> Person:
    """The person; without an address whoever booked them, if they still may, else a coordinator of the agency.

    It is one and the same person for every message, so that a cause is told once. Where nobody is left it is the person
    themselves, and nothing is written.
    """
    if booking.person.email:
        return booking.person
    booker = booking.booked_by
    if booker.is_active and booker.email and booking.agency_id in booker.coordinated_agency_ids:
        return booker
    return _coordinator(booking) or (
        booker if booker.is_active and booker.is_a(Role.OFFICER) else booking.person
    )


def heard_by_somebody(bookings: BookingQuerySet) -> BookingQuerySet:
    """Those of which `hearer_of` is somebody with an e-mail address."""
    coordinators = _coordinators().filter(agency=OuterRef("agency"))
    officers = RoleGrant.objects.filter(
        role=Role.OFFICER, person=OuterRef("booked_by"), person__is_active=True
    )
    return bookings.filter(
        Q(person__email__isnull=False) | Exists(coordinators) | Exists(officers.exclude(person__email=None))
    )


def _coordinators():
    grants = RoleGrant.objects.filter(role=Role.COORDINATOR, person__is_active=True)
    return grants.exclude(person__email=None)


def _coordinator(booking: Booking) -> Person | None:
    grants = _coordinators().filter(agency=booking.agency_id)
    grant = grants.select_related("person").order_by("pk").first()
    return grant.person if grant else None
