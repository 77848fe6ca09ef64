"""Worries about a team, shown and never refused; and what trainers have delivered."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Board
from lib.dates import FinancialYear
from lib.errors import Refused
from tests.cast import NOW, make_event, make_person
from tests.training.people import make_trainer
from training.availability import set_weekdays
from training.hours import by_year, minutes_by_trainer
from training.models import Course, Event, Trainer
from training.staffing import team_worries
from training.standing_in import stand_in
from training.team import change_trainer

pytestmark = pytest.mark.django_db
YEAR = FinancialYear.of(NOW)


@pytest.fixture
def other_course(course):
    return Course.objects.create(title="Neglect", format="briefing", level="2", minutes=60, summary="x")


def worries(event):
    found = Event.objects.with_course().with_sessions().with_trainers().get(pk=event.pk)
    return team_worries(found, NOW)


def test_a_trainer_of_other_courses_is_a_worry_and_one_of_whom_nothing_is_said_is_none(
    event, course, other_course, trainer
):
    assert worries(event) == []
    trainer.trainer.courses.set([other_course])
    assert worries(event)[0].startswith("Trevor Trainer has not been named for this course")
    trainer.trainer.courses.add(course)
    assert worries(event) == []


def test_a_weekday_on_which_they_usually_cannot_is_a_worry(event, trainer):
    set_weekdays(trainer.trainer, ["0"], by=None, now=NOW)
    assert worries(event) == ["Trevor Trainer does not usually come on a Wednesday."]
    set_weekdays(trainer.trainer, ["2"], by=None, now=NOW)
    assert worries(event) == []


def test_co_trainers_of_one_agency_are_a_worry_and_of_two_none(course, trainer, council, nurse):
    colleague = make_trainer(make_person("Cora", "Colleague", council)).person
    make_trainer(nurse)
    one = make_event(course, trainers=[trainer, colleague])
    assert worries(one)[0].startswith("All trainers come from Borough Children’s Services.")
    assert worries(make_event(course, trainers=[trainer, nurse])) == []


def test_nothing_is_worried_about_once_it_is_over(past_event, trainer, other_course):
    trainer.trainer.courses.set([other_course])
    assert worries(past_event) == []


def test_hours_count_when_the_event_has_ended(past_event, event, trainer):
    mine = trainer.trainer
    assert by_year(mine, past_event.ends_at - timedelta(seconds=1)) == []
    row = by_year(mine, past_event.ends_at)[0]
    assert (row.year, row.events, row.minutes, row.days) == (YEAR, 1, 420, Decimal("1.2"))


def test_the_board_says_how_long_a_day_is(board, past_event, trainer):
    Board.objects.update(minutes_of_a_lent_day=420)
    assert by_year(trainer.trainer, NOW)[0].days == Decimal("1.0")


def test_years_are_counted_apart(course, room, trainer, board):
    for month in (3, 4):
        make_event(course, room, starts_at=NOW.replace(month=month, day=1), trainers=[trainer])
    assert [row.year for row in by_year(trainer.trainer, NOW)] == [YEAR, YEAR.previous]
    assert minutes_by_trainer([trainer.trainer], YEAR, NOW) == {trainer.trainer.pk: 420}


def test_whoever_was_replaced_delivered_nothing(past_event, trainer, nurse, officer):
    nadia = make_trainer(nurse)
    stand_in(past_event, trainer.trainer, nadia, by=officer, now=NOW)
    assert by_year(trainer.trainer, NOW) == []
    assert by_year(nadia, NOW)[0].minutes == 420


def test_a_closed_register_fixes_who_delivered(past_event, trainer, nurse, officer):
    Event.objects.update(register_closed_at=NOW)
    with pytest.raises(Refused, match="register of this event is closed"):
        stand_in(past_event, trainer.trainer, make_trainer(nurse), by=officer, now=NOW)


def test_a_cancelled_event_was_not_delivered(past_event, trainer):
    Event.objects.update(state="cancelled")
    assert by_year(trainer.trainer, NOW) == []


def paid(trainer, pounds):
    change_trainer(trainer, about="", is_commissioned=True, cost_per_day=Decimal(pounds), by=None, now=NOW)


def test_a_commissioned_trainer_costs_what_was_agreed_when_they_were_put_on(course, room, trainer, board):
    mine = trainer.trainer
    paid(mine, 360)
    make_event(course, room, starts_at=NOW - timedelta(days=10), trainers=[trainer])
    paid(mine, 999)
    assert by_year(mine, NOW)[0].cost == Decimal("420.00")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"is_commissioned": "on"}, "Enter what this trainer costs per day"),
        ({"cost_per_day": "100"}, "Only a commissioned trainer has a cost"),
    ],
)
def test_cost_and_commission_belong_together(signed_in, officer, trainer, typed, sentence):
    address = reverse("training:trainer", args=[trainer.trainer.code])
    data = {"about": "", "seen": "0"} | typed
    assert sentence in signed_in(officer).post(address, data).content.decode()
    assert not Trainer.objects.get().is_commissioned


def test_the_profile_is_saved_with_its_courses(signed_in, officer, trainer, course):
    address = reverse("training:trainer", args=[trainer.trainer.code])
    data = {
        "about": "x",
        "courses": [course.pk],
        "is_commissioned": "on",
        "cost_per_day": "£400",
        "seen": "0",
    }
    signed_in(officer).post(address, data)
    found = Trainer.objects.get()
    assert (found.cost_per_day, list(found.courses.all())) == (Decimal("400.00"), [course])


def test_the_list_says_the_hours_of_the_year(signed_in, officer, past_event):
    with time_machine.travel(NOW, tick=False):
        assert "7 hours" in signed_in(officer).get(reverse("training:trainers")).content.decode()


def test_the_public_never_reads_a_cost(client, course, room, trainer, tariff):
    paid(trainer.trainer, 360)
    event = make_event(course, room, trainers=[trainer])
    body = client.get(reverse("bookings:event", args=[event.code])).content.decode()
    assert "Trevor Trainer" in body
    assert "360" not in body
    assert "ommissioned" not in body
