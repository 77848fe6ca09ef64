"""A corrected register takes a certificate back, and gives a new one when it is earned again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import TrailEntry
from bookings.models import Booking
from certificates import invariants, issuing, revoking
from certificates.models import Certificate
from correspondence.models import Message
from tests.cast import NOW
from training.models import Event

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def reopen():
    Event.objects.update(register_closed_at=None, register_reopened_at=NOW + timedelta(days=1))
    Booking.objects.update(outcome="", earns_certificate=False)


def close_again(outcome, at=LATER):
    Event.objects.update(register_closed_at=at, register_reopened_at=None)
    Booking.objects.update(outcome=outcome, earns_certificate=outcome == "attended")


def test_while_the_register_is_reopened_nothing_is_revoked(certificate):
    reopen()
    assert revoking.revoke_due(LATER) == 0
    assert list(invariants.breaches()) == []


@pytest.mark.parametrize(
    ("outcome", "says"),
    [("no_show", "it now shows no attendance"), ("partly", "it now shows attendance in part")],
)
def test_what_is_no_longer_earned_is_revoked_by_the_clock(certificate, outcome, says):
    reopen()
    close_again(outcome)
    assert list(invariants.breaches()) == []
    assert revoking.revoke_due(LATER) == 1
    certificate.refresh_from_db()
    assert certificate.revoked_reason == f"The attendance register was corrected: {says}."
    assert (certificate.revoked_by, certificate.revoker) == (None, "Muster, by itself")
    booking = Booking.objects.get()
    assert (booking.certified_on, booking.certified_until) == (None, None)
    assert TrailEntry.objects.get(deed="certificate.revoked").by is None
    assert says in Message.objects.get(kind="certificate_revoked").text
    assert list(invariants.breaches()) == []


def test_not_a_second_before_the_closing_and_not_twice(certificate):
    close_again("no_show")
    assert revoking.revoke_due(LATER - timedelta(seconds=1)) == 0
    assert [revoking.revoke_due(LATER + timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert Message.objects.filter(kind="certificate_revoked").count() == 1


def test_who_is_taken_off_the_register_loses_it_too(certificate):
    Event.objects.update(register_closed_at=LATER)
    Booking.objects.update(outcome="", earns_certificate=False)
    revoking.revoke_due(LATER)
    assert "no longer on it" in Certificate.objects.get().revoked_reason


def test_what_did_not_change_stays_as_it_was(certificate):
    reopen()
    close_again("attended")
    assert (revoking.revoke_due(LATER), issuing.issue_due(LATER)) == (0, 0)
    stored = Certificate.objects.values().get()
    assert {name: getattr(certificate, name) for name in stored} == stored


def test_earned_again_it_is_a_new_one(certificate):
    close_again("no_show")
    revoking.revoke_due(LATER)
    close_again("attended", at=LATER + timedelta(days=1))
    assert issuing.issue_due(LATER + timedelta(days=1)) == 1
    new = Certificate.objects.get(revoked_at=None)
    assert new.reference != certificate.reference
    assert Booking.objects.get().certified_on == new.last_day
    assert issuing.issue_due(LATER + timedelta(days=2)) == 0
    assert list(invariants.breaches()) == []


def test_what_an_officer_revoked_is_not_given_again(certificate, officer):
    revoking.revoke(certificate, by=officer, reason="Left at noon", now=NOW)
    close_again("attended")
    assert issuing.issue_due(LATER) == 0


def test_two_certificates_never_stand_for_one_booking(certificate):
    second = Certificate.objects.get()
    second.pk, second.code, second.reference = None, "ANOTHER", "AAAA-AAAA-AAAA"
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_one_worker_is_enough(certificate, monkeypatch):
    """Another worker revoked it between the look and the deed."""
    close_again("no_show")
    reason = revoking._reason

    def meanwhile(booking):
        Certificate.objects.update(revoked_at=LATER, revoked_reason="by the other")
        return reason(booking)

    monkeypatch.setattr(revoking, "_reason", meanwhile)
    assert revoking.revoke_due(LATER) == 0
    assert not TrailEntry.objects.filter(deed="certificate.revoked").exists()


def test_the_page_names_the_clock(certificate, officer, signed_in):
    close_again("no_show")
    revoking.revoke_due(LATER)
    page = signed_in(officer).get(f"/certificates/{certificate.code}/").content.decode()
    assert "Muster, by itself" in page
    assert "The attendance register was corrected" in page
