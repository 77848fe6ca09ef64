"""Registers, charges and tariffs of the access test; examples_bookings.py takes them in."""

from datetime import timedelta

from bookings import charging, holding, tariffs
from lib.dates import local_day
from lib.links import sign
from tests.cast import NOW, make_booking, make_person
from tests.doors.examples import once


@once
def charge(cast):
    """Nadia's, for the event that has been held; confirmed, so that finance may see it."""
    booking = make_booking(cast.past_event, cast.nurse)
    made = charging.propose_no_show([(booking, [cast.past_event.starts_at.date()])], by=None, now=NOW)[0]
    charging.confirm(made, by=cast.officer, now=NOW)
    return made


@once
def held(cast):
    return holding.hold(cast.event, cast.trust, 1, by=cast.coordinator, now=NOW)[0]


def for_the_trust(cast):
    return {"code": cast.event.code, "agency": cast.trust.code}


def coming_tariff(cast):
    facts = {
        "effective_from": local_day(NOW) + timedelta(days=900),
        "notice": 5,
        "invoice_words": "Charge",
        "terms": "Come",
    }
    return tariffs.new_tariff(facts, rates={}, by=cast.officer, now=NOW)


def event(cast):
    return {"code": cast.event.code}


def past_event(cast):
    return {"code": cast.past_event.code}


@once
def came(cast):
    """Nell has a place on the event whose register is open."""
    return make_booking(cast.past_event, make_person("Nell", "Nurse", cast.trust))


def on_the_register(cast):
    return {"code": cast.past_event.code, "booking": came(cast).code}


def of(make):
    return lambda cast: {"code": make(cast).code}


EXAMPLES = {
    "bookings:event_bookings": event,
    "bookings:event_add": event,
    "bookings:event_cancel": event,
    "bookings:book_many": event,
    "bookings:book_many_for": for_the_trust,
    "bookings:many_template": lambda cast: {"format": "csv"},
    "bookings:hold": for_the_trust,
    "bookings:held_name": of(held),
    "bookings:held_give_back": of(held),
    "bookings:allocations": event,
    "bookings:out_of_turn": lambda cast: {"code": cast.booking.code},
    "bookings:event_go_ahead": event,
    "bookings:event_move": event,
    "bookings:register": past_event,
    "bookings:mark": past_event,
    "bookings:mark_all": past_event,
    "bookings:walk_in": past_event,
    "bookings:wall": past_event,
    "bookings:arrive": lambda cast: {"token": sign("own-code", cast.booking.code)},
    "bookings:close_register": past_event,
    "bookings:reopen_register": past_event,
    "bookings:outcomes": past_event,
    "bookings:outcome": on_the_register,
    "bookings:correct": on_the_register,
    "bookings:override": on_the_register,
    "bookings:override_lift": on_the_register,
    "bookings:register_worker": lambda cast: {},
    "bookings:register_changes": past_event,
    "bookings:register_day": past_event,
    "bookings:register_note": past_event,
    "bookings:person_note": on_the_register,
    "bookings:substitute": on_the_register,
    "bookings:charge": of(charge),
    "bookings:charge_confirm": of(charge),
    "bookings:charge_waive": of(charge),
    "bookings:charge_answer": lambda cast: {"token": charge(cast).token},
    "bookings:tariff_delete": of(coming_tariff),
}
