"""Events to come: through the verbs of the planning desk, so that every rule of an event holds for a row."""

from datetime import date

import pytest

from accounts.models import TrailEntry
from correspondence.models import Message
from tests.cast import NOW
from tests.imports.files import EVENTS, checked, csv_of, fates, imported, says
from tests.training.extras import make_holiday
from tests.training.makers import TODAY, plan, session
from training.invariants import breaches
from training.models import Event

WORKING = "Working together to safeguard children"
DAY, NEXT_DAY = "2026-06-04", "11/06/2026"


def row(room=None, *, day=DAY, start="09:30", end="16:30", further="", places="20", trainers="", publish=""):
    venue, name = (room.venue.name, room.name) if room else ("", "")
    return [WORKING, day, start, end, further, places, venue, name, trainers, publish]


def test_an_event_of_two_days_comes_as_a_draft_with_room_and_trainers(officer, course, room, trainer):
    imported("events", csv_of(EVENTS, row(room, further=NEXT_DAY, trainers=trainer.email)), officer)
    event = Event.objects.get()
    assert event.is_draft
    assert [str(s.starts_at.date()) for s in event.sessions.order_by("starts_at")] == [DAY, "2026-06-11"]
    assert {s.room for s in event.sessions.all()} == {room}
    assert event.deliveries.get().trainer.person == trainer
    assert TrailEntry.objects.about(event).get().deed == "event.created"
    assert not Message.objects.exists()
    assert not list(breaches())


def test_a_published_one_tells_its_trainer(officer, course, room, trainer):
    imported("events", csv_of(EVENTS, row(room, trainers=trainer.name, publish="yes")), officer)
    assert Event.objects.get().is_published
    assert Message.objects.filter(person=trainer).exists()


def test_publishing_needs_a_place(officer, course):
    assert "has no place yet" in says(checked("events", csv_of(EVENTS, row(publish="yes")), officer))
    assert fates(checked("events", csv_of(EVENTS, row()), officer)) == [(2, "new")]


def test_a_row_in_a_holiday_says_so_and_comes_in(officer, course, room):
    make_holiday(officer)
    content = csv_of(EVENTS, row(room, day="2026-10-30", further="2026-10-31; 2026-11-02"))
    found = checked("events", content, officer)
    assert fates(found) == [(2, "new")]
    assert says(found) == (
        "Adds this event as a draft Friday 30 October 2026 is in “October half-term”. "
        "Saturday 31 October 2026 is at a weekend."
    )
    imported("events", content, officer)
    assert Event.objects.get().is_draft


def test_the_same_file_twice_changes_nothing(officer, course, room, trainer):
    content = csv_of(EVENTS, row(room, trainers=trainer.email), row(room, day=NEXT_DAY))
    imported("events", content, officer)
    assert fates(checked("events", content, officer)) == [(2, "unchanged"), (3, "unchanged")]
    assert Event.objects.count() == 2


def test_an_event_that_is_here_is_changed_on_its_own_page(officer, course, room):
    imported("events", csv_of(EVENTS, row(room)), officer)
    words = says(checked("events", csv_of(EVENTS, row(room, places="10")), officer))
    assert "This event is here already, with other places" in words


def test_a_room_or_trainer_that_is_taken_is_named(officer, course, room, trainer):
    days = (date.fromisoformat(DAY) - TODAY).days
    plan(course, session(room, day=days, start="9:00", end="12:00"), by=officer, trainers=[trainer.trainer])
    words = says(checked("events", csv_of(EVENTS, row(room, trainers=trainer.email)), officer))
    assert f"{room} is taken by “{WORKING}”" in words
    assert f"{trainer.name} trains on “{WORKING}”" in words


@pytest.mark.parametrize(("start", "fate"), [("16:29", "wrong"), ("16:30", "new")])
def test_rows_of_one_file_cannot_take_the_same_room_at_once(officer, course, room, start, fate):
    rows = row(room), row(room, start=start, end="18:00")
    found = checked("events", csv_of(EVENTS, *rows), officer)
    assert fates(found) == [(2, "new"), (3, fate)]
    assert ("further up in this file" in says(found)) == (fate == "wrong")


def test_rows_of_one_file_cannot_take_the_same_trainer_at_once(officer, course, room, trainer):
    rows = row(room, trainers=trainer.email), row(start="12:00", end="13:00", trainers=trainer.name)
    assert f"{trainer.name} is taken on" in says(checked("events", csv_of(EVENTS, *rows), officer))


def test_every_error_of_a_row_is_told_at_once(officer, course, room):
    wrong = [WORKING, DAY, "16:30", "09:30", "", "999", room.venue.name, room.name, "", "yes"]
    words = says(checked("events", csv_of(EVENTS, wrong), officer))
    assert "must end after it starts" in words
    assert "so there cannot be 999 places" in words


def test_what_is_not_here_is_named(officer, course, room):
    rows = [
        ["Nothing", *row()[1:]],
        [*row()[:6], "Nowhere", "", "", ""],
        row(trainers="Nobody Known"),
        [*row()[:6], room.venue.name, "Cellar", "", ""],
        row(day="2020-01-01"),
    ]
    words = says(checked("events", csv_of(EVENTS, *rows), officer))
    for sentence in (
        "There is no course “Nothing”",
        "There is no venue “Nowhere”",
        "No trainer is “Nobody Known”",
        f"which room of {room.venue.name}",
        "which is in the past",
    ):
        assert sentence in words


@pytest.mark.parametrize(("decide_on", "fate"), [("", "wrong"), ("2026-05-28", "new"), (DAY, "wrong")])
def test_a_minimum_needs_a_day_of_decision_before_the_start(officer, course, decide_on, fate):
    header = [*EVENTS, "Minimum of places", "Decide on"]
    found = checked("events", csv_of(header, [*row(), "8", decide_on]), officer, now=NOW)
    assert fates(found) == [(2, fate)], says(found)


@pytest.mark.parametrize(
    ("words", "fate"), [("Bring lunch", "unchanged"), ("", "unchanged"), ("Bring a pen", "wrong")]
)
def test_other_instructions_than_those_here_are_not_called_unchanged(officer, course, words, fate):
    header = [*EVENTS, "Joining instructions"]
    imported("events", csv_of(header, [*row(), "Bring lunch"]), officer)
    assert fates(checked("events", csv_of(header, [*row(), words]), officer)) == [(2, fate)]


def test_a_draft_that_is_here_is_not_published_by_a_row(officer, course, room):
    imported("events", csv_of(EVENTS, row(room)), officer)
    found = checked("events", csv_of(EVENTS, row(room, publish="yes")), officer)
    assert "here already as a draft. Publish it on its own page" in says(found)
    assert Event.objects.get().is_draft
