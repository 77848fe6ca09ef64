"""Calendars that diaries read by themselves: the programme for everybody, one's own dates at a private address."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts.models import TrailEntry
from bookings import cancellation, feeds
from bookings.calendars import invitation
from bookings.models import Feed
from lib.errors import Refused
from lib.links import sign
from tests.cast import NOW, make_booking, make_event

MINE = reverse("bookings:my_calendar")


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def feed(nurse):
    return feeds.make_address(nurse, "bookings", by=nurse, now=NOW)


def rows(response) -> list:
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content.decode()).walk("VEVENT")


def at(feed) -> str:
    return reverse("bookings:feed", args=[sign("feed", feed.code)])


def test_the_programme_is_a_calendar_for_everybody(client, event, board):
    found = rows(client.get(reverse("bookings:programme_feed")))
    assert [row["summary"] for row in found] == ["Working together to safeguard children"]
    assert reverse("bookings:event", args=[event.code]) in found[0]["url"]


def test_the_link_of_an_online_event_is_not_given_away(client, course, board, tariff):
    make_event(course, None)
    assert "meet.example" not in client.get(reverse("bookings:programme_feed")).content.decode()


def test_a_private_address_shows_confirmed_bookings_without_signing_in(
    client, feed, booking, course, room, nurse
):
    waiting = make_event(course, room, starts_at=NOW + timedelta(days=60))
    make_booking(waiting, nurse, "waiting")
    assert [row["uid"] for row in rows(client.get(at(feed)))] == [f"{booking.code}-1@muster"]


def test_the_feed_and_the_confirmation_carry_the_same_entry(client, feed, booking):
    mailed = Calendar.from_ical(invitation(booking, now=NOW).text()).walk("VEVENT")[0]
    read = rows(client.get(at(feed)))[0]
    assert (read["uid"], read["sequence"]) == (mailed["uid"], mailed["sequence"])


def test_what_is_cancelled_leaves_the_calendar(client, feed, booking, nurse):
    cancellation.cancel(booking, by=nurse, now=NOW)
    assert rows(client.get(at(feed))) == []


def test_a_new_address_ends_the_old_one(client, feed, nurse):
    old = at(feed)
    new = feeds.make_address(nurse, "bookings", seen=feed.code, by=nurse, now=NOW)
    assert client.get(old).status_code == 404
    assert rows(client.get(at(new))) == []
    assert Feed.objects.count() == 1


def test_pressing_twice_makes_one_address(signed_in, nurse, feed):
    facts = {"kind": "bookings", "seen": feed.code}
    for _ in range(2):
        signed_in(nurse).post(MINE, facts)
    feed.refresh_from_db()
    assert TrailEntry.objects.filter(deed="feed.address_made").count() == 2


def test_the_trail_does_not_hold_the_address(feed):
    assert feed.code not in str(
        TrailEntry.objects.filter(deed="feed.address_made").values_list("changes", "subject_code")
    )


def test_somebody_whose_access_has_ended_has_no_calendar(client, feed, nurse):
    type(nurse).objects.filter(pk=nurse.pk).update(is_active=False)
    assert client.get(at(feed)).status_code == 404


@pytest.mark.parametrize("token", ["nonsense", sign("manage", "ABCD23456789"), sign("feed", "ABCD23456789")])
def test_a_made_up_address_is_nothing(client, db, token):
    assert client.get(reverse("bookings:feed", args=[token])).status_code == 404


def test_a_trainer_reads_the_events_they_train(client, event, past_event, trainer, booking):
    made = feeds.make_address(trainer, "deliveries", by=trainer, now=NOW)
    found = rows(client.get(at(made)))
    assert [row["uid"] for row in found] == [f"{e.code}-1-trainer@muster" for e in (past_event, event)]
    assert "Conference room" in found[1]["location"]


def test_only_trainers_have_that_calendar(nurse, signed_in):
    with pytest.raises(Refused):
        feeds.make_address(nurse, "deliveries", by=nurse, now=NOW)
    page = signed_in(nurse).post(MINE, {"kind": "deliveries"}, follow=True).content.decode()
    assert "Only trainers have a calendar" in page
    assert not Feed.objects.exists()


def test_the_page_makes_an_address_and_shows_it(signed_in, nurse, board):
    client = signed_in(nurse)
    assert "There is no address yet." in client.get(MINE).content.decode()
    page = client.post(MINE, {"kind": "bookings", "seen": ""}, follow=True).content.decode()
    assert reverse("bookings:feed", args=[sign("feed", Feed.objects.get().code)]) in page


def test_the_calendar_takes_the_same_queries_for_many_bookings(
    client, feed, course, room, nurse, tariff, count_queries
):
    make_booking(make_event(course, room), nurse)
    one = count_queries(client, at(feed))
    for days in (40, 50):
        make_booking(make_event(course, room, starts_at=NOW + timedelta(days=days)), nurse)
    assert count_queries(client, at(feed)) == one
