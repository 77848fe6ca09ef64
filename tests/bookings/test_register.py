"""Marking at the door."""

from datetime import timedelta

import pytest

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Attendance
from lib.errors import Refused, TooLate
from tests.cast import make_booking, make_event


@pytest.fixture
def here(past_event, nurse):
    """Nadia, on the register of an event that has been held."""
    return make_booking(past_event, nurse)


@pytest.fixture
def session(past_event):
    return past_event.sessions.get()


def test_a_mark_is_kept_with_who_and_when(here, session, trainer, now):
    registers.mark(here, session, "present", minutes_late=10, by=trainer, now=now)
    seen = Attendance.objects.get()
    assert (seen.mark, seen.minutes_late, seen.marked_by, seen.marked_at) == ("present", 10, trainer, now)


def test_a_second_mark_replaces_the_first_and_the_trail_keeps_both(here, session, trainer, now):
    registers.mark(here, session, "absent", by=trainer, now=now)
    registers.mark(here, session, "present", minutes_late=5, by=trainer, now=now)
    assert Attendance.objects.get().mark == "present"
    changes = TrailEntry.objects.filter(deed="register.marked").first().changes
    assert list(changes.values()) == [["Absent", "Present, 5 minutes late"]]


def test_the_same_mark_again_changes_nothing(here, session, trainer, now):
    for _ in range(2):
        registers.mark(here, session, "present", by=trainer, now=now)
    assert TrailEntry.objects.filter(deed="register.marked").count() == 1


def test_a_mark_can_be_taken_back(here, session, trainer, now):
    registers.mark(here, session, "absent", by=trainer, now=now)
    registers.unmark(here, session, by=trainer, now=now)
    assert not Attendance.objects.exists()
    assert TrailEntry.objects.filter(deed="register.unmarked").count() == 1


def test_the_register_opens_with_the_day_of_the_session(event, nurse, trainer):
    booking, session = make_booking(event, nurse), event.sessions.get()
    opens = registers.opens_at(session)
    with pytest.raises(Refused, match="opens on Wednesday 1 July 2026 at midnight"):
        registers.mark(booking, session, "present", by=trainer, now=opens - timedelta(seconds=1))
    assert registers.mark(booking, session, "present", by=trainer, now=opens)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"minutes_late": -1}, "0 or more"),
        ({"minutes_late": 420}, "lasts 420 minutes"),
        ({"minutes_late": 210, "minutes_early": 210}, "lasts 420 minutes"),
        ({"mark": "absent", "minutes_late": 5}, "Only somebody who is present"),
    ],
)
def test_minutes_that_do_not_fit_are_refused(here, session, trainer, now, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        registers.mark(here, session, **{"mark": "present", **facts}, by=trainer, now=now)


def test_the_longest_lateness_that_fits(here, session, trainer, now):
    assert registers.mark(here, session, "present", minutes_late=419, by=trainer, now=now)


def test_somebody_waiting_is_not_on_the_register(past_event, session, nurse, trainer, now):
    booking = make_booking(past_event, nurse, "waiting")
    with pytest.raises(Refused, match="Nadia Nurse is not on this register"):
        registers.mark(booking, session, "present", by=trainer, now=now)


def test_a_session_of_another_event_is_refused(here, course, trainer, now):
    other = make_event(course, starts_at=now - timedelta(days=3))
    with pytest.raises(Refused, match="not part of the event"):
        registers.mark(here, other.sessions.get(), "present", by=trainer, now=now)


def test_only_its_own_trainers_and_officers_mark(here, session, stranger, officer, now):
    with pytest.raises(Refused, match="Only the trainers"):
        registers.mark(here, session, "present", by=stranger, now=now)
    assert registers.mark(here, session, "present", by=officer, now=now)


def test_after_closing_nothing_is_marked(here, past_event, session, trainer, now):
    registers.mark(here, session, "present", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    for deed in (
        lambda: registers.mark(here, session, "absent", by=trainer, now=now),
        lambda: registers.unmark(here, session, by=trainer, now=now),
        lambda: registers.mark_all_present(past_event, session, by=trainer, now=now),
    ):
        with pytest.raises(TooLate, match="closed"):
            deed()


def test_everybody_else_is_present(here, past_event, second_nurse, session, trainer, now):
    make_booking(past_event, second_nurse)
    registers.mark(here, session, "absent", by=trainer, now=now)
    assert registers.mark_all_present(past_event, session, by=trainer, now=now) == 1
    assert sorted(Attendance.objects.values_list("mark", flat=True)) == ["absent", "present"]
    assert registers.mark_all_present(past_event, session, by=trainer, now=now) == 0


def test_marking_takes_few_queries(here, session, trainer, now, django_assert_max_num_queries):
    trainer.is_a("officer")
    with django_assert_max_num_queries(8):  # the transaction's own two included
        registers.mark(here, session, "present", by=trainer, now=now)
