"""Moving an event on which people are booked: who is told, what becomes of deadlines, and when it is refused."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from accounts.models import Board, TrailEntry
from bookings.booking import book
from bookings.cancellation import cancel_event, consequence
from bookings.models import Attendance, Booking
from bookings.moving import move, preview
from bookings.prices import deadline_after_move
from bookings.reminders import remind_due
from correspondence.models import Message
from lib.dates import UTC
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_booking, make_event
from tests.training.makers import plan, session
from training.models import Event
from training.planning import plan_of

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def moved_by(event, officer, delta=7 * DAY, now=NOW, **facts):
    sessions = [
        replace(s, starts_at=s.starts_at + delta, ends_at=s.ends_at + delta) for s in plan_of(event).sessions
    ]
    return move(event, sessions, by=officer, now=now, **facts)


def to_room(event, officer, room, now=NOW):
    return move(event, [replace(s, room=room) for s in plan_of(event).sessions], by=officer, now=now)


@pytest.fixture
def hall(room):
    return room.venue.rooms.create(name="Hall", capacity=90)


def test_the_sessions_move_and_the_revision_counts_up(event, booking, officer):
    moved_by(event, officer)
    assert event.starts_at == session(day=37).starts_at
    assert event.sessions.get().starts_at == event.starts_at
    assert (event.revision, event.moves, event.places_held) == (1, 1, 1)
    entry = TrailEntry.objects.get(deed="event.moved")
    assert entry.by == officer
    assert "2026-07-08" in entry.changes["sessions"][1][0]


@pytest.mark.parametrize("status", ["confirmed", "requested", "offered", "waiting"])
def test_everybody_active_is_told_once(event, nurse, officer, status):
    make_booking(event, nurse, status)
    assert moved_by(event, officer, note="The heating is broken.") == 1
    message = Message.objects.get(kind="bookings.moved")
    assert message.person == nurse
    assert "The heating is broken." in message.text
    assert "Wednesday 1 July 2026 at 9:30am" in message.text
    assert "Wednesday 8 July 2026 at 9:30am" in message.text
    assert bool(message.calendar) is (status == "confirmed")


def test_who_has_left_and_the_manager_are_not_told(event, nurse, officer):
    make_booking(event, nurse, "lapsed")
    assert moved_by(event, officer) == 0
    assert not Message.objects.exclude(kind="training.moved").exists()


def test_the_trainers_are_told_with_their_entry(event, booking, trainer, officer):
    moved_by(event, officer)
    message = Message.objects.get(kind="training.moved")
    assert message.person == trainer
    assert "DTSTART:20260708T083000Z" in message.calendar


def entry(message):
    lines = message.calendar.replace("\r\n ", "").splitlines()
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    return facts["UID"], int(facts["SEQUENCE"]), facts["DTSTART"]


def test_the_calendar_keeps_its_uid_and_raises_its_sequence(event, nurse, officer):
    book(nurse, event, by=nurse, now=NOW)
    moved_by(event, officer)
    moved_by(event, officer)
    cancel_event(event, by=officer, now=NOW, reason="Snow")
    kinds = ["bookings.confirmed", "bookings.moved", "bookings.event_cancelled"]
    found = [entry(m) for m in Message.objects.filter(kind__in=kinds).exclude(calendar="").order_by("pk")]
    assert len({uid for uid, _, _ in found}) == 1
    sequences = [sequence for _, sequence, _ in found]
    assert sequences == sorted(set(sequences))
    assert len(sequences) == 4
    assert found[1][2] == "20260708T083000Z"


def test_another_day_gives_a_new_deadline_from_the_frozen_tariff(event, booking, tariff, officer):
    tariff.notice = 10  # the deadline of today's row, as the booking knows it
    tariff.save()
    moved_by(event, officer)
    booking.refresh_from_db()
    assert booking.cancel_by == tariff.cancel_by(session(day=37).starts_at)


def test_only_another_room_leaves_the_deadlines(event, booking, officer, hall):
    before = booking.cancel_by
    assert to_room(event, officer, hall, now=before + DAY) == 1
    booking.refresh_from_db()
    assert booking.cancel_by == before
    assert Event.objects.get().moves == 0
    assert "Hall" in Message.objects.get(kind="bookings.moved").text


def test_after_a_late_notice_everybody_can_still_leave_for_free(event, booking, officer):
    now = datetime(2026, 6, 29, 9, 0, tzinfo=UTC)  # Monday; the event is on Wednesday
    moved_by(event, officer, delta=7 * DAY, now=now)
    booking.refresh_from_db()
    enough = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)  # five working days later, at the same clock time
    assert booking.cancel_by == enough
    assert not consequence(booking, enough).is_late
    assert consequence(booking, enough + SECOND).is_late


@pytest.mark.parametrize(
    ("days", "deadline"),
    [
        (0, datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),  # the tariff's: five working days before 8 July
        (1, datetime(2026, 7, 2, 8, 0, tzinfo=UTC)),
        (5, datetime(2026, 7, 8, 8, 0, tzinfo=UTC)),
        (6, datetime(2026, 7, 8, 8, 30, tzinfo=UTC)),  # the new start
    ],
)
def test_the_notice_is_a_setting_of_the_board(event, booking, officer, board, days, deadline):
    Board.objects.update(notice_after_move_days=days)
    moved_by(event, officer, now=datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    booking.refresh_from_db()
    assert booking.cancel_by == deadline


def test_the_deadline_is_never_after_the_new_start(tariff):
    start = NOW + 2 * DAY
    assert deadline_after_move(tariff, starts_at=start, now=NOW, days=5) == start
    later = NOW + 60 * DAY
    assert deadline_after_move(tariff, starts_at=later, now=NOW, days=5) == tariff.cancel_by(later)


def test_without_a_tariff_nothing_is_ever_due(event, nurse, officer):
    booking = make_booking(event, nurse, tariff=None, cancel_by=None)
    moved_by(event, officer)
    booking.refresh_from_db()
    assert booking.cancel_by is None


@pytest.mark.parametrize("status", ["offered", "requested"])
def test_an_offer_or_request_ends_at_the_new_start_at_the_latest(event, nurse, officer, status):
    booking = make_booking(event, nurse, status, expires_at=NOW + 20 * DAY)
    moved_by(event, officer, delta=-3 * DAY)
    booking.refresh_from_db()
    assert booking.expires_at == NOW + 20 * DAY
    moved_by(event, officer, delta=-10 * DAY)
    booking.refresh_from_db()
    assert booking.expires_at == Event.objects.get().starts_at == session(day=17).starts_at


def test_old_and_new_are_in_the_trail_of_the_booking(event, booking, officer):
    before = booking.cancel_by
    moved_by(event, officer)
    changes = TrailEntry.objects.get(deed="booking.moved").changes["cancel_by"]
    assert [each[:10] for each in changes] == [before.date().isoformat(), "2026-07-01"]


def test_an_overlap_with_another_booking_is_named(event, booking, nurse, officer, course):
    make_booking(make_event(course, starts_at=NOW + 37 * DAY), nurse)
    moved_by(event, officer)
    assert "You have another booking at the same time" in Message.objects.get(kind="bookings.moved").text


def test_without_an_overlap_none_is_named(event, booking, nurse, officer, course):
    make_booking(make_event(course, starts_at=NOW + 38 * DAY), nurse)
    moved_by(event, officer)
    assert "another booking" not in Message.objects.get(kind="bookings.moved").text


def test_a_room_that_is_taken_is_named_and_nothing_moves(event, booking, officer, course, room):
    plan(course, session(room, day=37), by=officer)
    with pytest.raises(Refused, match="is taken by"):
        moved_by(event, officer)
    assert Event.objects.get(pk=event.pk).starts_at == session(day=30).starts_at
    assert not Message.objects.filter(kind="bookings.moved").exists()


def test_until_the_start_and_not_after(event, booking, officer):
    moved_by(event, officer, now=event.starts_at - SECOND)
    with pytest.raises(Refused, match="has started"):
        moved_by(event, officer, now=event.starts_at)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "cancelled", "cancelled_at": NOW}, "is cancelled"),
        ({"register_closed_at": NOW}, "register of this event is closed"),
        ({"state": "draft"}, "is a draft"),
    ],
)
def test_a_cancelled_closed_or_draft_event_is_not_moved(event, officer, facts, sentence):
    Event.objects.update(**facts)
    with pytest.raises(Refused, match=sentence):
        moved_by(event, officer)


def test_once_somebody_is_marked_it_stays(event, booking, officer):
    Attendance.objects.create(
        booking=booking,
        session=event.sessions.get(),
        mark="present",
        marked_by=officer,
        marked_at=NOW,
        saved_at=NOW,
    )
    with pytest.raises(Refused, match="marked in the register"):
        moved_by(event, officer)


def test_the_past_is_refused(event, booking, officer):
    with pytest.raises(Refused, match="in the past"):
        moved_by(event, officer, delta=-31 * DAY)


def test_nothing_changed_is_said(event, booking, officer):
    with pytest.raises(Refused, match="Nothing has changed"):
        moved_by(event, officer, delta=0 * DAY)


def test_it_keeps_its_number_of_sessions(event, booking, officer, room):
    with pytest.raises(Refused, match="keeps its number of sessions"):
        move(event, [session(room, day=37), session(room, day=38)], by=officer, now=NOW)


def test_a_stale_page_moves_nothing(event, booking, officer, hall):
    to_room(event, officer, hall)
    with pytest.raises(TooLate, match="Somebody else changed"):
        moved_by(event, officer, seen=0)


def test_booking_still_closes_by_the_new_start(event, booking, officer):
    Event.objects.update(booking_closes_at=event.starts_at, minimum=2, decide_by=event.starts_at - DAY)
    moved_by(event, officer, delta=-7 * DAY)
    event.refresh_from_db()
    assert event.booking_closes_at == event.starts_at
    assert event.decide_by == event.starts_at - DAY


def test_a_moved_event_is_reminded_of_anew(event, booking, officer):
    remind_due(event.starts_at - 3 * DAY)
    moved_by(event, officer, delta=21 * DAY, now=event.starts_at - 2 * DAY)
    assert remind_due(event.starts_at - 14 * DAY) == 1
    assert remind_due(event.starts_at - 13 * DAY) == 0


def test_a_reminder_of_the_old_day_that_has_not_left_does_not_go_out(event, booking, officer):
    remind_due(event.starts_at - 3 * DAY)
    moved_by(event, officer, delta=21 * DAY, now=event.starts_at - 2 * DAY)
    assert not Message.objects.filter(kind="bookings.reminder").exists()


def test_looking_changes_nothing(event, booking, officer):
    shown = preview(event, [session(event.sessions.get().room, day=37)], NOW)
    assert shown.is_moved
    assert not shown.reasons
    assert shown.earliest_deadline == session(day=30).starts_at
    assert Booking.objects.get().cancel_by != shown.earliest_deadline
    assert not Message.objects.exists()
