"""What becomes of make-ups when the other event is closed, moved or cancelled, and who is told what."""

import re
from datetime import timedelta

import pytest

from bookings import cancellation, moving, registers
from bookings.feeds import calendar_of, make_address
from bookings.registers import make_up_sheet, make_ups, substitutes
from correspondence.models import Message
from lib.errors import Refused
from tests.bookings.makers_of_make_ups import marked, sitting
from tests.cast import make_booking, make_event
from tests.training.makers import session as planned
from training.changing import change_event
from training.models import Course


def told(kind):
    return Message.objects.get(kind=f"bookings.{kind}")


def entry(message):
    """UID, SEQUENCE and METHOD of the calendar file."""
    return [
        re.search(f"^{name}:(.+?)\r?$", message.calendar, re.M)[1] for name in ("UID", "SEQUENCE", "METHOD")
    ]


def test_the_person_is_told_with_a_calendar_entry(story, nurse):
    made = story.arrange()
    message = told("make_up_arranged")
    assert message.person == nurse
    assert "You missed the session on 23 May 2026. You can make it up here" in message.text
    assert "Monday 22 June 2026 at 9:30am" in message.text
    assert entry(message) == [f"{made.code}@muster", "0", "PUBLISH"]
    assert not Message.objects.filter(kind="bookings.make_up_told").exists()


def test_the_manager_is_told_where_the_course_tells_managers(story):
    Course.objects.update(approval="notify")
    story.booking.refresh_from_db()
    story.arrange()
    message = told("make_up_told")
    assert message.to == "mary.manager@example.org"
    assert (
        "Nadia Nurse (Health visitor, Riverside NHS Trust) missed the session on 23 May 2026" in message.text
    )


def test_at_the_door_nobody_is_written_to(story, second_trainer):
    make_ups.add_at_door(story.booking, story.missed, story.at, by=second_trainer, now=story.today)
    assert not Message.objects.filter(kind__startswith="bookings.make_up").exists()


def test_who_hears_for_somebody_hears_this(story, nurse, coordinator):
    type(nurse).objects.filter(pk=nurse.pk).update(email=None)
    story.booking.refresh_from_db()
    story.arrange()
    message = told("make_up_arranged")
    assert (message.person, message.subject[:20]) == (coordinator, "For Nadia Nurse: Mak")


def test_cancelling_takes_the_entry_out_of_the_diary(story, officer, now):
    made = story.arrange()
    make_ups.cancel(made, by=officer, now=now)
    message = told("make_up_cancelled")
    assert entry(message) == [f"{made.code}@muster", "1", "CANCEL"]
    assert "You do not make up the session of 23 May 2026 here any more" in message.text


def test_the_own_diary_reads_it(story, nurse, now):
    made = story.arrange()
    feed = make_address(nurse, "bookings", by=nurse, now=now)
    assert f"{made.code}@muster" in calendar_of(feed, now=now)


def test_when_the_event_is_cancelled_it_ends_and_the_reason_is_told(story, officer, now):
    made = story.arrange()
    cancellation.cancel_event(story.later, by=officer, now=now, reason="The trainer is ill")
    made.refresh_from_db()
    assert (made.is_cancelled, made.cancelled_by) == (True, officer)
    assert "The reason: The trainer is ill" in told("make_up_cancelled").text


def test_when_the_event_is_moved_they_are_told_old_and_new(story, room, officer, now):
    made = story.arrange()
    days = [planned(day=40, room=room), planned(day=41, room=room)]
    moving.move(story.later, days, note="The room is flooded.", by=officer, now=now)
    message = told("make_up_moved")
    assert entry(message) == [f"{made.code}@muster", "2", "PUBLISH"]
    assert "The room is flooded." in message.text
    assert "Monday 22 June 2026 at 9:30am" in message.text
    made.refresh_from_db()
    assert made.at.starts_at.date() == days[1].starts_at.date()


def test_a_session_at_which_somebody_makes_one_up_cannot_go(story, room, officer, now):
    story.arrange()
    with pytest.raises(Refused, match="or a missed session is made up, in a session that would go"):
        change_event(story.later, sessions=[planned(day=40, room=room)], by=officer, now=now)


def test_an_event_at_which_one_was_made_up_took_place(story, officer):
    make_ups.mark(story.arrange(), "present", by=officer, now=story.today)
    with pytest.raises(Refused, match="took place"):
        cancellation.cancel_event(story.later, by=officer, now=story.today, reason="Ill")
    assert moving.reason_not_to_move(story.later, story.at.starts_at - timedelta(days=9))


def test_a_register_closes_once_those_who_make_up_are_marked(story, teacher, officer):
    made, booking = story.arrange(), make_booking(story.later, teacher)
    marked(booking, ["present", "present"], officer, story.today)
    with pytest.raises(Refused, match="1 person who makes up a session here has no mark"):
        registers.close(story.later, by=officer, now=story.today)
    assert make_up_sheet.unmarked(story.later) == [made]
    make_ups.mark(made, "absent", by=officer, now=story.today)
    registers.close(story.later, by=officer, now=story.today)
    assert not story.later.bookings.filter(person=story.booking.person).exists()
    with pytest.raises(Refused, match="closed"):
        make_ups.mark(made, "present", by=officer, now=story.today)


def test_nobody_comes_instead_of_somebody_who_makes_it_up(course, room, tariff, nurse, officer, now):
    held = make_event(course, room, starts_at=now - timedelta(days=10))
    booking = make_booking(held, nurse)
    marked(booking, ["absent"], officer, now)
    assert not substitutes.reason_not_to_replace(booking)
    at = sitting(make_event(course, room, starts_at=now + timedelta(days=5)))
    make_ups.arrange(booking, sitting(held), at, by=officer, now=now)
    assert "makes up a session of this event" in substitutes.reason_not_to_replace(booking)
