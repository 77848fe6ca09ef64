"""The home page says what needs doing, and nothing when nothing does."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Person
from bookings.models import Charge
from reports.tasks import tasks_of
from tests.cast import NOW, make_booking, make_event, make_person


def said(person, now=NOW):
    return [f"{task.count} {task.text}" for task in tasks_of(person, now)]


def make_charge(booking, **facts):
    facts = {"answer_by": NOW + timedelta(days=3)} | facts
    return Charge.objects.create(
        booking=booking, agency=booking.agency, kind="no_show", day=booking.event.starts_at.date(), amount=50,
        proposed_at=NOW, **facts,
    )  # fmt: skip


def test_nothing_to_do_says_so(signed_in, nurse):
    page = signed_in(nurse).get(reverse("reports:home")).content.decode()
    assert "Nothing waits for you." in page


def test_the_officer_hears_of_a_register_from_the_end_of_the_event(officer, past_event):
    words = "1 register to close"
    assert words in said(officer, past_event.ends_at)
    assert words not in said(officer, past_event.ends_at - timedelta(seconds=1))


def test_the_officer_decides_what_nobody_answered_in_time(officer, past_event, nurse):
    charge = make_charge(make_booking(past_event, nurse))
    words = "1 charge to decide: nobody answered in time"
    assert words in said(officer, charge.answer_by)
    assert words not in said(officer, charge.answer_by - timedelta(seconds=1))


def test_the_officer_decides_what_was_answered(officer, past_event, nurse):
    make_charge(make_booking(past_event, nurse), answered_at=NOW, answer_reason="sickness")
    assert "1 charge answered, to decide" in said(officer)


def test_an_event_soon_without_a_trainer_is_urgent(officer, course, room, tariff):
    make_event(course, room, starts_at=NOW + timedelta(days=10))
    assert tasks_of(officer, NOW)[0].is_urgent
    assert "1 event within two weeks has no trainer" in said(officer)


def test_a_practitioner_is_asked_to_explain_and_to_answer_an_offer(nurse, event, past_event):
    make_booking(event, nurse, status="offered")
    make_charge(make_booking(past_event, nurse))
    assert said(nurse) == [
        "1 place is offered to you: take it or leave it",
        "1 absence to explain, before your agency is charged",
    ]


def test_a_coordinator_sees_the_absences_of_their_agency_alone(coordinator, nurse, teacher, past_event):
    make_charge(make_booking(past_event, nurse))
    make_charge(make_booking(past_event, teacher))
    assert said(coordinator) == ["1 absence in your agency to explain before it is charged"]


def test_finance_sees_what_is_confirmed(finance_officer, officer, past_event, nurse, teacher):
    make_charge(make_booking(past_event, nurse), state="confirmed", decided_by=officer)
    make_charge(make_booking(past_event, teacher))
    assert said(finance_officer) == ["1 confirmed charge to invoice"]


def test_a_trainer_sees_own_registers_alone(trainer, past_event, course, room):
    make_event(course, room, starts_at=NOW - timedelta(days=5))
    assert said(trainer) == ["1 of your registers to close"]


@pytest.mark.parametrize(
    "who", ["nurse", "officer", "finance_officer", "coordinator", "trainer", "committee_member"]
)
def test_the_home_page_opens_for_everybody(request, signed_in, who, event, past_event):
    person = request.getfixturevalue(who)
    with time_machine.travel(NOW, tick=False):
        assert signed_in(person).get(reverse("reports:home")).status_code == 200


def test_the_first_administrator_has_a_home_before_there_is_an_agency(client, board):
    client.force_login(
        Person.objects.create_superuser("root@example.org", first_name="Ada", last_name="Root")
    )
    assert client.get(reverse("reports:home")).status_code == 200


def test_whoever_has_no_agency_and_no_role_completes_the_profile_first(client, board):
    client.force_login(make_person("New", "Comer"))
    assert client.get(reverse("reports:home")).url == reverse("accounts:profile")
