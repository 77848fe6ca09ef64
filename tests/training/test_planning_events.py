"""Creating, changing, publishing and throwing away events."""

from datetime import timedelta

import pytest

from accounts.models import TrailEntry
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_booking, make_event
from tests.training.makers import as_it_is, plan, session
from training.models import Event
from training.planning import change_event, create_event, discard_draft, publish_event
from training.team import add_trainer

pytestmark = pytest.mark.django_db


def change(event, *, by, seen=None, **facts):
    return change_event(event, **as_it_is(event) | facts, by=by, now=NOW, seen=seen)


def test_a_new_event_is_a_draft_with_its_sessions_in_order(course, room, officer):
    event = plan(course, session(room, day=31), session(room, day=30), by=officer)
    assert event.is_draft
    assert [s.starts_at for s in event.sessions.all()] == [
        session(day=30).starts_at,
        session(day=31).starts_at,
    ]
    assert (event.starts_at, event.ends_at) == (session(day=30).starts_at, session(day=31).ends_at)


def test_creating_writes_the_trail(course, room, officer):
    event = plan(course, session(room), by=officer)
    entry = TrailEntry.objects.get(deed="event.created", subject_code=event.code)
    assert entry.by == officer
    assert entry.changes["capacity"] == [None, 20]


def test_the_first_trainer_leads(course, room, officer, trainer, nurse):
    second = add_trainer(nurse, by=officer, now=NOW)
    event = plan(course, session(room), trainers=[second, trainer.trainer], by=officer)
    assert [(d.trainer, d.is_lead) for d in event.deliveries.all()] == [
        (second, True),
        (trainer.trainer, False),
    ]


def test_an_event_needs_a_session(course, officer):
    with pytest.raises(Refused, match="at least one session"):
        plan(course, by=officer)
    assert not Event.objects.exists()


def test_an_event_in_the_past_is_refused(course, room, officer):
    with pytest.raises(Refused, match="which is in the past"):
        plan(course, session(room, day=-1), by=officer)


def test_the_same_form_twice_makes_one_event(course, officer):
    plan(course, session(), by=officer, code="BCDFGHJKMNPQ")
    with pytest.raises(TooLate, match="saved already"):
        plan(course, session(), by=officer, code="BCDFGHJKMNPQ")
    assert Event.objects.count() == 1


def test_publishing_puts_an_event_into_the_programme(course, room, officer):
    event = plan(course, session(room), by=officer)
    publish_event(event, by=officer, now=NOW)
    assert list(Event.objects.programme(NOW)) == [event]
    assert Event.objects.get().published_at == NOW


def test_an_event_is_published_once(course, room, officer):
    event = plan(course, session(room), by=officer)
    publish_event(Event.objects.get(), by=officer, now=NOW)
    with pytest.raises(TooLate, match="published already"):
        publish_event(event, by=officer, now=NOW)
    assert TrailEntry.objects.filter(deed="event.published").count() == 1


def test_an_event_without_a_place_cannot_be_published(course, officer):
    event = plan(course, session(), by=officer)
    with pytest.raises(Refused, match="Session 1 has no place yet"):
        publish_event(event, by=officer, now=NOW)
    assert Event.objects.get().is_draft


def test_an_event_whose_day_has_come_cannot_be_published(course, room, officer):
    event = plan(course, session(room), by=officer)
    with pytest.raises(Refused, match="in the past"):
        publish_event(event, by=officer, now=event.starts_at)


def test_an_event_without_bookings_can_move(event, officer, room):
    change(event, sessions=[session(room, day=40)], by=officer)
    event.refresh_from_db()
    assert event.starts_at == session(day=40).starts_at
    assert event.sessions.count() == 1


@pytest.mark.parametrize("moved", [{"day": 31}, {"start": "9:31"}, {"end": "16:29"}])
def test_an_event_with_bookings_cannot_move(event, booking, officer, room, moved):
    with pytest.raises(Refused, match=r"1 person is booked on this event.*Move the event instead"):
        change(event, sessions=[session(room, **moved)], by=officer)
    assert Event.objects.get().starts_at == session(day=30).starts_at


def test_an_event_with_bookings_keeps_its_room(event, booking, officer, room):
    other = room.venue.rooms.create(name="Hall", capacity=90)
    with pytest.raises(Refused, match="booked on this event"):
        change(event, sessions=[session(other)], by=officer)


