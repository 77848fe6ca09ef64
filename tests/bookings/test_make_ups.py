"""A missed session is made up at another event: who arranges it, on which chair, and what follows."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Charge, MakeUp
from bookings.registers import make_ups
from lib.errors import Refused, TooLate
from tests.bookings.makers_of_make_ups import marked, sitting
from tests.cast import make_booking, make_event
from training.models import Event


def result(booking):
    booking.refresh_from_db()
    return booking.outcome, booking.earns_certificate


def test_it_holds_no_place_and_is_no_second_booking(story):
    made = story.arrange()
    story.later.refresh_from_db()
    assert (made.booking, made.is_open) == (story.booking, True)
    assert (story.later.places_held, story.later.bookings.count()) == (0, 0)


def test_once_attended_the_outcome_follows_and_the_charge_stands(story, second_trainer):
    assert result(story.booking) == ("partly", False)
    make_ups.mark(story.arrange(), "present", by=second_trainer, now=story.today)
    assert result(story.booking) == ("attended", True)
    charge = Charge.objects.get()
    assert (charge.state, charge.amount, charge.day) == (
        "proposed",
        Decimal("50.00"),
        story.missed.starts_at.date(),
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"mark": "absent"}, ("partly", False)),
        ({"mark": "refused"}, ("partly", False)),
        ({"mark": "present", "minutes_late": 20}, ("attended", True)),
        ({"mark": "present", "minutes_late": 21}, ("partly", False)),
        ({"mark": "present", "minutes_early": 15}, ("attended", True)),
        ({"mark": "present", "minutes_early": 16}, ("attended", False)),
    ],
)
def test_the_limits_are_those_of_every_register(story, second_trainer, facts, expected):
    make_ups.mark(story.arrange(), **facts, by=second_trainer, now=story.today)
    assert result(story.booking) == expected


def test_a_mark_that_is_undone_takes_the_outcome_back(story, second_trainer):
    made = make_ups.mark(story.arrange(), "present", by=second_trainer, now=story.today)
    make_ups.unmark(made, by=second_trainer, now=story.today)
    assert result(story.booking) == ("partly", False)
    deeds = TrailEntry.objects.filter(subject_code__in=[made.code, story.booking.code], at=story.today)
    assert [entry.deed for entry in deeds.order_by("pk")] == [
        "make_up.marked", "booking.made_up", "make_up.unmarked", "booking.made_up",
    ]  # fmt: skip


def test_the_same_mark_again_changes_nothing(story, second_trainer):
    made = make_ups.mark(story.arrange(), "present", by=second_trainer, now=story.today)
    before = TrailEntry.objects.count()
    make_ups.mark(made, "present", by=second_trainer, now=story.today)
    assert TrailEntry.objects.count() == before


def test_whoever_is_late_and_then_leaves_early_is_both(story, second_trainer):
    made = make_ups.mark(story.arrange(), "present", minutes_late=10, by=second_trainer, now=story.today)
    facts = {"minutes_late": None, "minutes_early": 5}
    made = make_ups.mark(made, "present", **facts, by=second_trainer, now=story.today)
    assert (made.minutes_late, made.minutes_early) == (10, 5)


def test_made_up_before_the_register_closes_it_counts_when_it_does(course, room, tariff, nurse, officer, now):
    held = make_event(course, room, starts_at=now - timedelta(days=10), days=2)
    booking = make_booking(held, nurse)
    marked(booking, ["absent", "present"], officer, now)
    other = make_event(course, room, starts_at=now - timedelta(days=5))
    missed, at = sitting(held), sitting(other)
    make_ups.add_at_door(booking, missed, at, by=officer, now=now)
    assert result(booking) == ("", False)
    registers.close(held, by=officer, now=now)
    assert result(booking) == ("attended", True)
    assert Charge.objects.get().day == missed.starts_at.date()


def test_nobody_makes_up_what_they_did_not_miss(story, officer, now):
    with pytest.raises(Refused, match="Nadia Nurse has not missed this session"):
        make_ups.arrange(story.booking, sitting(story.held, 1), story.at, by=officer, now=now)


def test_who_came_too_late_missed_it(course, room, tariff, nurse, officer, now):
    held = make_event(course, room, starts_at=now - timedelta(days=10))
    booking = make_booking(held, nurse)
    marked(booking, [21], officer, now)
    at = sitting(make_event(course, room, starts_at=now + timedelta(days=5)))
    assert make_ups.arrange(booking, sitting(held), at, by=officer, now=now)


def test_a_session_under_way_is_not_missed_yet(course, room, tariff, nurse, officer, now):
    held = make_event(course, room, starts_at=now)
    booking, session = make_booking(held, nurse), sitting(held)
    during, after = session.ends_at - timedelta(seconds=1), session.ends_at
    registers.mark(booking, session, "absent", by=officer, now=during)
    at = sitting(make_event(course, room, starts_at=now + timedelta(days=5)))
    with pytest.raises(Refused, match="has not missed"):
        make_ups.arrange(booking, session, at, by=officer, now=during)
    assert make_ups.arrange(booking, session, at, by=officer, now=after)


def test_only_another_event_of_the_same_course(story, course, room, officer, now):
    for at in (sitting(story.held, 2), sitting(make_event(type(course).objects.create(
        title="Neglect", format="briefing", level="1", minutes=60, summary="x"), room))):  # fmt: skip
        Event.objects.update(register_closed_at=None)
        with pytest.raises(Refused, match="another event of the same course"):
            make_ups.arrange(story.booking, story.missed, at, by=officer, now=now)


def test_only_after_it_was_missed(story, course, officer, now):
    before = make_event(course, starts_at=now - timedelta(days=12))
    with pytest.raises(Refused, match="after it was missed"):
        make_ups.arrange(story.booking, story.missed, sitting(before), by=officer, now=now)


def test_once_at_a_time(story, course, officer, now):
    story.arrange()
    with pytest.raises(Refused, match="is making up this session already, on Monday 22 June 2026"):
        story.arrange()
    another = make_event(course, starts_at=now + timedelta(days=40))
    with pytest.raises(Refused, match="already"):
        make_ups.arrange(story.booking, story.missed, sitting(another), by=officer, now=now)


def test_missed_again_it_can_be_made_up_on_another_date(story, course, second_trainer, officer):
    missed_again = make_ups.mark(story.arrange(), "absent", by=second_trainer, now=story.today)
    another = make_event(course, starts_at=story.today + timedelta(days=9))
    made = make_ups.arrange(story.booking, story.missed, sitting(another), by=officer, now=story.today)
    with pytest.raises(Refused, match="Cancel the other one first"):
        make_ups.unmark(missed_again, by=second_trainer, now=story.today)
    make_ups.mark(made, "present", by=officer, now=made.at.starts_at)
    assert result(story.booking) == ("attended", True)


def test_one_sitting_makes_up_one_session(course, room, tariff, nurse, officer, now):
    held = make_event(course, room, starts_at=now - timedelta(days=10), days=2)
    booking = make_booking(held, nurse)
    marked(booking, ["absent", "absent"], officer, now)
    at = sitting(make_event(course, room, starts_at=now + timedelta(days=5)))
    make_ups.arrange(booking, sitting(held, 1), at, by=officer, now=now)
    with pytest.raises(Refused, match="One sitting makes up one session"):
        make_ups.arrange(booking, sitting(held, 2), at, by=officer, now=now)


def test_who_has_booked_the_other_event_attends_it_for_that_booking(story, nurse):
    make_booking(story.later, nurse)
    with pytest.raises(Refused, match="counts for that booking"):
        story.arrange()


def test_a_full_event_has_no_chair_until_it_has_begun(story, teacher, second_trainer):
    Event.objects.filter(pk=story.later.pk).update(capacity=1)
    make_booking(story.later, teacher)
    with pytest.raises(Refused, match="No place is free at that event"):
        story.arrange()
    made = make_ups.add_at_door(story.booking, story.missed, story.at, by=second_trainer, now=story.today)
    assert made.mark == "present"


def test_the_last_chair_is_given_once(story, teacher, trainer, officer, now):
    Event.objects.filter(pk=story.later.pk).update(capacity=1)
    story.arrange()
    other = make_event(story.later.course, starts_at=now - timedelta(days=5))
    booking = make_booking(other, teacher)
    marked(booking, ["absent"], officer, now)
    with pytest.raises(Refused, match="No place is free"):
        make_ups.arrange(booking, sitting(other), story.at, by=officer, now=now)
    # On the other day of that event the chair is empty.
    assert make_ups.arrange(booking, sitting(other), sitting(story.later, 1), by=officer, now=now)


def test_a_cancelled_one_gives_the_chair_back(story, officer, now):
    Event.objects.filter(pk=story.later.pk).update(capacity=1)
    make_ups.cancel(story.arrange(), by=officer, now=now)
    assert story.arrange().is_open
    assert MakeUp.objects.count() == 2


def test_what_is_marked_or_cancelled_cannot_be_cancelled(story, officer):
    made = make_ups.mark(story.arrange(), "present", by=officer, now=story.today)
    with pytest.raises(Refused, match="Undo the mark first"):
        make_ups.cancel(made, by=officer, now=story.today)
    make_ups.unmark(made, by=officer, now=story.today)
    make_ups.cancel(made, by=officer, now=story.today)
    for deed in (lambda: make_ups.cancel(made, by=officer, now=story.today),
                 lambda: make_ups.mark(made, "present", by=officer, now=story.today)):  # fmt: skip
        with pytest.raises(TooLate, match="cancelled"):
            deed()


def test_trainers_arrange_at_their_own_door_only(story, second_trainer, trainer, stranger, now):
    with pytest.raises(Refused, match="opens on Monday 22 June 2026"):
        story.arrange(by=second_trainer)
    for other in (trainer, stranger):
        with pytest.raises(Refused, match="Only the trainers of this event"):
            story.arrange(by=other, now=story.today)
    made = story.arrange(by=second_trainer, now=story.today)
    for deed in (make_ups.cancel, make_ups.unmark):
        with pytest.raises(Refused, match="Only the trainers of this event"):
            deed(made, by=trainer, now=story.today)


def test_whoever_comes_to_another_event_than_arranged_makes_it_up_there(story, course, second_trainer):
    elsewhere = story.arrange()
    here = make_event(course, starts_at=story.today - timedelta(days=3), trainers=[second_trainer])
    made = make_ups.add_at_door(
        story.booking, story.missed, sitting(here), by=second_trainer, now=story.today
    )
    elsewhere.refresh_from_db()
    assert (made.mark, elsewhere.is_cancelled) == ("present", True)
    assert result(story.booking) == ("attended", True)


def test_minutes_that_do_not_fit_are_refused(story, second_trainer):
    made = story.arrange()
    with pytest.raises(Refused, match="lasts 420 minutes"):
        make_ups.mark(made, "present", minutes_late=420, by=second_trainer, now=story.today)
    with pytest.raises(Refused, match="opens on"):
        make_ups.mark(made, "present", by=second_trainer, now=story.today - timedelta(days=1))
