"""Holidays: kept by officers, first and last day included."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import TrailEntry
from lib.dates import span
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_event
from tests.training.extras import HALF_TERM, make_holiday
from training.holidays import events_in, remove_holiday, save_holiday
from training.models import Holiday

FIRST, LAST = HALF_TERM
LIST, NEW = reverse("training:holidays"), reverse("training:holiday_new")


@pytest.fixture(autouse=True)
def at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def half_term(officer):
    return make_holiday(officer)


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def typed(**more):
    return {"name": "October half-term", "first_on": "2026-10-26", "last_on": "2026-10-30"} | more


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_holiday_of_one_day_is_one_and_it_cannot_end_before(officer):
    assert make_holiday(officer, "Training day", (FIRST, FIRST)).days == "26 October 2026"
    with pytest.raises(Refused, match="The last day cannot be before the first"):
        make_holiday(officer, days=(FIRST, FIRST - timedelta(days=1)))


def test_the_database_refuses_one_that_ends_before_it_begins(half_term):
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.update(last_on=FIRST - timedelta(days=1))


def test_a_hundred_days_are_the_most(officer):
    make_holiday(officer, "Summer", (FIRST, FIRST + timedelta(days=99)))
    with pytest.raises(Refused, match=r"100 days at most\. Check the month and the year"):
        make_holiday(officer, "Long summer", (FIRST, FIRST + timedelta(days=100)))


def test_one_name_begins_once_on_a_day(officer, half_term):
    make_holiday(officer, "Inset days")
    make_holiday(officer, days=(FIRST + timedelta(days=365), LAST + timedelta(days=365)))
    with pytest.raises(Refused, match="already a holiday of this name that begins on this day"):
        make_holiday(officer, "OCTOBER half-term")


def test_the_database_refuses_a_second_of_one_name_and_day(half_term):
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(name="october half-term", first_on=FIRST, last_on=LAST)


def test_the_trail_tells_what_was_added_changed_and_removed(officer, half_term):
    facts = {"name": "Autumn half-term", "first_on": FIRST, "last_on": LAST}
    save_holiday(half_term, facts, by=officer, now=NOW, seen=0)
    save_holiday(half_term, facts, by=officer, now=NOW, seen=0)
    remove_holiday(half_term, by=officer, now=NOW, seen=1)
    rows = TrailEntry.objects.filter(subject_type="holiday").order_by("pk")
    assert [row.deed for row in rows] == ["holiday.added", "holiday.changed", "holiday.removed"]
    assert rows[1].changes == {"name": ["October half-term", "Autumn half-term"]}


def test_nobody_overwrites_or_removes_what_they_have_not_seen(officer, half_term):
    save_holiday(half_term, {"name": "Autumn half-term"}, by=officer, now=NOW)
    with pytest.raises(TooLate, match="Somebody else changed this holiday"):
        save_holiday(half_term, {"name": "Half-term"}, by=officer, now=NOW, seen=0)
    with pytest.raises(TooLate):
        remove_holiday(half_term, by=officer, now=NOW, seen=0)
    assert Holiday.objects.get().name == "Autumn half-term"


def test_what_is_gone_cannot_be_changed(officer, half_term):
    Holiday.objects.all().delete()
    with pytest.raises(TooLate, match="thrown this holiday away"):
        save_holiday(half_term, {"name": "Half-term"}, by=officer, now=NOW)


def test_it_is_to_come_until_its_last_day_is_over(half_term):
    for today, to_come in [(LAST, True), (LAST + timedelta(days=1), False)]:
        assert Holiday.objects.to_come(today).exists() is to_come
        assert Holiday.objects.over(today).exists() is not to_come


@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [
        (LAST, LAST, True),
        (LAST + timedelta(days=1), LAST + timedelta(days=9), False),
        (FIRST - timedelta(days=9), FIRST, True),
        (FIRST - timedelta(days=9), FIRST - timedelta(days=1), False),
    ],
)
def test_it_touches_a_span_that_shares_a_day(half_term, first, last, touches):
    assert Holiday.objects.touching(first, last).exists() is touches


@pytest.mark.parametrize(("day", "inside"), [(-1, False), (0, True), (4, True), (5, False)])
def test_events_to_come_on_its_days_are_named(desk, course, half_term, day, inside):
    event = make_event(course, starts_at=NOW.replace(month=10, day=26) + timedelta(days=day))
    assert (event in events_in(half_term, NOW)) is inside
    page = text(desk.get(reverse("training:holiday", args=[half_term.code])))
    assert (reverse("training:event", args=[event.code]) in page) is inside


def test_days_are_written_as_short_as_they_can_be():
    assert span(FIRST, LAST) == "26 to 30 October 2026"
    assert span(date(2026, 10, 29), date(2026, 11, 2)) == "29 October to 2 November 2026"
    assert span(date(2026, 12, 21), date(2027, 1, 1)) == "21 December 2026 to 1 January 2027"


def test_an_officer_adds_changes_and_removes(desk):
    desk.post(NEW, typed())
    made = Holiday.objects.get()
    desk.post(reverse("training:holiday", args=[made.code]), typed(last_on="2026-11-01", seen="0"))
    assert "26 October to 1 November 2026" in text(desk.get(LIST))
    remove = reverse("training:holiday_remove", args=[made.code])
    assert "Remove this holiday?" in text(desk.get(remove))
    assert Holiday.objects.exists()
    assert "is removed" in text(desk.post(remove, {"seen": "1"}, follow=True))
    assert "removed already" in text(desk.post(remove, {"seen": "1"}, follow=True))
    assert not Holiday.objects.exists()


def test_days_the_wrong_way_round_are_told_beside_the_last_and_stay_typed(desk):
    response = desk.post(NEW, typed(last_on="2026-10-25"))
    assert response.context["form"].errors["last_on"] == ["The last day cannot be before the first."]
    assert 'value="2026-10-25"' in text(response)
    assert not Holiday.objects.exists()


def test_the_past_stands_behind_a_tab_the_latest_first(desk, officer):
    for year in (2024, 2025, 2026):
        make_holiday(officer, f"Half-term {year}", (date(year, 10, 26), date(year, 10, 30)))
    coming, past = text(desk.get(LIST)), text(desk.get(f"{LIST}?state=past"))
    assert "Half-term 2026" in coming
    assert "Half-term 2025" not in coming
    assert past.index("Half-term 2025") < past.index("Half-term 2024")
    assert "Half-term 2026" not in past


def test_more_holidays_are_no_more_queries(desk, officer, half_term, count_queries):
    one = count_queries(desk, LIST)
    for number in range(2):
        make_holiday(officer, f"Holiday {number}")
    assert count_queries(desk, LIST) == one
