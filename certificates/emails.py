from datetime import datetime

from bookings.hearing import hearer_of
from certificates.models import Certificate
from correspondence import outbox
from lib import links


def issued(certificate: Certificate, *, now: datetime) -> None:
    """Sends the holder the link to the PDF."""
    _write(certificate, "issued", now=now)


def revoked(certificate: Certificate, *, now: datetime) -> None:
    """Tells the holder that it is no longer valid, and why."""
    _write(certificate, "revoked", now=now)


def _write(certificate: Certificate, cause: str, *, now: datetime) -> None:
    hearer = hearer_of(certificate.booking)
    outbox.queue(
        key=f"certificate:{certificate.code}:{cause}",
        kind=f"certificate_{cause}",
        to=hearer,
        heard_for="" if hearer == certificate.booking.person else certificate.booking.person.name,
        template=f"certificates/emails/{cause}",
        context={
            "certificate": certificate,
            "link": links.absolute("certificates:download", token=certificate.token),
            "verify_link": links.absolute("certificates:verify", reference=certificate.reference),
        },
        now=now,
    )
