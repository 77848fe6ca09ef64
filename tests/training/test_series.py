"""The same event on other days: run again, and series."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import TrailEntry
from correspondence.models import Message
from lib.dates import local, local_day
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_event
from tests.training.makers import plan, session
from training.models import Event, Series
from training.planning import plan_of
from training.repeating import make_series, proposals, publish_series, run_again

pytestmark = pytest.mark.django_db
TUESDAYS = [date(2026, 9, 1), date(2026, 10, 6), date(2026, 11, 3)]


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def series_of(event, officer, days=TUESDAYS, **facts):
    return make_series(event, days, title="First Tuesdays", by=officer, now=NOW, **facts)


def test_running_again_is_on_the_same_weekday_and_time_after_now(past_event):
    again = run_again(plan_of(past_event), NOW)
    assert local(again.starts_at).strftime("%A %H:%M") == local(past_event.starts_at).strftime("%A %H:%M")
    assert local_day(NOW) < local_day(again.starts_at) <= local_day(NOW) + timedelta(days=7)


def test_running_again_goes_round_bank_holidays(course, room):
    event = make_event(
        course, room, starts_at=NOW + timedelta(days=84)
    )  # Monday 24 August; the 31st is a bank holiday
    assert local_day(run_again(plan_of(event), NOW).starts_at) == date(2026, 9, 7)


def test_running_again_keeps_the_clock_over_the_end_of_summer_time(course, room):
    event = make_event(course, room, starts_at=NOW + timedelta(days=140))  # Monday 19 October
    assert local(run_again(plan_of(event), NOW).starts_at).hour == 9


def test_run_again_fills_in_exactly_this_event_and_saves_a_draft(desk, event):
    make_event(
        event.course, starts_at=NOW + timedelta(days=60), capacity=5
    )  # the course's last event is another
    page = desk.get(reverse("training:event_again", args=[event.code]))
    shown = page.context["desk"]
    assert shown.form["capacity"].value() == 20
    assert shown.rows.forms[0]["day"].value() == date(2026, 7, 8)
    assert shown.rows.forms[0]["room"].value() == event.sessions.get().room_id
    data = {name: value for form in shown.all_forms for name, value in _posted(form)}
    desk.post(reverse("training:event_again", args=[event.code]), data | {"session-count": "1"})
    assert local_day(Event.objects.drafts().get().starts_at) == date(2026, 7, 8)


def _posted(form):
    for field in form:
        value = field.value()
        if field.name in ("day", "starts", "ends"):
            value = value.isoformat()
        if value not in (None, []):
            yield field.html_name, getattr(value, "pk", value)


def test_a_series_makes_a_draft_on_every_day(event, officer):
    series = series_of(event, officer)
    drafts = series.events.drafts()
    assert [local_day(draft.starts_at) for draft in drafts] == TUESDAYS
    assert {local(draft.starts_at).hour for draft in drafts} == {9}
    assert {draft.deliveries.get().trainer for draft in drafts} == {event.deliveries.get().trainer}
    assert TrailEntry.objects.filter(deed="series.made").count() == 1


def test_the_event_belongs_to_its_series_only_while_it_is_to_come(event, past_event, officer):
    assert event in series_of(event, officer).events.all()
    assert past_event not in series_of(past_event, officer, days=[date(2026, 12, 1)]).events.all()


def test_all_days_or_none(event, room, course, officer):
    plan(course, session(room, day=92), by=officer)  # Tuesday 1 September
    with pytest.raises(Refused, match=r"1 September 2026: .*is taken by") as refused:
        series_of(event, officer)
    assert all(reason.startswith("1 September 2026") for reason in refused.value.reasons)
    assert not Series.objects.exists()
    assert Event.objects.count() == 2


def test_days_of_one_series_do_not_overlap_each_other(course, room, officer):
    event = plan(course, session(room, day=30), session(room, day=31), by=officer)
    with pytest.raises(Refused, match="9 September 2026"):
        series_of(event, officer, days=[date(2026, 9, 8), date(2026, 9, 9)])


def test_the_same_form_twice_makes_one_series(event, officer):
    series_of(event, officer, code="BCDFGHJKMNPQ")
    with pytest.raises(TooLate, match="saved already"):
        series_of(event, officer, code="BCDFGHJKMNPQ")
    assert Event.objects.drafts().count() == 3


def test_a_series_needs_a_day_and_has_sixty_at_most(event, officer):
    with pytest.raises(Refused, match="at least one day"):
        series_of(event, officer, days=[])
    with pytest.raises(Refused, match="at most 60"):
        series_of(event, officer, days=[date(2027, 1, 1) + timedelta(days=n) for n in range(61)])


def test_a_cancelled_event_is_not_repeated(event, officer):
    Event.objects.update(state="cancelled")
    with pytest.raises(Refused, match="cancelled"):
        series_of(event, officer)


def test_what_speaks_against_a_day_is_shown_before(event, course, room, officer):
    plan(course, session(room, day=92), by=officer)
    days = [date(2026, 5, 26), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 5)]
    found = proposals(event, days, NOW)
    assert [each.note for each in found] == ["In the past", "Bank holiday", "", "", "Weekend"]
    assert [len(each.clashes) for each in found] == [0, 0, 1, 0, 0]
    assert [each.is_free for each in found] == [False, False, False, True, False]


def test_publishing_a_series_is_all_or_nothing_and_tells_the_trainers(event, officer, course):
    series = series_of(event, officer)
    assert publish_series(series, by=officer, now=NOW) == 3
    assert not series.events.drafts().exists()
    assert Message.objects.filter(kind="training.published").count() == 3
    with pytest.raises(TooLate, match="published already"):
        publish_series(series, by=officer, now=NOW)


def test_one_draft_without_a_place_holds_all_back(course, officer):
    series = series_of(plan(course, session(), by=officer), officer)
    with pytest.raises(Refused, match="6 October 2026: Session 1 has no place yet"):
        publish_series(series, by=officer, now=NOW)
    assert series.events.drafts().count() == 4


def repeat(event, **query):
    return reverse("training:event_repeat", args=[event.code], query=query or None)


MONTHLY = {"pattern": "monthly", "first": "2026-09-01", "count": "3"}


def test_the_days_are_looked_at_before_anything_is_made(desk, event):
    page = desk.get(repeat(event, **MONTHLY))
    assert [each.day for each in page.context["proposed"]] == TUESDAYS
    assert "every first tuesday of the month" in page.content.decode().lower()
    assert not Series.objects.exists()


def test_the_ticked_days_are_made_once_however_often_it_is_pressed(desk, event):
    data = {"code": "BCDFGHJKMNPQ", "title": "Tuesdays", "days": ["2026-09-01", "2026-11-03"]}
    first, second = (desk.post(repeat(event, **MONTHLY), data) for _ in range(2))
    series = Series.objects.get()
    assert first.url == second.url == reverse("training:series", args=[series.code])
    assert [local_day(e.starts_at) for e in series.events.drafts()] == [TUESDAYS[0], TUESDAYS[2]]
    assert "First" in desk.get(reverse("training:series_list")).content.decode()


def test_typed_days_are_read_and_a_wrong_one_is_named(desk, event):
    page = desk.get(repeat(event, pattern="days", typed="1/9/2026\n6 October 2026"))
    assert [each.day for each in page.context["proposed"]] == TUESDAYS[:2]
    body = desk.get(repeat(event, pattern="days", typed="1/9/2026\n31 June")).content.decode()
    assert "Line 2, “31 June”, must be a real date" in body


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"pattern": "x"}, "Choose"),
        ({"pattern": "weekly"}, "Enter the first day"),
        ({"pattern": "weekly", "first": "2026-09-01", "count": "61"}, "must be 60 or less"),
        ({"pattern": "days"}, "Enter the days"),
    ],
)
def test_a_pattern_that_makes_no_days_says_what_is_missing(desk, event, query, sentence):
    page = desk.get(repeat(event, **query))
    assert sentence in page.content.decode()
    assert page.context["proposed"] is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"days": []}, "Tick at least one day"),
        ({"days": ["2026-09-02"]}, "2026-09-02"),
        ({"title": ""}, "Enter the name"),
    ],
)
def test_a_wrong_choice_makes_nothing(desk, event, data, sentence):
    whole = {"code": "BCDFGHJKMNPQ", "title": "T", "days": ["2026-09-01"]} | data
    assert "There is a problem" in desk.post(repeat(event, **MONTHLY), whole).content.decode()
    assert not Series.objects.exists()


def test_a_series_is_published_from_its_page(desk, event, officer):
    series = series_of(event, officer)
    page = desk.post(reverse("training:series", args=[series.code]), follow=True)
    assert "3 events are in the programme." in page.content.decode()


def test_the_list_of_events_is_narrowed_to_a_series(desk, event, course, officer):
    series = series_of(event, officer)
    url = reverse("training:events", query={"state": "drafts", "series": series.code})
    plan(course, session(), by=officer)
    assert len(desk.get(url).context["page"].object_list) == 3


def test_looking_takes_as_many_queries_for_thirty_days_as_for_three(desk, event, count_queries):
    few = count_queries(desk, repeat(event, **MONTHLY))
    assert count_queries(desk, repeat(event, **MONTHLY | {"count": "30"})) == few


def test_the_page_of_a_series_takes_as_many_queries_for_three_events_as_for_one(
    desk, event, officer, count_queries
):
    one = series_of(event, officer, days=TUESDAYS[:1])
    few = count_queries(desk, reverse("training:series", args=[one.code]))
    three = series_of(event, officer, days=[date(2026, 12, n) for n in (1, 2, 3)])
    assert count_queries(desk, reverse("training:series", args=[three.code])) == few
