"""Registers that nobody closes: chased after three working days, every three working days, once each time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from bookings.registers import chasing
from correspondence.models import Message
from tests.cast import make_event, make_person
from training.models import Delivery, Event, Trainer
from training.models.delivery import frozen

SECOND = timedelta(seconds=1)
# Ended on Thursday 21 May 2026 at 4:30pm; Monday 25 May is a bank holiday, so the third working day is Wednesday 27 May.
ENDED = datetime(2026, 5, 21, 15, 30, tzinfo=UTC)
DUE = datetime(2026, 5, 27, 15, 30, tzinfo=UTC)
AGAIN = datetime(2026, 6, 1, 15, 30, tzinfo=UTC)


@pytest.fixture
def register(board, course, room, trainer, tariff):
    event = make_event(course, room, starts_at=ENDED, trainers=[trainer])
    assert event.ends_at == ENDED
    return event


def chased():
    return list(
        Message.objects.filter(kind="bookings.register_chased").order_by("pk").values_list("to", flat=True)
    )


def test_exactly_after_three_working_days_and_not_a_second_before(register, trainer):
    assert chasing.chase_due(DUE - SECOND) == 0
    assert chasing.chase_due(DUE) == 1
    assert chased() == [trainer.email]
    assert reverse("bookings:register", args=[register.code]) in Message.objects.get().text
    assert TrailEntry.objects.get(deed="register.chased").changes["register_chased_at"][0] is None


def test_running_twice_writes_once(register):
    assert [chasing.chase_due(DUE), chasing.chase_due(DUE), chasing.chase_due(DUE + SECOND)] == [1, 0, 0]


def test_again_every_three_working_days_until_it_is_closed(register):
    chasing.chase_due(DUE)
    assert chasing.chase_due(AGAIN - SECOND) == 0
    assert chasing.chase_due(AGAIN) == 1
    Event.objects.update(register_closed_at=AGAIN)
    assert chasing.chase_due(AGAIN + timedelta(days=30)) == 0
    assert len(chased()) == 2


def test_a_worker_that_was_down_for_a_month_writes_once(register):
    late = DUE + timedelta(days=30)
    assert [chasing.chase_due(late), chasing.chase_due(late)] == [1, 0]


def test_an_event_that_ends_at_the_weekend_counts_from_monday():
    saturday = datetime(2026, 6, 6, 11, 0, tzinfo=UTC)
    assert chasing.due_at(saturday) == datetime(2026, 6, 10, 11, 0, tzinfo=UTC)


def test_the_clock_of_london_is_kept_when_the_clocks_go_back():
    friday = datetime(2026, 10, 23, 15, 30, tzinfo=UTC)  # 4:30pm in summer
    assert chasing.due_at(friday) == datetime(2026, 10, 28, 16, 30, tzinfo=UTC)


def test_a_reopened_register_is_chased_from_then_on(register):
    chasing.chase_due(DUE)
    Event.objects.update(register_reopened_at=AGAIN - SECOND)
    assert chasing.chase_due(AGAIN) == 0
    assert chasing.chase_due(datetime(2026, 6, 4, 15, 30, tzinfo=UTC)) == 1
    assert "open again" in Message.objects.order_by("pk").last().text


@pytest.mark.parametrize(
    "facts",
    [{"state": "cancelled"}, {"state": "draft"}, {"imported_at": ENDED}, {"register_closed_at": ENDED}],
)
def test_there_is_nothing_to_chase(register, facts):
    Event.objects.update(**facts)
    assert chasing.chase_due(DUE) == 0


def test_every_trainer_hears_the_lead_first(register, trainer, council):
    second = make_person("Tessa", "Trainer", council, roles=["trainer"])
    Trainer.objects.create(person=second)
    Delivery.objects.create(event=register, trainer=second.trainer, **frozen(second.trainer, ENDED.date()))
    chasing.chase_due(DUE)
    assert chased() == [trainer.email, second.email]


def test_without_a_trainer_who_has_an_address_the_officers_are_told(
    register, trainer, officer, second_officer
):
    type(trainer).objects.filter(pk=trainer.pk).update(email=None)
    chasing.chase_due(DUE)
    assert chased() == [officer.email, second_officer.email]
    assert "None of its trainers can be written to" in Message.objects.first().text


def test_two_workers_write_once(register):
    """Both have read the register before either writes."""
    first, second = chasing.due(DUE), chasing.due(DUE)
    assert [chasing._chase(first[0], DUE), chasing._chase(second[0], DUE)] == [True, False]
    assert len(chased()) == 1


def test_who_closes_it_in_this_moment_is_not_chased(register):
    found = chasing.due(DUE)
    Event.objects.update(register_closed_at=DUE)
    assert not chasing._chase(found[0], DUE)
    assert chased() == []


def test_the_officer_sees_it_at_home_and_when_it_was_asked_for(register, officer, signed_in, time_machine):
    time_machine.move_to(DUE)
    chasing.chase_due(DUE)
    client = signed_in(officer)
    home = client.get(reverse("reports:home")).content.decode()
    assert "register to close" in home
    assert reverse("bookings:registers") in home
    assert "Asked to close it on 27 May 2026" in client.get(reverse("bookings:registers")).content.decode()


def test_the_search_takes_the_same_queries_for_three(
    register, course, room, trainer, django_assert_num_queries
):
    for _ in range(2):
        make_event(course, room, starts_at=ENDED, trainers=[trainer])
    with django_assert_num_queries(4):
        assert len(chasing.due(DUE)) == 3
