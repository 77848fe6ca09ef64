"""The trail: who changed what, when, from what to what, and nobody can change that."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import TrailEntry
from accounts.trail import record

URL = "/trail/"


@pytest.fixture
def client(administrator, signed_in):
    return signed_in(administrator)


@pytest.fixture
def history(nurse, officer, now):
    record(officer, "booking.cancelled", nurse, {"status": ["confirmed", "cancelled"]}, now=now)
    record(None, "offer.lapsed", officer, {"places": 3}, now=now - timedelta(days=10))


@pytest.mark.parametrize(
    ("query", "deeds"),
    [
        ("", ["booking.cancelled", "offer.lapsed"]),
        ("deed=booking", ["booking.cancelled"]),
        ("deed=Booking+cancelled", ["booking.cancelled"]),
        ("person=olive", ["booking.cancelled"]),
        ("since=2026-06-01", ["booking.cancelled"]),
        ("until=2026-05-31", ["offer.lapsed"]),
        ("until=2026-06-01", ["booking.cancelled", "offer.lapsed"]),
        ("since=nonsense&deed=offer", ["offer.lapsed"]),
        ("subject=nothing", []),
    ],
)
def test_the_trail_finds(client, history, query, deeds):
    assert [entry.deed for entry in client.get(f"{URL}?{query}").context["page"]] == deeds


def test_the_trail_finds_what_happened_to_one_thing(client, history, nurse):
    page = client.get(f"{URL}?subject={nurse.code}")
    assert [entry.deed for entry in page.context["page"]] == ["booking.cancelled"]


def test_an_entry_reads_from_what_to_what(client, history):
    page = client.get(URL).content.decode()
    assert "Booking cancelled" in page
    assert "Status: confirmed → cancelled" in page
    assert "Olive Officer" in page
    assert "The clock" in page
    assert "1 June 2026, 10am" in page


def test_hostile_changes_are_shown_as_text(client, nurse, now):
    record(nurse, "person.renamed", nurse, {"<b>": ["<script>alert(1)</script>", None]}, now=now)
    assert "<script>alert" not in client.get(URL).content.decode()


def test_the_trail_has_pages_and_no_query_for_each_row(client, nurse, officer, now, count_queries):
    record(nurse, "person.renamed", nurse, now=now)
    one = count_queries(client, URL)
    for number in range(60):
        record(officer, "person.renamed", nurse, {"n": [number, number + 1]}, now=now)
    assert count_queries(client, URL) <= one
    assert len(client.get(URL).context["page"]) == 50


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_refuses_to_change_the_trail(history, deed):
    rows = TrailEntry.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(deed="x") if deed == "update" else rows.delete()
    assert TrailEntry.objects.count() == 2


def test_the_trail_names_what_a_deed_was_done_to_in_words(nurse, officer, now):
    record(officer, "employment.started", nurse.employments.get(), now=now)
    assert TrailEntry.objects.latest("pk").subject.startswith("employment ")
