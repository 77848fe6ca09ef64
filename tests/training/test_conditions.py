"""A minimum and the moment by which it must be reached: planned, shown, and kept by the database."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from lib.errors import Refused
from tests.cast import NOW
from tests.training.makers import plan, session
from tests.training.test_event_pages import answers, new
from training.models import Event
from training.planning import change_event

pytestmark = pytest.mark.django_db
BY = NOW + timedelta(days=20)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def test_the_minimum_is_within_the_places(course, room, officer):
    plan(course, session(room), minimum=20, decide_by=BY, by=officer)
    with pytest.raises(Refused, match="between 1 and the 20 places"):
        plan(course, session(room, day=31), minimum=21, decide_by=BY, by=officer)


def test_it_is_decided_before_the_start(course, room, officer):
    start = session().starts_at
    plan(course, session(room), minimum=5, decide_by=start - SECOND, by=officer)
    with pytest.raises(Refused, match="Decide before the event starts"):
        plan(course, session(room, day=31), minimum=5, decide_by=start + timedelta(days=1), by=officer)


@pytest.mark.parametrize("facts", [{"minimum": 5}, {"decide_by": BY}])
def test_minimum_and_moment_belong_together(course, room, officer, facts):
    with pytest.raises(Refused, match="so say"):
        plan(course, session(room), by=officer, **facts)


@pytest.mark.parametrize(
    "facts",
    [{"minimum": 5}, {"minimum": 21, "decide_by": BY}, {"minimum": 5, "decide_by": NOW + timedelta(days=40)}],
)
def test_the_database_keeps_it_too(event, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(**facts)


def test_places_do_not_fall_below_the_minimum(course, room, officer):
    event = plan(course, session(room), minimum=8, decide_by=BY, by=officer)
    with pytest.raises(Refused, match="between 1 and the 7 places"):
        change_event(event, capacity=7, by=officer, now=NOW)


def test_another_moment_of_decision_asks_anew(course, room, officer):
    event = plan(course, session(room), minimum=8, decide_by=BY, by=officer)
    Event.objects.update(decision_asked_at=NOW)
    change_event(event, decide_by=BY + timedelta(days=1), by=officer, now=NOW)
    assert Event.objects.get().decision_asked_at is None


def test_what_is_not_given_stays(course, room, officer):
    event = plan(course, session(room), minimum=8, decide_by=BY, joining_instructions="Ring", by=officer)
    change_event(event, capacity=30, by=officer, now=NOW)
    event.refresh_from_db()
    assert (event.minimum, event.joining_instructions, event.capacity) == (8, "Ring", 30)


def test_the_form_starts_with_the_usual_minimum_of_the_course(desk, course):
    course.minimum = 6
    course.save()
    page = desk.get(reverse("training:event_new", query={"course": course.code}))
    assert page.context["form"]["minimum"].value() == 6


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"minimum": "5"}, "Enter by when it is decided"),
        ({"decide_by_0": "2026-06-20", "decide_by_1": "09:00"}, "Enter how many places must be held"),
        (
            {"minimum": "21", "decide_by_0": "2026-06-20", "decide_by_1": "09:00"},
            "cannot be more than the 20 places",
        ),
    ],
)
def test_the_form_says_what_does_not_fit(desk, course, room, facts, sentence):
    assert sentence in new(desk, course, answers(room, **facts)).content.decode()
    assert not Event.objects.exists()


def test_the_form_saves_a_condition(desk, course, room):
    new(desk, course, answers(room, minimum="5", decide_by_0="2026-06-20", decide_by_1="09:00"))
    assert Event.objects.get().minimum == 5
