"""What visitors need of a venue and what only officers see; rooms out of use; the diary; the cost of a year."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from bookings.booking import book
from correspondence.models import Message
from lib.dates import FinancialYear, local_day
from lib.errors import Refused
from tests.cast import NOW, make_event
from tests.training.makers import as_it_is, plan, session
from training.diary import cost_of_year, diary
from training.models import Event, Room, Venue
from training.planning import change_event
from training.venues import RoomLine, save_venue

pytestmark = pytest.mark.django_db
YEAR = FinancialYear.of(NOW)


@pytest.fixture
def venue(room):
    facts = {
        "access": "Ramp at the side door", "parking": "Car park behind the library", "map_url": "https://map.example/x",
        "contact_name": "Una Usher", "contact_phone": "020 7946 0001", "cost_per_day": Decimal(240),
        "cost_per_half_day": Decimal(130), "cost_includes": "Tea",
    }  # fmt: skip
    lines = [RoomLine(room.name, room.capacity, room.pk, access="Hearing loop")]
    return save_venue(room.venue, facts, rooms=lines, by=None, now=NOW)


def test_the_public_reads_how_to_get_there_and_neither_contact_nor_cost(client, venue, event):
    body = client.get(reverse("bookings:event", args=[event.code])).content.decode()
    for words in ("2 Town Square", "Ramp at the side door", "Hearing loop", "Car park behind", "map.example"):
        assert words in body
    for words in ("Una Usher", "7946", "240", "130"):
        assert words not in body


def test_so_does_the_joining_email(venue, event, nurse):
    book(nurse, event, by=nurse, now=NOW)
    message = Message.objects.get(kind="bookings.confirmed")
    for words in ("Ramp at the side door", "Hearing loop", "Car park behind", "https://map.example/x"):
        assert words in message.text
        assert words in message.html
    assert "Una Usher" not in message.text + message.html


def test_the_officer_reads_it_all(signed_in, officer, venue, event):
    with time_machine.travel(NOW, tick=False):
        body = signed_in(officer).get(reverse("training:venue_diary", args=[venue.code])).content.decode()
    for words in ("Una Usher", "£240.00 a day", "Cost of 2026-27", event.course.title):
        assert words in body


def test_what_the_form_asks_is_kept(signed_in, officer):
    data = {
        "name": "Town Hall", "address": "x", "room-count": "1", "room-0-name": "Hall", "room-0-capacity": "80",
        "parking": "None", "cost_per_day": "£1,200", "room-0-access": "Loop", "room-0-cost_per_day": "50",
    }  # fmt: skip
    signed_in(officer).post(reverse("training:venue_new"), data)
    made = Venue.objects.get()
    hall = made.rooms.get()
    assert (made.parking, made.cost_per_day) == ("None", Decimal(1200))
    assert (hall.access, hall.cost_per_day, hall.is_retired) == ("Loop", Decimal(50), False)


@pytest.mark.parametrize("what", ["room", "venue"])
def test_what_is_out_of_use_is_not_chosen_for_new_events_and_stays_where_it_is(course, room, what):
    event = plan(course, session(room), by=None)
    (Room if what == "room" else Venue).objects.update(is_retired=True)
    with pytest.raises(Refused, match="Conference room is no longer in use"):
        plan(course, session(room, day=40), by=None)
    change_event(event, **as_it_is(event) | {"capacity": 21}, by=None, now=NOW)
    assert list(Room.objects.in_use()) == []


def test_the_form_of_a_new_event_leaves_it_out(signed_in, officer, course, room):
    desk, address = signed_in(officer), f"{reverse('training:event_new')}?course={course.code}"
    assert "Conference room" in desk.get(address).content.decode()
    Room.objects.update(is_retired=True)
    assert "Conference room" not in desk.get(address).content.decode()


def test_the_diary_shows_this_week_and_five_more(room, course, event):
    far = make_event(course, room, starts_at=NOW + timedelta(days=42))
    weeks = diary(room.venue, NOW)
    shown = [s.event for week in weeks for day in week.days for s in day.sessions]
    assert (len(weeks), weeks[0].starts_on, shown) == (6, local_day(NOW), [event])
    assert far not in shown


def test_a_cancelled_event_leaves_the_diary(room, event):
    Event.objects.update(state="cancelled")
    assert not any(day.sessions for week in diary(room.venue, NOW) for day in week.days)


def test_the_year_costs_days_and_half_days(venue, course, room):
    make_event(course, room, days=2)
    short = make_event(course, room, starts_at=NOW + timedelta(days=50))
    for hours, pounds in ((4, "610.00"), (5, "720.00")):
        short.sessions.update(ends_at=short.starts_at + timedelta(hours=hours))
        assert cost_of_year(venue, YEAR).pounds == Decimal(pounds)


def test_a_rooms_own_price_comes_first_and_drafts_cost_nothing(venue, course, room):
    Room.objects.update(cost_per_day=Decimal(10))
    make_event(course, room)
    make_event(course, room, state="draft", starts_at=NOW + timedelta(days=40))
    found = cost_of_year(venue, YEAR)
    assert (found.pounds, found.room_days, found.unpriced) == (Decimal("10.00"), 1, 0)


def test_without_a_price_the_day_is_counted_as_unpriced(course, room):
    make_event(course, room)
    assert cost_of_year(room.venue, YEAR).unpriced == 1


def test_three_events_cost_no_more_queries_than_one(
    signed_in, officer, venue, course, room, django_assert_max_num_queries
):
    desk = signed_in(officer)

    def cost(n):
        make_event(course, room, starts_at=NOW + timedelta(days=n))
        with time_machine.travel(NOW, tick=False), django_assert_max_num_queries(40) as counted:
            desk.get(reverse("training:venue_diary", args=[venue.code]))
        return len(counted)

    found = [cost(n) for n in (3, 4, 5)]
    assert found[0] == found[2]
