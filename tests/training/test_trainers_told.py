"""Whoever is put on an event in the programme, or taken off it, hears of it; so does everybody on it of another day, time or room."""

from datetime import timedelta

import pytest

from bookings.moving import move
from correspondence.models import Message
from tests.cast import NOW
from tests.training.makers import plan, session
from tests.training.people import ask, make_trainer
from training.inviting import accept
from training.models import Event, TrainerInvitation
from training.planning import change_event, plan_of, publish_event
from training.standing_in import stand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(nurse):
    return make_trainer(nurse)


def put_on(event, *trainers, by, now=NOW, **facts):
    change_event(Event.objects.get(pk=event.pk), trainers=list(trainers), by=by, now=now, **facts)


def told(person):
    rows = Message.objects.filter(person=person, kind__startswith="training.").order_by("pk")
    return [(row.kind.removeprefix("training."), row.calendar_method) for row in rows]


def entry(message):
    """The identity of the calendar entry and its sequence."""
    lines = message.calendar.replace("\r\n ", "").splitlines()
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    return facts["UID"], int(facts["SEQUENCE"])


def test_a_trainer_put_on_a_published_event_is_told_once_and_the_others_are_not(
    event, trainer, second, officer
):
    put_on(event, trainer.trainer, second, by=officer)
    put_on(event, trainer.trainer, second, by=officer, capacity=15)
    assert told(second.person) == [("trainer_put_on", "PUBLISH")]
    assert told(trainer) == []


def test_who_is_taken_off_is_told_and_the_entry_goes(event, trainer, second, officer):
    put_on(event, second, by=officer)
    assert told(trainer) == [("trainer_taken_off", "CANCEL")]
    put_on(event, second, trainer.trainer, by=officer)
    off, on = Message.objects.filter(person=trainer).order_by("pk")
    assert entry(off)[0] == entry(on)[0]
    assert entry(off)[1] < entry(on)[1]


def test_nobody_is_told_of_a_draft_before_it_is_published(course, room, officer, second):
    draft = plan(course, session(room), by=officer)
    put_on(draft, second, by=officer)
    assert told(second.person) == []
    publish_event(draft, by=officer, now=NOW)
    assert told(second.person) == [("published", "PUBLISH")]


@pytest.mark.parametrize(("seconds", "number"), [(-1, 1), (0, 0)])
def test_nor_once_it_has_ended(event, trainer, second, officer, seconds, number):
    put_on(event, trainer.trainer, second, by=officer, now=event.ends_at + timedelta(seconds=seconds))
    assert len(told(second.person)) == number


def test_who_is_new_when_the_room_changes_reads_one_message_and_the_others_of_the_change(
    event, trainer, second, officer, room
):
    hall = room.venue.rooms.create(name="Hall", capacity=90)
    put_on(event, trainer.trainer, second, by=officer, sessions=[session(hall)])
    assert told(second.person) == [("trainer_put_on", "PUBLISH")]
    assert told(trainer) == [("moved", "PUBLISH")]
    assert "Hall" in Message.objects.get(person=trainer).text


def test_the_entry_of_who_accepted_is_replaced_when_the_event_moves(event, second, officer, booking):
    ask(event, second)
    accept(TrainerInvitation.objects.get(), now=NOW)
    fresh = Event.objects.get(pk=event.pk)
    sessions = plan_of(fresh).sessions
    later = [
        type(s)(s.starts_at + timedelta(days=7), s.ends_at + timedelta(days=7), s.room) for s in sessions
    ]
    move(fresh, later, by=officer, now=NOW)
    accepted = Message.objects.get(kind="training.trainer_accepted")
    moved = Message.objects.get(kind="training.moved", person=second.person)
    assert entry(accepted)[0] == entry(moved)[0]
    assert entry(accepted)[1] < entry(moved)[1]


def test_so_is_the_entry_of_who_stood_in(event, trainer, second, officer, room):
    stand_in(Event.objects.get(pk=event.pk), trainer.trainer, second, by=officer, now=NOW)
    hall = room.venue.rooms.create(name="Hall", capacity=90)
    put_on(event, second, by=officer, sessions=[session(hall)])
    first, then = Message.objects.filter(person=second.person).order_by("pk")
    assert (first.kind, then.kind) == ("training.trainer_stands_in", "training.moved")
    assert entry(first)[0] == entry(then)[0]
