"""Somebody came instead, and the trainer names them at the door."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Person
from bookings import registers
from bookings.models import Attendance, Booking, Charge
from bookings.registers import substitutes
from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import make_booking, make_event, make_person


@pytest.fixture
def booked(past_event, nurse):
    """Nadia has a place on an event that has been held."""
    return make_booking(past_event, nurse)


@pytest.fixture
def session(past_event):
    return past_event.sessions.get()


def outcome(booking):
    booking.refresh_from_db()
    return booking.status


def test_the_colleague_takes_the_place_and_is_present(
    booked, second_nurse, session, trainer, past_event, now
):
    new = substitutes.substitute(booked, second_nurse, session, by=trainer, now=now)
    assert (outcome(booked), new.status, new.replaces) == ("replaced", "confirmed", booked)
    assert Attendance.objects.get().booking == new
    past_event.refresh_from_db()
    assert past_event.places_held == 1
    registers.close(past_event, by=trainer, now=now)
    assert not Charge.objects.exists()


def test_whoever_sent_them_is_told(booked, nurse, second_nurse, session, trainer, now):
    substitutes.substitute(booked, second_nurse, session, by=trainer, now=now)
    assert list(Message.objects.values_list("kind", "person")) == [("bookings.replaced", nurse.pk)]


def test_a_mark_of_absence_goes_with_it(booked, second_nurse, session, trainer, now):
    registers.mark(booked, session, "absent", by=trainer, now=now)
    new = substitutes.substitute(booked, second_nurse, session, by=trainer, now=now)
    assert Attendance.objects.get().booking == new


def test_nobody_comes_instead_of_somebody_who_was_seen(booked, second_nurse, session, trainer, now):
    registers.mark(booked, session, "present", minutes_late=30, by=trainer, now=now)
    with pytest.raises(Refused, match="Nadia Nurse is marked present"):
        substitutes.substitute(booked, second_nurse, session, by=trainer, now=now)
    assert outcome(booked) == "confirmed"


def test_only_a_colleague_of_the_same_agency(booked, teacher, session, trainer, now):
    with pytest.raises(Refused, match="Only a colleague of the same agency"):
        substitutes.substitute(booked, teacher, session, by=trainer, now=now)
    assert not Attendance.objects.exists()


def test_a_walk_in_turns_out_to_come_instead(booked, second_nurse, session, trainer, past_event, now):
    walked_in = registers.add_walk_in(past_event, person=second_nurse, by=trainer, now=now)
    new = substitutes.substitute(booked, second_nurse, session, by=trainer, now=now)
    assert (new, new.status, new.no_show_amount) == (walked_in, "confirmed", booked.no_show_amount)
    assert Attendance.objects.get().how == "walk_in"


def test_a_new_colleague_belongs_to_the_agency(booked, session, trainer, trust, now):
    facts = {"first_name": "Wanda", "last_name": "Walker", "post": "Midwife"}
    new = substitutes.substitute_new(booked, session, **facts, by=trainer, now=now)
    assert (new.person.name, new.agency) == ("Wanda Walker", trust)


def test_a_new_colleague_who_is_refused_leaves_nothing_behind(booked, session, trainer, now):
    registers.mark(booked, session, "present", by=trainer, now=now)
    facts = {"first_name": "Wanda", "last_name": "Walker", "post": "Midwife"}
    with pytest.raises(Refused):
        substitutes.substitute_new(booked, session, **facts, by=trainer, now=now)
    assert not Person.objects.filter(first_name="Wanda").exists()


def test_not_before_the_day_nor_after_closing(event, course, nurse, second_nurse, trainer, now):
    booking, session = make_booking(event, nurse), event.sessions.get()
    opens = registers.opens_at(session)
    with pytest.raises(Refused, match="opens on"):
        substitutes.substitute(booking, second_nurse, session, by=trainer, now=opens - timedelta(seconds=1))
    event.__class__.objects.filter(pk=event.pk).update(register_closed_at=opens)
    with pytest.raises(TooLate, match="closed"):
        substitutes.substitute(booking, second_nurse, session, by=trainer, now=opens)


def test_only_the_trainers_of_the_event(booked, second_nurse, session, stranger, now):
    with pytest.raises(Refused, match="Only the trainers"):
        substitutes.substitute(booked, second_nurse, session, by=stranger, now=now)


def test_a_trainer_finds_whole_names_of_the_agency_only(booked, second_nurse, teacher, trainer, signed_in):
    client = signed_in(trainer)
    url = reverse("bookings:substitute", args=[booked.event.code, booked.code])
    assert "Nobody was found" in client.get(url, {"q": "Noo"}).content.decode()
    assert "Nobody was found" in client.get(url, {"q": teacher.email}).content.decode()
    assert "Noor Nurse came" in client.get(url, {"q": "noor nurse"}).content.decode()
    assert client.post(f"{url}?q=noor+nurse", {"person": teacher.code}).status_code == 404
    client.post(f"{url}?q=noor+nurse", {"person": second_nurse.code})
    assert Booking.objects.get(person=second_nurse).replaces == booked


def test_somebody_of_another_register_is_not_there(past_event, course, nurse, trainer, signed_in, now):
    other = make_booking(make_event(course, starts_at=now - timedelta(days=5)), nurse)
    url = reverse("bookings:substitute", args=[past_event.code, other.code])
    assert signed_in(trainer).get(url).status_code == 404


def test_the_row_offers_it_until_they_are_seen(booked, session, trainer, signed_in, council, now):
    client, url = signed_in(trainer), reverse("bookings:register", args=[booked.event.code])
    words = "Somebody came instead"
    assert words in client.get(url).content.decode()
    registers.mark(booked, session, "present", by=trainer, now=now)
    assert words not in client.get(url).content.decode()
    registers.add_walk_in(booked.event, person=make_person("Wim", "W", council), by=trainer, now=now)
    assert words not in client.get(url).content.decode()
