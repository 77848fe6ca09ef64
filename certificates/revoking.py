"""Certificates are taken back: by an officer for a reason, or by the clock when a corrected register no longer earns them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts import trail
from accounts.models import Person
from bookings.models import Booking
from bookings.models.booking import Outcome
from certificates import emails
from certificates.models import Certificate
from lib.errors import Refused, TooLate

MOST = 500  # in one run of the worker
CORRECTED = "The attendance register was corrected"
NOW_SAYS = {
    Outcome.ATTENDED: "it no longer shows attendance in full",
    Outcome.PARTLY: "it now shows attendance in part",
    Outcome.NO_SHOW: "it now shows no attendance",
}
NOT_ON_IT = "this person is no longer on it"


def revoke(certificate: Certificate, *, by: Person, reason: str, now: datetime) -> None:
    """Takes a certificate back for good; its public page says so and its holder is told.

    Raises Refused without a reason, TooLate when it is revoked already.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Give a reason: the holder reads it.")
    valid = Certificate.objects.filter(pk=certificate.pk, revoked_at=None)
    if not _take_back(certificate, valid, by=by, reason=reason, now=now):
        raise TooLate("This certificate has been revoked already.")


def revoke_due(now: datetime) -> int:
    """Revokes every certificate that a closed register no longer earns; returns how many. Safe to run twice, late, or by two workers.

    While a register is reopened nothing happens: only what it says when it is closed again counts.
    """
    due = _unearned(now).select_related("booking__person").order_by("pk")[:MOST]
    return sum(
        _take_back(each, _unearned(now).filter(pk=each.pk), by=None, reason=_reason(each.booking), now=now)
        for each in due
    )


def _unearned(now: datetime) -> QuerySet[Certificate]:
    bookings = Booking.objects.filter(
        earns_certificate=False, certified_on__isnull=False, event__register_closed_at__lte=now
    )
    return Certificate.objects.filter(revoked_at=None, booking__in=bookings)


def _reason(booking: Booking) -> str:
    says = NOW_SAYS[Outcome(booking.outcome)] if booking.outcome else NOT_ON_IT
    return f"{CORRECTED}: {says}."


def _take_back(
    certificate: Certificate,
    valid: QuerySet[Certificate],
    *,
    by: Person | None,
    reason: str,
    now: datetime,
) -> bool:
    """Whether it was still among the `valid` ones; whoever comes second changes nothing."""
    with transaction.atomic():
        if not valid.update(revoked_at=now, revoked_by=by, revoked_reason=reason):
            return False
        Booking.objects.filter(pk=certificate.booking_id).update(certified_on=None, certified_until=None)
        certificate.refresh_from_db()
        trail.record(by, "certificate.revoked", certificate, {"revoked_reason": ["", reason]}, now=now)
        emails.revoked(certificate, now=now)
    return True
