"""Weekends, bank holidays and holidays: every page that plans an event says so beside the day, and none refuses it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lib.dates import local_day
from tests.cast import NOW, make_event
from tests.training.extras import make_holiday
from tests.training.makers import TODAY, plan, session
from training.days import notes, warning
from training.models import Event, Holiday
from training.planning import plan_of
from training.repeating import proposals, run_again
from training.rules import day_warnings, worries

IN_IT = "Thursday 29 October 2026 is in “October half-term”."
THURSDAY = (date(2026, 10, 29) - TODAY).days


@pytest.fixture(autouse=True)
def at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def half_term(officer):
    return make_holiday(officer)


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def loaded(event) -> Event:
    return Event.objects.with_course().with_sessions().get(pk=event.pk)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2026, 10, 23), []),
        (date(2026, 10, 26), ["October half-term"]),
        (date(2026, 10, 30), ["October half-term"]),
        (date(2026, 10, 31), ["Weekend"]),
        (date(2026, 11, 2), []),
        (date(2026, 8, 31), ["Bank holiday"]),
        (date(2026, 12, 26), ["Bank holiday"]),
    ],
)
def test_the_first_and_the_last_day_lie_in_it_and_no_other(half_term, on, found):
    assert notes(on, [half_term]) == found


def test_a_sentence_says_everything_about_a_day(half_term, officer):
    christmas = make_holiday(officer, "Christmas holidays", (date(2026, 12, 21), date(2027, 1, 3)))
    known = [half_term, christmas]
    assert warning(date(2026, 10, 29), known) == IN_IT
    assert warning(date(2026, 12, 25), known) == (
        "Friday 25 December 2026 is a bank holiday and in “Christmas holidays”."
    )
    assert warning(date(2026, 10, 31), known) == "Saturday 31 October 2026 is at a weekend."
    assert warning(date(2026, 11, 2), known) == ""


def test_the_list_and_the_series_say_it(desk, course, half_term):
    make_event(course, starts_at=NOW + timedelta(days=THURSDAY))
    assert "October half-term" in text(desk.get(reverse("training:events")))
    Holiday.objects.all().delete()
    assert "October half-term" not in text(desk.get(reverse("training:events")))


def test_every_day_of_an_event_counts_and_each_reason_once(course, half_term):
    event = loaded(make_event(course, starts_at=NOW + timedelta(days=THURSDAY), days=3))
    assert worries(event, NOW, [half_term])[-2:] == ["October half-term", "Weekend"]
    assert [said.partition(" is")[0] for said in day_warnings(event, NOW, [half_term])] == [
        "Thursday 29 October 2026", "Friday 30 October 2026", "Saturday 31 October 2026"
    ]  # fmt: skip


def test_what_is_over_or_cancelled_worries_nobody(course, half_term):
    event = loaded(make_event(course, starts_at=NOW + timedelta(days=THURSDAY)))
    assert day_warnings(event, event.ends_at - timedelta(minutes=1), [half_term]) == [IN_IT]
    assert day_warnings(event, event.ends_at, [half_term]) == []
    event.state = Event.State.CANCELLED
    assert day_warnings(event, NOW, [half_term]) == worries(event, NOW, [half_term]) == []


def typed(day="2026-10-29", **more):
    return {
        "code": "BCDFGHJKMNPQ", "capacity": "12", "session-count": "1", "session-0-day": day,
        "session-0-starts": "09:30", "session-0-ends": "16:30", **more,
    }  # fmt: skip


def test_an_event_is_planned_all_the_same_and_its_page_says_so(desk, course, half_term):
    new = f"{reverse('training:event_new')}?course={course.code}"
    assert IN_IT in text(desk.post(new, typed() | {"session-add": "1"}))
    page = text(desk.post(new, typed(), follow=True))
    assert Event.objects.get().is_draft
    assert IN_IT in page


def test_changing_and_publishing_say_so(desk, course, half_term):
    event = make_event(course, starts_at=NOW + timedelta(days=THURSDAY), state="draft")
    for page in ("event_edit", "event_publish", "event"):
        assert IN_IT in text(desk.get(reverse(f"training:{page}", args=[event.code])))
    desk.post(reverse("training:event_publish", args=[event.code]), {"seen": "0"})
    assert Event.objects.get().is_published


def test_a_day_that_is_no_day_yet_is_only_asked_for(desk, course, half_term):
    new = f"{reverse('training:event_new')}?course={course.code}"
    page = text(desk.post(new, typed(day="29/13/2026")))
    assert "must be a real date" in page
    assert "half-term" not in page


def test_moving_says_so_before_and_moves(desk, event, half_term):
    page = reverse("bookings:event_move", args=[event.code])
    moved = typed() | {"session-0-room": event.sessions.get().room_id or ""}
    assert IN_IT in text(desk.post(page, moved))
    desk.post(page, moved | {"confirm": "1"})
    event.refresh_from_db()
    assert local_day(event.starts_at) == date(2026, 10, 29)


def test_days_of_a_series_in_a_holiday_are_not_ticked(desk, course, officer, half_term):
    event = plan(course, session(day=30), session(day=31), by=officer)
    days = [date(2026, 10, 22), date(2026, 10, 25), date(2026, 10, 30), date(2026, 11, 2)]
    found = proposals(event, days, NOW)
    assert [each.note for each in found] == [
        "", "Weekend. Monday 26 October 2026 is in “October half-term”",
        "October half-term. Saturday 31 October 2026 is at a weekend", "",
    ]  # fmt: skip
    assert [each.is_free for each in found] == [True, False, False, True]
    query = {"pattern": "days", "typed": "29/10/2026"}
    page = desk.get(reverse("training:event_repeat", args=[event.code], query=query))
    assert "Thursday 29 October 2026 – October half-term." in text(page)


def test_running_again_goes_round_a_holiday(course, officer, half_term):
    event = plan(course, session(day=THURSDAY - 7), by=officer)
    assert local_day(run_again(plan_of(event), NOW).starts_at) == date(2026, 11, 5)


def test_an_event_at_a_weekend_runs_again_at_a_weekend(course, officer):
    event = plan(course, session(day=THURSDAY + 2), by=officer)
    assert local_day(run_again(plan_of(event), NOW).starts_at) == date(2026, 11, 7)


def test_more_sessions_are_no_more_queries(desk, course, half_term, count_queries):
    one, three = (
        make_event(course, starts_at=NOW + timedelta(days=THURSDAY + days), days=days, state="draft")
        for days in (1, 3)
    )
    urls = [reverse("training:event_edit", args=[event.code]) for event in (one, three)]
    assert count_queries(desk, urls[0]) == count_queries(desk, urls[1])


@pytest.mark.parametrize("page", ["events", "event_repeat"])
def test_more_holidays_are_no_more_queries(desk, course, officer, half_term, count_queries, page):
    event = make_event(course, starts_at=NOW + timedelta(days=THURSDAY))
    query = {"pattern": "weekly", "first": "2026-10-29", "count": "3"} if page == "event_repeat" else None
    url = reverse(f"training:{page}", args=[event.code] if query else [], query=query)
    one = count_queries(desk, url)
    for number in range(2):
        make_holiday(officer, f"Holiday {number}")
    assert count_queries(desk, url) == one
