from collections.abc import Iterator

from certificates.models import Certificate


def breaches() -> Iterator[str]:
    """One sentence for each certificate that should not be, found read-only. Names nobody."""
    valid = Certificate.objects.filter(revoked_at=None).order_by("pk")
    unearned = valid.filter(booking__earns_certificate=False)
    for reference, booking in unearned.values_list("reference", "booking__code"):
        yield f"Certificate {reference} stands, but booking {booking} does not earn one."
    unclosed = valid.filter(booking__event__register_closed_at=None)
    for reference, event in unclosed.values_list("reference", "booking__event__code"):
        yield f"Certificate {reference} stands, but the register of event {event} is not closed."
