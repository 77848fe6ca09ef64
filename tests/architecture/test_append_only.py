"""The database itself refuses to change what must stay as it was written."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts import trail
from accounts.models import TrailEntry
from bookings.models import Tariff


@pytest.fixture
def line_of_the_trail(officer, now):
    trail.record(officer, "person.tested", officer, now=now)
    return TrailEntry.objects.get()


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_trail_cannot_be_changed(line_of_the_trail, deed):
    rows = TrailEntry.objects.filter(pk=line_of_the_trail.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(deed="another") if deed == "update" else rows.delete()
    assert TrailEntry.objects.get(pk=line_of_the_trail.pk).deed == "person.tested"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", [1, 2])
def test_a_transactional_test_leaves_the_guard_and_the_shipped_rows(line_of_the_trail, attempt):
    # The second attempt finds what the end of the first one left.
    assert TrailEntry.objects.count() == 1
    assert Tariff.objects.exists()
    # A new row gets a number that no shipped one has.
    Tariff.objects.create(effective_from=date(2030, 1, 1), notice=5, invoice_words="Charge", terms="Terms")
    with pytest.raises(DatabaseError, match="append-only"):
        TrailEntry.objects.all().delete()
