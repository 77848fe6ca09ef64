"""People who come without a place."""

from datetime import timedelta

import pytest

from accounts.models import Person, TrailEntry
from bookings import registers
from bookings.models import Booking, Charge
from lib.errors import Refused, TooLate
from tests.cast import make_booking, make_event, make_person


def test_a_walk_in_is_present_and_holds_no_place(past_event, nurse, trainer, now):
    booking = registers.add_walk_in(past_event, person=nurse, by=trainer, now=now)
    past_event.refresh_from_db()
    assert (booking.status, booking.agency, past_event.places_held) == (
        "walked_in",
        nurse.employment.agency,
        0,
    )
    assert booking.attendances.get().how == "walk_in"


def test_nobody_is_added_twice(past_event, nurse, trainer, now):
    registers.add_walk_in(past_event, person=nurse, by=trainer, now=now)
    with pytest.raises(Refused, match="Nadia Nurse is on this register already"):
        registers.add_walk_in(past_event, person=nurse, by=trainer, now=now)
    assert Booking.objects.count() == 1


def test_somebody_booked_is_on_the_register_already(past_event, nurse, trainer, now):
    make_booking(past_event, nurse)
    with pytest.raises(Refused, match="already"):
        registers.add_walk_in(past_event, person=nurse, by=trainer, now=now)


@pytest.mark.parametrize("status", ["waiting", "requested", "offered"])
def test_somebody_without_a_firm_place_is_moved_over(past_event, nurse, trainer, now, status):
    make_booking(past_event, nurse, status)
    booking = registers.add_walk_in(past_event, person=nurse, by=trainer, now=now)
    past_event.refresh_from_db()
    assert (booking.status, booking.no_show_amount, past_event.places_held) == ("walked_in", 0, 0)
    assert Booking.objects.count() == 1


def test_somebody_without_an_agency_completes_their_profile_first(past_event, trainer, now):
    with pytest.raises(Refused, match="no agency yet"):
        registers.add_walk_in(past_event, person=make_person("Una", "Unknown"), by=trainer, now=now)


def test_a_new_person_comes_with_an_agency(past_event, school, trainer, now):
    facts = {"first_name": "Wanda", "last_name": "Walker", "agency": school, "post": "Teacher"}
    booking = registers.add_new_person(past_event, **facts, by=trainer, now=now)
    assert (booking.person.name, booking.agency, booking.person.email) == ("Wanda Walker", school, None)


def test_an_address_that_is_known_leaves_nothing_behind(past_event, school, nurse, trainer, now):
    facts = {"first_name": "Wanda", "last_name": "Walker", "agency": school, "post": "Teacher"}
    with pytest.raises(Refused, match="email address"):
        registers.add_new_person(past_event, **facts, email=nurse.email, by=trainer, now=now)
    assert not Person.objects.filter(first_name="Wanda").exists()


def test_a_walk_in_who_then_misses_a_day_is_not_charged(course, room, tariff, trainer, nurse, now):
    event = make_event(course, room, starts_at=now - timedelta(days=10), days=2, trainers=[trainer])
    first, second = event.sessions.all()
    booking = registers.add_walk_in(event, person=nurse, session=first, by=trainer, now=now)
    registers.mark(booking, second, "absent", by=trainer, now=now)
    registers.close(event, by=trainer, now=now)
    booking.refresh_from_db()
    assert booking.outcome == "partly"
    assert not Charge.objects.exists()


def test_a_walk_in_comes_to_the_session_that_has_begun(course, room, trainer, nurse, now):
    event = make_event(course, room, starts_at=now - timedelta(days=1), days=3, trainers=[trainer])
    second = event.sessions.all()[1]
    booking = registers.add_walk_in(event, person=nurse, by=trainer, now=second.starts_at)
    assert booking.attendances.get().session == second


def test_after_closing_nobody_walks_in(past_event, nurse, trainer, now):
    registers.close(past_event, by=trainer, now=now)
    with pytest.raises(TooLate):
        registers.add_walk_in(past_event, person=nurse, by=trainer, now=now)


def test_before_the_day_nobody_walks_in(event, nurse, trainer, now):
    with pytest.raises(Refused, match="opens on"):
        registers.add_walk_in(event, person=nurse, by=trainer, now=now)


def test_the_mark_of_a_walk_in_is_in_the_trail(past_event, nurse, trainer, now):
    booking = registers.add_walk_in(past_event, person=nurse, by=trainer, now=now)
    entry = TrailEntry.objects.about(booking).get(deed="register.marked")
    assert list(entry.changes.values()) == [["", "Present"]]


def test_a_walk_in_marked_absent_is_never_charged(past_event, nurse, trainer, now):
    booking = make_booking(past_event, nurse, "walked_in", no_show_amount=50)
    registers.mark(booking, past_event.sessions.get(), "absent", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    assert not Charge.objects.exists()
