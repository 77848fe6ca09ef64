"""Everything at the same moment, with real processes: cancelling, taking offers, substitutes, transfers, held places, and death."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from bookings import holding, waiting
from bookings.booking import book
from bookings.cancellation import cancel
from bookings.invariants import breaches
from bookings.models import Booking
from bookings.moves_invariants import idle
from correspondence.models import Message
from tests.bookings import arena
from tests.bookings.test_races import database, race, template  # noqa: F401
from tests.cast import NOW, make_booking, make_event
from training.models import Event

pytestmark = pytest.mark.race
RUNNERS, PLACES = 64, 20


def a_busy_event() -> tuple[Event, list]:
    """20 places: some booked, some offered, some wait; the other date has 4 places. 40 of the 64 have not come yet."""
    event = arena.an_event(capacity=PLACES)
    arena.another_date(event, capacity=4)
    arena.an_officer()
    people = arena.runners(RUNNERS)
    for person in people[:24]:
        book(person, event, by=person, now=NOW)
    for person in people[:3]:
        cancel(event.bookings.get(person=person), by=person, now=NOW)
    return event, people


def nobody_is_lost(event) -> None:
    for each in Event.objects.all():
        held = each.bookings.holding_a_place().count() + each.held_places.held().count()
        assert each.places_held == held <= each.capacity
    twice = Booking.objects.active().values_list("event", "person")
    assert len(twice) == len(set(twice))
    waiting.offer_due(NOW)
    assert list(breaches()) == []
    assert list(idle(NOW)) == []


def test_64_people_doing_everything_at_once_never_oversell_and_nobody_is_lost(database):  # noqa: F811
    event, people = a_busy_event()
    outcomes = race(database, "mix", event, people)
    assert sum(outcomes.values()) == RUNNERS
    assert not [outcome for outcome in outcomes if ":" in outcome], outcomes
    nobody_is_lost(event)
    # Everybody who was not refused has a row that says what became of them.
    booked = set(Booking.objects.values_list("person", flat=True))
    missing = [person for person in people if person.pk not in booked]
    held = sum(number for outcome, number in outcomes.items() if outcome == "held")
    assert len(missing) <= outcomes.get("refused", 0) + held
    call_command("audit")


def test_whoever_is_killed_at_any_statement_leaves_no_half_booking(database):  # noqa: F811
    event, people = a_busy_event()
    outcomes = race(database, "mix-and-die", event, people)
    assert sum(outcomes.values()) < RUNNERS
    nobody_is_lost(event)
    call_command("audit")


def test_opposite_transfers_never_wait_for_each_other(database):  # noqa: F811
    event = arena.an_event(capacity=PLACES)
    other = arena.another_date(event, capacity=PLACES)
    people = arena.runners(16)
    for n, person in enumerate(people):
        book(person, other if n % 2 else event, by=person, now=NOW)
    assert race(database, "move", event, people) == {"moved": 16}
    nobody_is_lost(event)
    event.refresh_from_db()
    assert event.places_held == 8


def test_of_two_officers_who_move_one_event_at_once_one_moves_it(database):  # noqa: F811
    event = arena.an_event(capacity=PLACES)
    officers = [arena.an_officer("Olive"), arena.an_officer("Oscar")]
    people = arena.runners(3)
    for person in people:
        book(person, event, by=person, now=NOW)
    holding.hold(event, people[0].employment.agency, 2, by=officers[0], now=NOW)
    was = event.starts_at
    assert race(database, "reschedule", event, officers) == {"moved": 1, "refused": 1}
    assert (event.revision, event.moves) == (1, 1)
    assert event.starts_at in {was + timedelta(weeks=1), was + timedelta(weeks=2)}
    assert Message.objects.filter(kind="bookings.moved").count() == len(people)
    assert Message.objects.filter(kind="bookings.held_moved").count() == 1
    nobody_is_lost(event)


def test_who_may_book_one_at_a_time_gets_one_of_two_booked_at_the_same_instant(database):  # noqa: F811
    event = arena.an_event(capacity=PLACES)
    arena.another_date(event, capacity=PLACES)
    officer, (runner,) = arena.an_officer(), arena.runners(1)
    for days in (10, 20):
        missed = make_event(event.course, starts_at=NOW - timedelta(days=days))
        Event.objects.filter(pk=missed.pk).update(register_closed_at=missed.ends_at)
        make_booking(missed, runner, outcome="no_show")
    assert race(database, "book-twice", event, [officer, runner]) == {"confirmed": 1, "refused": 1}
    assert Booking.objects.active().filter(event__starts_at__gt=NOW).count() == 1
