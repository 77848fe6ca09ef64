"""What is planned twice, and what is saved twice."""

import pytest

from accounts.models import TrailEntry
from lib.errors import Refused, TooLate
from tests.cast import NOW
from tests.training.makers import plan, session
from training.catalogue import save_theme
from training.models import Event
from training.planning import discard_draft, publish_event
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
