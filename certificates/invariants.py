from collections.abc import Iterator

from django.db.models import F, Q

from bookings.models import Booking
from certificates.models import Certificate


def breaches() -> Iterator[str]:
    """One sentence for each certificate that should not be, found read-only. Names nobody."""
    valid = Certificate.objects.filter(revoked_at=None).order_by("pk")
    # One from before the register was corrected waits to be revoked, and one of a reopened register for its closing.
    event = "booking__event__"
    waiting = Q(**{f"{event}register_closed_at__gt": F("issued_at")}) | Q(
        **{f"{event}register_closed_at": None, f"{event}register_reopened_at__isnull": False}
    )
    unearned = valid.filter(booking__earns_certificate=False).exclude(waiting)
    for reference, booking in unearned.values_list("reference", "booking__code"):
        yield f"Certificate {reference} stands, but booking {booking} does not earn one."
    untold = valid.filter(booking__certified_on=None)
    for reference, booking in untold.values_list("reference", "booking__code"):
        yield f"Certificate {reference} stands, but booking {booking} does not say so."
    # The certificate of an event from before Muster was given on paper.
    certified = Booking.objects.filter(certified_on__isnull=False, event__imported_at=None)
    without = certified.exclude(certificates__in=valid)
    for booking in without.order_by("pk").values_list("code", flat=True):
        yield f"Booking {booking} says it is certified, but no certificate stands."
    unclosed = valid.filter(
        booking__event__register_closed_at=None, booking__event__register_reopened_at=None
    )
    for reference, event in unclosed.values_list("reference", "booking__event__code"):
        yield f"Certificate {reference} stands, but the register of event {event} is not closed."
