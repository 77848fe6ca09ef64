"""When trainers are away, and who keeps it: the trainer, or the officer for them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lib.errors import Refused
from tests.cast import NOW, make_event
from tests.training.makers import TODAY, as_it_is, plan, session
from tests.training.people import make_trainer
from training.availability import add_absence
from training.models import Absence, Trainer
from training.planning import change_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nadia(nurse):
    return make_trainer(nurse)


def away(trainer, first, last):
    on = {"from_on": TODAY + timedelta(days=first), "to_on": TODAY + timedelta(days=last)}
    return add_absence(trainer, **on, by=None, now=NOW)


def page(trainer):
    return reverse("training:availability", args=[trainer.code])


@pytest.mark.parametrize("day", [10, 12])
def test_the_first_and_the_last_day_away_are_refused_with_the_period(course, nadia, day):
    away(nadia, 10, 12)
    with pytest.raises(Refused, match="Nadia Nurse is away 11 June 2026 to 13 June 2026"):
        plan(course, session(day=day), trainers=[nadia], by=None)


@pytest.mark.parametrize("day", [9, 13])
def test_the_days_around_it_are_free(course, nadia, day):
    away(nadia, 10, 12)
    plan(course, session(day=day), trainers=[nadia], by=None)


def test_a_day_away_between_two_sessions_is_no_reason(course, nadia):
    away(nadia, 11, 11)
    plan(course, session(day=10), session(day=12), trainers=[nadia], by=None)


def test_the_officer_may_put_them_on_all_the_same_and_is_not_asked_again(course, nadia):
    away(nadia, 30, 30)
    event = plan(course, session(), trainers=[nadia], although_away=True, by=None)
    change_event(event, **as_it_is(event) | {"capacity": 21}, by=None, now=NOW)
    with pytest.raises(Refused, match="is away 1 July 2026"):
        change_event(event, **as_it_is(event) | {"sessions": [session(start="10:00")]}, by=None, now=NOW)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (5, 4, "cannot be before"),
        (-3, -1, "over already"),
        (10, 20, "is away 4 June 2026 to 11 June 2026 already"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(nadia, first, last, sentence):
    away(nadia, 3, 10)
    with pytest.raises(Refused, match=sentence):
        away(nadia, first, last)


def test_a_period_that_ends_today_is_taken(nadia):
    away(nadia, -3, 0)


def test_a_trainer_keeps_their_own_time(signed_in, trainer):
    own, mine = signed_in(trainer), trainer.trainer
    assert own.get(reverse("training:own")).url == page(mine)
    own.post(page(mine), {"from_on": "2026-07-01", "to_on": "", "reason": "Leave"})
    body = own.get(page(mine)).content.decode()
    assert "1 July 2026: Leave" in body
    own.post(reverse("training:absence_remove", args=[mine.code, Absence.objects.get().code]))
    assert not Absence.objects.exists()


def test_nobody_elses(signed_in, trainer, nadia):
    absence = away(nadia, 3, 4)
    own = signed_in(trainer)
    assert own.get(page(nadia)).status_code == 404
    for whose in (nadia, trainer.trainer):
        own.post(reverse("training:absence_remove", args=[whose.code, absence.code]))
    assert Absence.objects.exists()
    assert own.post(reverse("training:weekdays", args=[nadia.code]), {"weekdays": ["0"]}).status_code == 404


def test_the_officer_keeps_it_for_them(signed_in, officer, nadia):
    desk = signed_in(officer)
    desk.post(page(nadia), {"from_on": "2026-07-01", "to_on": "2026-07-03"})
    desk.post(reverse("training:weekdays", args=[nadia.code]), {"weekdays": ["4", "0"]})
    nadia.refresh_from_db()
    assert (nadia.usual_days, Absence.objects.count()) == ("Monday, Friday", 1)
    assert desk.get(reverse("training:own")).url == reverse("training:trainers")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"from_on": ""}, "Enter the first day away"),
        ({"from_on": "2026-07-03", "to_on": "2026-07-01"}, "cannot be before the first"),
        ({"from_on": "2020-01-01", "to_on": "2020-01-02"}, "over already"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(signed_in, trainer, typed, sentence):
    body = signed_in(trainer).post(page(trainer.trainer), typed | {"reason": "Kept"}).content.decode()
    assert sentence in body
    assert "Kept" in body


def test_a_forged_weekday_changes_nothing(signed_in, trainer):
    body = signed_in(trainer).post(
        reverse("training:weekdays", args=[trainer.trainer.code]), {"weekdays": ["9"]}, follow=True
    )
    assert "id_weekdays_error" in body.content.decode()
    assert Trainer.objects.get().weekdays == ""


def test_an_event_that_falls_into_a_period_away_is_shown_to_both(signed_in, trainer, officer, event):
    away(trainer.trainer, 30, 30)
    assert "lies in a period away" in signed_in(trainer).get(page(trainer.trainer)).content.decode()
    body = signed_in(officer).get(reverse("training:event", args=[event.code])).content.decode()
    assert "Trevor Trainer is away 1 July 2026." in body


def test_three_periods_cost_no_more_queries_than_one(
    signed_in, trainer, course, django_assert_max_num_queries
):
    own = signed_in(trainer)

    def cost(n):
        away(trainer.trainer, n, n)
        make_event(course, starts_at=NOW + timedelta(days=50 + n), trainers=[trainer])
        with django_assert_max_num_queries(60) as counted:
            own.get(page(trainer.trainer))
        return len(counted)

    found = [cost(n) for n in (1, 3, 5)]
    assert found[0] == found[2]
