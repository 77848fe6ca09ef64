"""Repeated non-attendance: warned once, then one booking at a time, lifted by an officer; waived and old absences do not count."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Board, TrailEntry
from bookings import absences
from bookings.booking import book
from bookings.charging import propose_no_show, waive_many
from bookings.transfer import transfer
from correspondence.models import Message
from lib.errors import Refused
from tests.cast import make_booking, make_event

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_now(time_machine, now, board):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def miss(course, tariff, nurse, now):
    """Nadia did not come to an event so many days ago; its register was closed that evening."""

    def missed(days_ago, person=nurse):
        event = make_event(course, starts_at=now - days_ago * DAY)
        type(event).objects.filter(pk=event.pk).update(register_closed_at=event.ends_at)
        return make_booking(event, person, outcome="no_show")

    return missed


def warned():
    return sorted(Message.objects.filter(kind="bookings.absences_warned").values_list("to", flat=True))


def test_the_second_absence_warns_the_person_and_the_manager_once(miss, nurse, now):
    miss(40)
    assert absences.count_due(now) == 1
    assert warned() == []
    miss(10)
    assert absences.count_due(now) == 1
    assert absences.count_due(now) == 0
    assert warned() == ["mary.manager@example.org", nurse.email]


def test_the_third_absence_is_no_news(miss, now):
    for days_ago in (40, 30, 10):
        miss(days_ago)
        absences.count_due(now)
    assert len(warned()) == 2


def test_two_registers_closed_late_in_the_wrong_order_warn_all_the_same(miss, now):
    miss(10)
    absences.count_due(now)
    miss(40)
    absences.count_due(now)
    assert len(warned()) == 2


def test_one_booking_at_a_time_from_then_on(miss, event, course, room, nurse, now):
    miss(40), miss(10)
    first = book(nurse, event, by=nurse, now=now)
    other = make_event(course, room, starts_at=now + 50 * DAY)
    with pytest.raises(Refused, match="You did not come to 2 events in the last 12 months") as refused:
        book(nurse, other, by=nurse, now=now)
    (reason,) = refused.value.reasons
    assert reason.links[0][1] == reverse("bookings:booking", args=[first.code])


def test_one_absence_limits_nothing(miss, event, course, room, nurse, now):
    miss(10)
    book(nurse, event, by=nurse, now=now)
    book(nurse, make_event(course, room, starts_at=now + 50 * DAY), by=nurse, now=now)


@pytest.mark.parametrize(("day", "counts"), [(date(2025, 6, 2), 1), (date(2025, 6, 1), 0)])
def test_an_absence_counts_for_twelve_months(miss, nurse, now, day, counts):
    miss((now.date() - day).days)
    assert absences.missed(now).count() == counts


def test_a_waived_charge_is_not_counted(miss, officer, now):
    booking = miss(10)
    charges = propose_no_show([(booking, [booking.event.starts_at.date()])], by=officer, now=now)
    assert absences.missed(now).count() == 1
    waive_many(charges, by=officer, reason="Bereavement", now=now)
    assert absences.missed(now).count() == 0


def test_the_board_sets_the_number(miss, nurse, now):
    Board.objects.update(no_show_limit=1)
    miss(10)
    absences.count_due(now)
    assert len(warned()) == 2


def test_an_officer_lifts_the_limit_until_a_day(miss, event, course, room, nurse, officer, now):
    miss(40), miss(10)
    book(nurse, event, by=nurse, now=now)
    absences.lift(nurse, until=now.date(), reason="Was ill", by=officer, now=now)
    other = make_event(course, room, starts_at=now + 50 * DAY)
    with pytest.raises(Refused, match="one booking at a time"):
        book(nurse, other, by=nurse, now=now + DAY)
    book(nurse, other, by=nurse, now=now)
    assert TrailEntry.objects.about(nurse).get(deed="person.limit_lifted").changes["reason"] == [
        "",
        "Was ill",
    ]


def test_lifting_needs_another_officer_a_reason_and_a_day_to_come(officer, now):
    with pytest.raises(Refused) as refused:
        absences.lift(officer, until=now.date() - DAY, reason=" ", by=officer, now=now)
    assert len(refused.value.reasons) == 3


def test_the_officer_sees_who_and_lifts_on_screen(miss, nurse, teacher, officer, signed_in):
    miss(40), miss(10), miss(20, teacher)
    client = signed_in(officer)
    page = client.get(reverse("bookings:absences")).content.decode()
    assert "Nadia Nurse" in page
    assert "Tom Taylor" not in page
    lift = reverse("bookings:absence_lift", args=[nurse.code])
    assert "Enter why the limit is lifted" in client.post(lift, {"until": "2026-07-01"}).content.decode()
    page = client.post(lift, {"until": "2026-07-01", "reason": "Was ill"}, follow=True).content.decode()
    assert "Lifted until 1 July 2026 by Olive Officer: Was ill" in page


def test_the_list_takes_the_same_queries_for_three(
    miss, nurse, teacher, second_nurse, officer, signed_in, count_queries
):
    client, page = signed_in(officer), reverse("bookings:absences")
    miss(40), miss(10)
    one = count_queries(client, page)
    for person in (teacher, second_nurse):
        miss(41, person), miss(11, person)
    assert count_queries(client, page) == one


def test_the_one_booking_may_move_to_another_date_but_not_become_two(miss, event, course, room, nurse, now):
    miss(40), miss(10)
    first = book(nurse, event, by=nurse, now=now)
    other = make_event(course, room, starts_at=now + 50 * DAY)
    moved = transfer(first, other, by=nurse, now=now)
    assert moved.is_confirmed
    with pytest.raises(Refused, match="one booking at a time"):
        book(nurse, event, by=nurse, now=now)
