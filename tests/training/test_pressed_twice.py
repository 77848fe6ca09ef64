"""What is planned twice, and what is saved twice."""

import pytest

from accounts.models import TrailEntry
from lib.errors import Refused, TooLate
from tests.cast import NOW
from tests.training.extras import make_file, make_link
from tests.training.makers import plan, session
from tests.training.people import ask, make_trainer
from training.availability import set_weekdays
from training.catalogue import save_theme
from training.inviting import accept, decline, withdraw
from training.materials import move_up
from training.models import Event
from training.planning import discard_draft, publish_event
from training.standing_in import stand_in
from training.team import change_trainer
from training.venues import RoomLine, save_venue

TWICE = "This course has an event at exactly these times already"


@pytest.fixture
def planned(course, officer):
    return plan(course, session(), by=officer)


def test_the_same_course_at_the_same_times_is_the_same_event(planned, course, officer):
    with pytest.raises(Refused, match=TWICE):
        plan(course, session(), by=officer, capacity=30)


@pytest.mark.parametrize("other", [{"end": "16:00"}, {"day": 31}, {"url": "https://meet.example/b"}])
def test_another_hour_day_or_link_is_another_event(planned, course, officer, other):
    assert plan(course, session(**other), by=officer) != planned


def test_after_the_first_was_thrown_away_it_can_be_planned_again(planned, course, officer):
    discard_draft(planned, by=officer, now=NOW)
    assert plan(course, session(), by=officer)


@pytest.mark.parametrize("deed", [publish_event, discard_draft])
def test_a_draft_that_changed_is_looked_at_before_it_goes(planned, officer, deed):
    Event.objects.update(revision=1)
    with pytest.raises(TooLate, match="Somebody else changed this event"):
        deed(planned, by=officer, now=NOW, seen=0)
    assert Event.objects.get().is_draft


def same_theme(theme, officer, **facts):
    about = {"name": theme.name, "source": theme.source, "year": theme.year, "summary": theme.summary} | facts
    save_theme(theme, about, lessons=["Information must be shared early"], by=officer, now=NOW, seen=0)


def same_venue(room, officer, **facts):
    about = {"name": room.venue.name, "address": room.venue.address, "map_url": "", "access": ""} | facts
    line = RoomLine(room.name, room.capacity, room.pk)
    save_venue(room.venue, about, rooms=[line], by=officer, now=NOW, seen=0)


def test_saving_what_is_saved_already_changes_nothing(theme, room, trainer, officer):
    type(theme).objects.update(revision=3)
    type(room.venue).objects.update(revision=3)
    same_theme(theme, officer)
    same_venue(room, officer)
    change_trainer(trainer.trainer, about="", by=officer, now=NOW, seen=0)
    assert (theme.revision, room.venue.revision) == (3, 3)
    assert not TrailEntry.objects.exists()


def test_saving_something_else_over_it_is_too_late(theme, room, officer):
    type(theme).objects.update(revision=3)
    type(room.venue).objects.update(revision=3)
    with pytest.raises(TooLate):
        same_theme(theme, officer, summary="Mine")
    with pytest.raises(TooLate):
        same_venue(room, officer, access="Mine")


@pytest.mark.parametrize("other", [{"title": "Slides 2"}, {"content": b"%PDF-1.7 newer"}])
def test_another_title_or_another_file_is_another_material(event, officer, other):
    make_file(event, officer)
    with pytest.raises(Refused, match="is here already, with this very file"):
        make_file(event, officer, title="SLIDES ")
    assert make_file(event, officer, **other).position == 2


def test_another_link_or_another_owner_is_another_material(event, officer):
    make_link(event, officer)
    with pytest.raises(Refused, match="is here already, with this very link"):
        make_link(event, officer)
    assert make_link(event, officer, link="https://guidance.example/b").position == 2
    assert make_link(event.course, officer).position == 1


def test_a_material_moves_up_from_the_place_that_the_page_showed(event, officer):
    for title in ("One", "Two", "Three"):
        third = make_link(event, officer, title=title)
    move_up(third, by=officer, now=NOW, seen=3)
    with pytest.raises(TooLate, match="“Three” has been moved"):
        move_up(third, by=officer, now=NOW, seen=3)
    assert [each.title for each in event.materials.all()] == ["One", "Three", "Two"]


def test_weekdays_that_somebody_else_saved_are_named_and_stay(trainer, officer):
    set_weekdays(trainer.trainer, "04", by=officer, now=NOW, seen="")
    set_weekdays(trainer.trainer, "04", by=officer, now=NOW, seen="")
    with pytest.raises(TooLate, match="Monday, Friday"):
        set_weekdays(trainer.trainer, "1", by=officer, now=NOW, seen="")
    set_weekdays(trainer.trainer, "1", by=officer, now=NOW, seen="04")
    assert trainer.trainer.usual_days == "Tuesday"


def test_a_trainer_stands_in_once(event, trainer, nurse, officer):
    nadia = make_trainer(nurse)
    stand_in(event, trainer.trainer, nadia, by=officer, now=NOW)
    with pytest.raises(TooLate, match="Nadia Nurse stands in for Trevor Trainer already"):
        stand_in(event, trainer.trainer, nadia, by=officer, now=NOW)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda one, by: accept(one, now=NOW), "Nadia Nurse has accepted already"),
        (lambda one, by: decline(one, reason="Leave", now=NOW), "Nadia Nurse has declined already"),
        (lambda one, by: withdraw(one, by=by, now=NOW), "told already that they are no longer asked"),
    ],
)
def test_an_officer_who_no_longer_asks_reads_what_was_answered(event, nurse, officer, answer, sentence):
    asked = ask(event, make_trainer(nurse))[0]
    answer(asked, officer)
    with pytest.raises(TooLate, match=sentence):
        withdraw(asked, by=officer, now=NOW)
