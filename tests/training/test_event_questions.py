"""What the programme and the lists ask of events."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, make_event
from training.models import Course, Event, Theme, Venue
from training.rules import worries

pytestmark = pytest.mark.django_db


def test_the_programme_is_published_and_still_to_come(course, event, past_event):
    make_event(course, state="draft")
    make_event(course, state="cancelled")
    assert list(Event.objects.programme(NOW)) == [event]


def test_an_event_leaves_the_programme_when_it_starts(event):
    assert Event.objects.programme(event.starts_at - timedelta(seconds=1)).exists()
    assert not Event.objects.programme(event.starts_at).exists()


def test_events_of_a_hidden_course_are_not_in_the_programme(event):
    Course.objects.update(is_published=False)
    assert not Event.objects.programme(NOW).exists()


def test_days_are_london_days_and_both_ends_count(course):
    event = make_event(course)
    Event.objects.update(
        starts_at=NOW.replace(month=6, day=30, hour=23, minute=30)
    )  # 00:30 on 1 July in London
    assert list(Event.objects.from_day(date(2026, 7, 1)).to_day(date(2026, 7, 1))) == [event]
    assert not Event.objects.to_day(date(2026, 6, 30)).exists()
    assert not Event.objects.from_day(date(2026, 7, 2)).exists()


def test_format_level_and_theme_narrow(event, theme):
    other = Theme.objects.create(name="Other", source="audit")
    found = Event.objects.all()
    assert found.of_format("full_day", "forum").of_level("3").on_theme(theme).get() == event
    assert not found.of_format("webinar").exists()
    assert not found.of_level("1").exists()
    assert not found.on_theme(other).exists()


def test_online_and_at_a_venue_exclude_each_other(course, event, room):
    online = make_event(course)
    assert list(Event.objects.online()) == [online]
    assert list(Event.objects.at_venue(room.venue)) == [event]
    assert not Event.objects.at_venue(Venue.objects.create(name="Elsewhere", address="x")).exists()


def test_an_event_of_two_sessions_is_found_once(course, room):
    event = make_event(course, room, days=2)
    assert list(Event.objects.at_venue(room.venue)) == [event]


def test_search_wants_every_word_and_finds_an_event_once(event, course):
    course.themes.add(Theme.objects.create(name="Case review: Child H", source="case_review"))
    assert list(Event.objects.search("case child working")) == [event]
    assert not Event.objects.search("case zebra").exists()
    assert list(Event.objects.search("  ")) == [event]
    assert not Event.objects.search("100%").exists()


def the_worries(event):
    return worries(Event.objects.with_course().with_sessions().get(pk=event.pk), NOW, [])


def test_a_good_event_worries_nobody(event):
    assert the_worries(event) == []


def test_an_event_without_trainer_place_or_people_does(course):
    event = make_event(course, starts_at=NOW + timedelta(days=21))
    event.sessions.update(online_url="")
    assert the_worries(event) == ["No trainer", "No place", "Under-booked"]


def test_half_the_places_are_enough(event):
    Event.objects.update(starts_at=NOW + timedelta(days=5), places_held=10)
    assert the_worries(event) == []
    Event.objects.update(places_held=9)
    assert the_worries(event) == ["Under-booked"]
