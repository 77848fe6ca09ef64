from collections.abc import Iterator

from bookings.models import Booking
from certificates.models import Certificate


def breaches() -> Iterator[str]:
    """One sentence for each certificate that should not be, found read-only. Names nobody."""
    valid = Certificate.objects.filter(revoked_at=None).order_by("pk")
    unearned = valid.filter(booking__earns_certificate=False)
    for reference, booking in unearned.values_list("reference", "booking__code"):
        yield f"Certificate {reference} stands, but booking {booking} does not earn one."
    untold = valid.filter(booking__certified_on=None)
    for reference, booking in untold.values_list("reference", "booking__code"):
        yield f"Certificate {reference} stands, but booking {booking} does not say so."
    # The certificate of an event from before Muster was given on paper.
    certified = Booking.objects.filter(certified_on__isnull=False, event__imported_at=None)
    without = certified.exclude(certificate__in=valid)
    for booking in without.order_by("pk").values_list("code", flat=True):
        yield f"Booking {booking} says it is certified, but no certificate stands."
    unclosed = valid.filter(booking__event__register_closed_at=None)
    for reference, event in unclosed.values_list("reference", "booking__event__code"):
        yield f"Certificate {reference} stands, but the register of event {event} is not closed."
