"""Two events at the same time."""

from datetime import timedelta

from bookings.overlaps import overlaps
from tests.cast import make_booking, make_event
from training.models import Session


def test_two_events_at_the_same_hours_overlap(event, course, room, nurse):
    other = make_booking(make_event(course, room), nurse)
    assert overlaps(nurse, event) == [other]


def test_one_that_begins_as_the_other_ends_does_not(event, course, room, nurse):
    after = make_event(course, room)
    Session.objects.filter(event=after).update(
        starts_at=event.ends_at, ends_at=event.ends_at + timedelta(hours=1)
    )
    type(after).objects.filter(pk=after.pk).update(
        starts_at=event.ends_at, ends_at=event.ends_at + timedelta(hours=1)
    )
    make_booking(after, nurse)
    assert overlaps(nurse, event) == []


def test_the_free_day_between_two_sessions_is_free(event, course, room, nurse):
    around = make_event(course, room, starts_at=event.starts_at - timedelta(days=1), days=3)
    Session.objects.filter(event=around, starts_at=event.starts_at).delete()
    make_booking(around, nurse)
    assert overlaps(nurse, event) == []


def test_what_was_cancelled_does_not_overlap(event, course, room, nurse, now):
    make_booking(make_event(course, room), nurse, "cancelled", cancelled_at=now)
    assert overlaps(nurse, event) == []


def test_another_persons_booking_does_not_overlap(event, course, room, nurse, teacher):
    make_booking(make_event(course, room), teacher)
    assert overlaps(nurse, event) == []
