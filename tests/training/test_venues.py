"""Venues and their rooms."""

import pytest
from django.urls import reverse

from lib.errors import Refused
from tests.cast import NOW
from training.models import Event, Room, Venue
from training.venues import RoomLine, save_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def save(venue, *rooms, by):
    facts = {"name": venue.name, "address": venue.address}
    return save_venue(venue, facts, rooms=rooms, by=by, now=NOW)


def typed(*rooms, **changes):
    data = {"name": "Town Hall", "address": "1 High Street", "room-count": str(len(rooms))}
    for n, (name, capacity) in enumerate(rooms):
        data |= {f"room-{n}-name": name, f"room-{n}-capacity": str(capacity)}
    return data | changes


def test_a_venue_is_made_with_its_rooms(desk):
    desk.post(reverse("training:venue_new"), typed(("Hall", 80), ("Study", 8)))
    assert [(room.name, room.capacity) for room in Venue.objects.get().rooms.all()] == [
        ("Hall", 80),
        ("Study", 8),
    ]


def test_another_room_is_asked_for_and_nothing_saved(desk):
    body = desk.post(reverse("training:venue_new"), typed(("Hall", 80), **{"room-add": "1"})).content.decode()
    assert "Room 2" in body
    assert 'value="Hall"' in body
    assert "There is a problem" not in body
    assert not Venue.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"address": "x" * 401}, "must be 400 characters or fewer"),
        ({"map_url": "nowhere at all"}, "must be a web address"),
        ({"room-0-name": ""}, "Enter the room"),
        ({"room-0-capacity": "-3"}, "must be 1 or more"),
        ({"room-0-capacity": "lots"}, "must be a whole number"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(desk, wrong, sentence):
    body = desk.post(
        reverse("training:venue_new"), typed(("Hall", 80), access="Kept as typed") | wrong
    ).content.decode()
    assert sentence in body
    assert "Kept as typed" in body
    assert not Venue.objects.exists()


def test_two_rooms_of_one_name_are_refused_and_nothing_stays(desk):
    body = desk.post(reverse("training:venue_new"), typed(("Hall", 80), ("hall", 8))).content.decode()
    assert "Two rooms have the same name" in body
    assert not Venue.objects.exists()


def test_rooms_can_change_names_with_each_other(room, officer):
    other = room.venue.rooms.create(name="Hall", capacity=90)
    save(room.venue, RoomLine("Hall", 40, room.pk), RoomLine("Conference room", 90, other.pk), by=officer)
    room.refresh_from_db()
    assert room.name == "Hall"


def test_a_room_used_by_an_event_cannot_go(event, room, officer):
    with pytest.raises(Refused, match="Conference room has been used for events"):
        save(room.venue, RoomLine("Other", 3), by=officer)
    assert Room.objects.get() == room


def test_an_unused_room_goes(room, officer):
    save(room.venue, RoomLine("Other", 3), by=officer)
    assert Room.objects.get().name == "Other"


def test_a_room_shrinks_to_the_places_of_its_events_and_no_further(event, room, officer):
    save(room.venue, RoomLine(room.name, 20, room.pk), by=officer)
    with pytest.raises(Refused, match="on 1 July 2026 has 20 places in"):
        save(room.venue, RoomLine(room.name, 19, room.pk), by=officer)


def test_a_closed_event_is_no_reason_against_a_smaller_room(event, room, officer):
    Event.objects.update(register_closed_at=NOW)
    save(room.venue, RoomLine(room.name, 5, room.pk), by=officer)
    assert Room.objects.get().capacity == 5


def test_the_room_of_another_venue_is_never_taken(room, officer, desk):
    data = typed(("Hall", 80)) | {"room-0-id": str(room.pk)}
    desk.post(reverse("training:venue_new"), data)
    room.refresh_from_db()
    assert room.name == "Conference room"


def test_a_stale_page_says_so(desk, room):
    Venue.objects.update(revision=2)
    address = reverse("training:venue", args=[room.venue.code])
    assert (
        "Somebody else changed this venue"
        in desk.post(address, typed(("Hall", 80), seen="0")).content.decode()
    )


def test_the_lists_show_rooms_or_the_first_step(desk, board):
    assert "Add the first venue" in desk.get(reverse("training:venues")).content.decode()
    save(Venue(name="Town Hall", address="x"), RoomLine("Hall", 80), by=None)
    assert "Hall (holds 80)" in desk.get(reverse("training:venues")).content.decode()