def test_the_rest_of_an_event_with_bookings_may_change(event, booking, officer):
    change(event, capacity=25, joining_instructions="Ring the bell.", trainers=[], by=officer)
    event.refresh_from_db()
    assert (event.capacity, event.joining_instructions, event.deliveries.count()) == (25, "Ring the bell.", 0)


def test_a_change_counts_up_the_revision_and_the_same_again_does_not(event, officer):
    change(event, capacity=21, by=officer)
    change(event, capacity=21, by=officer)
    assert Event.objects.get().revision == 1
    assert TrailEntry.objects.get(deed="event.changed").changes == {"capacity": [20, 21]}


def test_a_stale_page_overwrites_nothing(event, officer, second_officer):
    change(event, capacity=21, seen=0, by=officer)
    with pytest.raises(TooLate, match="Somebody else changed this event"):
        change(event, capacity=30, seen=0, by=second_officer)
    assert Event.objects.get().capacity == 21


def test_places_may_fall_to_those_held_and_no_further(event, nurse, second_nurse, officer):
    make_booking(event, nurse)
    make_booking(event, second_nurse)
    change(event, capacity=2, by=officer)
    with pytest.raises(Refused, match="2 places are held already"):
        change(event, capacity=1, by=officer)


def test_changing_never_moves_the_places_held(event, nurse, officer):
    stale = Event.objects.get()
    make_booking(event, nurse)
    change(stale, capacity=30, by=officer)
    assert Event.objects.get().places_held == 1


def test_a_published_event_keeps_a_place(event, officer):
    with pytest.raises(Refused, match="no place yet"):
        change(event, sessions=[session(day=33)], by=officer)


@pytest.mark.parametrize("facts", [{"state": "cancelled", "cancelled_at": NOW}, {"register_closed_at": NOW}])
def test_a_cancelled_or_closed_event_stays_as_it_is(event, officer, facts):
    Event.objects.update(**facts)
    with pytest.raises(Refused, match="cannot be changed"):
        change(event, capacity=30, by=officer)


def test_a_started_event_cannot_move(past_event, officer, room):
    with pytest.raises(Refused, match="has started"):
        change(past_event, sessions=[session(room, day=50)], by=officer)


def test_a_shorter_plan_drops_sessions(course, room, officer):
    event = plan(course, session(room, day=30), session(room, day=31), by=officer)
    change(event, sessions=[session(room, day=31)], by=officer)
    assert event.sessions.count() == 1
    assert Event.objects.get().starts_at == session(day=31).starts_at


def test_a_draft_can_be_thrown_away_and_frees_its_room(course, room, officer):
    discard_draft(plan(course, session(room), by=officer), by=officer, now=NOW)
    plan(course, session(room), by=officer)
    assert TrailEntry.objects.filter(deed="event.discarded").count() == 1


def test_a_published_event_cannot_be_thrown_away(event, officer):
    with pytest.raises(TooLate, match="published already"):
        discard_draft(event, by=officer, now=NOW)


def test_changing_an_event_that_was_thrown_away_is_too_late(course, officer):
    event = plan(course, session(), by=officer)
    facts = as_it_is(event)
    discard_draft(Event.objects.get(), by=officer, now=NOW)
    with pytest.raises(TooLate, match="thrown this event away"):
        change_event(event, **facts | {"capacity": 3}, by=officer, now=NOW)


def test_two_sessions_of_one_event_may_touch_and_not_overlap(course, room, officer):
    plan(course, session(room, end="12:30"), session(room, start="12:30"), by=officer)
    with pytest.raises(Refused, match="before session 1 has ended"):
        plan(course, session(room, day=9, end="12:30"), session(room, day=9, start="12:29"), by=officer)


def test_booking_closes_by_the_start(course, officer):
    start = session().starts_at
    plan(course, session(), booking_closes_at=start, by=officer)
    with pytest.raises(Refused, match="close by the time the event starts"):
        plan(course, session(), booking_closes_at=start + timedelta(minutes=1), by=officer)


def test_booking_opens_before_it_closes(course, officer):
    with pytest.raises(Refused, match="close after it opens"):
        plan(course, session(), booking_opens_at=NOW, booking_closes_at=NOW, by=officer)


def test_a_room_and_a_link_exclude_each_other(course, room, officer):
    with pytest.raises(Refused, match="both a room and an online link"):
        create_event(
            course, capacity=5, sessions=[session(room, url="https://meet.example")], by=officer, now=NOW
        )


def test_made_events_stand_for_planned_ones(course, room):
    """The maker of tests/cast.py and the verb agree on what an event is."""
    event = make_event(course, room)
    assert as_it_is(event)["sessions"] == [session(room)]
