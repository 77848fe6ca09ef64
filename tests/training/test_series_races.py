"""One series made at two desks at the same moment: it is there once."""

from datetime import timedelta

import pytest

from lib.dates import local_day
from tests.cast import NOW
from tests.training.makers import plan, session
from tests.training.test_planning_races import all_at_once
from training.models import Event, Series
from training.repeating import make_series

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
DESKS = 3


def test_two_identical_series_at_once_take_the_room_once(course, room, officer):
    first = plan(course, session(room), by=officer)
    days = [local_day(first.starts_at) + timedelta(weeks=n) for n in (1, 2)]
    got = all_at_once(
        lambda n: make_series(_own(first), days, title="Tuesdays", by=officer, now=NOW), officers=3
    )
    assert got.count("made") == 1
    assert all("is taken by" in each for each in got if each != "made")
    assert Series.objects.count() == 1
    assert Event.objects.count() == 3


def test_one_form_of_a_series_sent_many_times_makes_one_series(course, officer):
    first = plan(course, session(), by=officer)
    days = [local_day(first.starts_at) + timedelta(weeks=n) for n in (1, 2)]
    series = {"title": "Tuesdays", "by": officer, "now": NOW, "code": "BCDFGHJKMNPQ"}
    got = all_at_once(lambda n: make_series(_own(first), days, **series), officers=3)
    assert got.count("made") == 1
    assert Event.objects.count() == 3


def _own(event):
    """The event as each officer has read it."""
    return Event.objects.with_course().get(pk=event.pk)
