"""Charges: proposed, answered, confirmed or waived."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from bookings import charging
from bookings.models import Charge
from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import make_booking, make_event, make_person


def propose(event, person, now, **facts):
    booking = make_booking(event, person, **facts)
    day = event.starts_at.date()
    return charging.propose_no_show([(booking, [day])], by=None, now=now)[0]


@pytest.fixture
def charge(past_event, nurse, now):
    return propose(past_event, nurse, now)


def test_the_answer_is_awaited_until_the_end_of_the_tenth_day(charge):
    assert charge.answer_by == datetime(
        2026, 6, 11, 22, 59, 59, tzinfo=UTC
    )  # 11 June, just before midnight in London
    assert not Charge.objects.overdue(charge.answer_by - timedelta(seconds=1)).exists()
    assert Charge.objects.overdue(charge.answer_by).get() == charge


def test_a_late_cancellation_is_charged_for_each_day(course, tariff, nurse, now):
    event = make_event(course, days=2)
    charges = charging.propose_late(make_booking(event, nurse), now=now)
    assert [(charge.kind, charge.amount) for charge in charges] == [("late", Decimal("50.00"))] * 2


def test_nothing_costs_nothing(event, nurse, now):
    assert charging.propose_late(make_booking(event, nurse, late_amount=0), now=now) == []
    assert not Message.objects.exists()


def test_person_manager_and_coordinator_are_told(past_event, nurse, coordinator, now):
    propose(past_event, nurse, now)
    told = set(Message.objects.filter(kind="bookings.charge_proposed").values_list("to", flat=True))
    assert told == {nurse.email, "mary.manager@example.org", coordinator.email}


def test_every_message_carries_the_link(charge):
    texts = Message.objects.filter(kind="bookings.charge_proposed").values_list("text", flat=True)
    assert texts
    assert all("/charges/answer/" in text for text in texts)


def test_an_answer_is_kept_and_stays_out_of_the_trail(charge, now):
    charging.answer(charge, reason="bereavement", text="My father died", now=now)
    assert (charge.answer_reason, charge.answered_at) == ("bereavement", now)
    entry = TrailEntry.objects.get(deed="charge.answered")
    assert "father" not in str(entry.changes)
    assert "bereavement" not in str(entry.changes)


def test_an_answer_stands_for_every_day_of_the_booking(past_event, nurse, now):
    booking = make_booking(past_event, nurse)
    days = [past_event.starts_at.date() + timedelta(days=n) for n in range(2)]
    first, second = charging.propose_no_show([(booking, days)], by=None, now=now)
    charging.answer(first, reason="sickness", now=now)
    second.refresh_from_db()
    assert second.answer_reason == "sickness"


def test_an_answer_after_the_decision_comes_too_late(charge, officer, now):
    charging.confirm(charge, by=officer, now=now)
    with pytest.raises(TooLate, match="decided already"):
        charging.answer(charge, reason="sickness", now=now)


def test_confirming(charge, officer, now):
    charging.confirm(charge, by=officer, now=now)
    assert (charge.state, charge.decided_by, charge.decided_at) == ("confirmed", officer, now)
    assert TrailEntry.objects.get(deed="charge.confirmed").changes == {"state": ["proposed", "confirmed"]}
    assert Message.objects.filter(kind="bookings.charge_confirmed").exists()


def test_waiving_keeps_the_reason(charge, officer, now):
    charging.waive(charge, by=officer, reason="  Bereavement ", now=now)
    assert (charge.state, charge.waiver_reason) == ("waived", "Bereavement")
    assert Message.objects.filter(kind="bookings.charge_waived").exists()


def test_waiving_needs_a_reason(charge, officer, now):
    with pytest.raises(Refused, match="Enter why"):
        charging.waive(charge, by=officer, reason="   ", now=now)


@pytest.mark.parametrize("second", ["confirm", "waive"])
def test_a_charge_is_decided_once(charge, officer, second_officer, now, second):
    charging.confirm(charge, by=officer, now=now)
    facts = {"reason": "Changed my mind"} if second == "waive" else {}
    with pytest.raises(TooLate, match="decided this charge already"):
        getattr(charging, second)(charge, by=second_officer, now=now, **facts)


def test_nobody_decides_their_own_charge(past_event, officer, now):
    charge = propose(past_event, officer, now)
    for deed in (
        lambda: charging.confirm(charge, by=officer, now=now),
        lambda: charging.waive(charge, by=officer, reason="I was ill", now=now),
    ):
        with pytest.raises(Refused, match="your own absence"):
            deed()


def test_many_are_confirmed_at_once_and_those_decided_are_left(past_event, nurse, teacher, officer, now):
    first, second = propose(past_event, nurse, now), propose(past_event, teacher, now)
    charging.waive(first, by=officer, reason="Sent home", now=now)
    assert charging.confirm_many([first, second], by=officer, now=now) == 1
    first.refresh_from_db()
    assert first.state == "waived"


def test_one_of_ones_own_among_many_stops_them_all(past_event, nurse, officer, now):
    both = [propose(past_event, nurse, now), propose(past_event, officer, now)]
    with pytest.raises(Refused, match="your own absence"):
        charging.waive_many(both, by=officer, reason="Snow", now=now)
    assert Charge.objects.proposed().count() == 2


def test_finance_sees_what_was_confirmed_only(charge, officer, finance_officer, now):
    assert not Charge.objects.visible_to(finance_officer).exists()
    charging.confirm(charge, by=officer, now=now)
    assert Charge.objects.visible_to(finance_officer).get() == charge


def test_a_letter_says_a_name_as_it_is_written(past_event, trust, now):
    propose(past_event, make_person("Niamh", "O'Brien & Co", trust), now)
    message = Message.objects.get(to="mary.manager@example.org")
    assert message.subject == "Niamh O'Brien & Co missed training: tell us why"
    assert "Niamh O'Brien & Co had a place" in message.text
    assert "O&#x27;Brien &amp; Co" in message.html
