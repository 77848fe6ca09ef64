"""Fill, show-up and use: each with its own numerator and denominator, counted from closed registers only."""

from decimal import Decimal

import pytest

from bookings.models.booking import Outcome
from lib.dates import FinancialYear
from reports import queries
from tests.cast import NOW, make_booking, make_event

YEAR = FinancialYear.of(NOW)


@pytest.fixture
def held_event(course, room, tariff, nurse, second_nurse, teacher, social_worker):
    """Ten places; three booked, of whom two came (one partly), and one walked in."""
    event = make_event(course, room, starts_at=NOW, capacity=10)
    make_booking(event, nurse, outcome=Outcome.ATTENDED)
    make_booking(event, second_nurse, outcome=Outcome.PARTLY)
    make_booking(event, teacher, outcome=Outcome.NO_SHOW)
    make_booking(event, social_worker, status="walked_in", outcome=Outcome.ATTENDED)
    event.register_closed_at = NOW
    event.save()
    return event


def test_fill_is_booked_at_the_start_out_of_places(held_event):
    found = queries.attendance(YEAR)
    assert (found.booked, found.places, found.fill) == (3, 10, Decimal("30.0"))


def test_show_up_is_booked_people_who_came_out_of_booked(held_event):
    found = queries.attendance(YEAR)
    assert (found.booked_who_came, found.booked, found.show_up) == (2, 3, Decimal("66.7"))


def test_use_is_everyone_who_came_out_of_places(held_event):
    found = queries.attendance(YEAR)
    assert (found.attended, found.places, found.use) == (3, 10, Decimal("30.0"))


def test_a_walk_in_counts_in_use_and_never_in_fill_or_show_up(held_event):
    found = queries.attendance(YEAR)
    assert found.walk_ins == 1
    assert found.booked == 3


def test_an_event_counts_once_its_register_is_closed(held_event):
    held_event.register_closed_at = None
    held_event.save()
    assert queries.attendance(YEAR).places == 0
    assert queries.not_yet_counted(YEAR, held_event.ends_at).count() == 1


def test_a_cancelled_event_counts_nowhere(held_event):
    held_event.state = "cancelled"
    held_event.save()
    found = queries.attendance(YEAR)
    assert (found.events, found.places, found.attended) == (0, 0, 0)


def test_no_places_give_no_rate_instead_of_zero_per_cent(db):
    found = queries.attendance(YEAR)
    assert (found.fill, found.show_up, found.use) == (None, None, None)


@pytest.mark.parametrize(
    "by", [queries.attendance_by_course, queries.attendance_by_event, queries.attendance_by_format]
)
def test_every_table_adds_up_to_the_year(held_event, course, room, by, nurse):
    other = make_event(course, room, starts_at=NOW, capacity=5)
    make_booking(other, nurse, outcome=Outcome.ATTENDED)
    type(other).objects.filter(pk=other.pk).update(register_closed_at=NOW)
    total = queries.attendance(YEAR)
    for name in ("events", "places", "booked", "booked_who_came", "walk_ins", "attended"):
        assert sum(getattr(row, name) for row in by(YEAR)) == getattr(total, name), name


@pytest.mark.parametrize("by", [queries.attendance_by_agency, queries.attendance_by_sector])
def test_people_by_agency_and_by_sector_add_up_to_the_year(held_event, by):
    total = queries.attendance(YEAR)
    for name in ("booked", "booked_who_came", "walk_ins", "attended"):
        assert sum(getattr(row, name) for row in by(YEAR)) == getattr(total, name), name


def test_an_agency_keeps_the_name_of_its_day(held_event, trust):
    trust.name = "Riverside Integrated Care"
    trust.save()
    assert "Riverside NHS Trust" in [row.name for row in queries.attendance_by_agency(YEAR)]


@pytest.mark.parametrize("by", [queries.attendance_by_agency, queries.attendance_by_sector])
def test_fill_and_use_of_agencies_are_parts_of_all_places(held_event, by):
    rows = {row.name: row for row in by(YEAR)}
    assert {row.places for row in rows.values()} == {10}
    trust = rows.get("Riverside NHS Trust") or rows["Health"]
    assert (trust.fill, trust.show_up, trust.use) == (Decimal("20.0"), Decimal("100.0"), Decimal("20.0"))
    assert sum(row.use for row in rows.values()) == queries.attendance(YEAR).use
