"""Who hears of a booking: the person, or for somebody without an e-mail address the coordinator who looks after them."""

from accounts.models import Person, Role, RoleGrant
from bookings.models import Booking


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


def _coordinator(booking: Booking) -> Person | None:
    grants = RoleGrant.objects.filter(role=Role.COORDINATOR, agency=booking.agency_id, person__is_active=True)
    grant = grants.exclude(person__email=None).select_related("person").order_by("pk").first()
    return grant.person if grant else None
