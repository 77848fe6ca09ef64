"""From joinings to minutes: the order of the joinings never matters, and the parts make up the session."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bookings.registers.online.presence import merged, presence

STARTS = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=6)
MINUTES = 360
moments = st.integers(-3600, 8 * 3600).map(lambda seconds: STARTS + timedelta(seconds=seconds))
closed = st.tuples(moments, moments).map(lambda span: (min(span), max(span)))
still_there = moments.map(lambda moment: (moment, None))
joins = st.lists(closed | still_there, max_size=8)


@given(joins, st.randoms())
def test_the_order_of_the_joinings_never_matters(those, chance):
    shuffled = list(those)
    chance.shuffle(shuffled)
    assert presence(those, STARTS, ENDS) == presence(shuffled, STARTS, ENDS)


@given(joins)
def test_late_away_early_and_there_make_up_the_session(those):
    found = presence(those, STARTS, ENDS)
    assert found.late + found.away + found.early + found.present == MINUTES
    assert min(found.late, found.away, found.early, found.present) >= 0


@given(joins)
def test_the_same_joinings_twice_count_once(those):
    assert presence([*those, *those], STARTS, ENDS) == presence(those, STARTS, ENDS)


@given(joins, closed)
def test_one_joining_more_never_takes_a_minute_of_presence_away(those, further):
    # Rounding is in favour of the person, part by part: a second gap of half a minute may cost one.
    assert presence([*those, further], STARTS, ENDS).present >= presence(those, STARTS, ENDS).present - 2


@given(joins)
def test_what_is_merged_lies_in_order_within_the_session_and_does_not_overlap(those):
    found = merged(those, STARTS, ENDS)
    assert all(STARTS <= start < end <= ENDS for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(joins)
def test_only_somebody_who_was_there_is_there(those):
    assert presence(those, STARTS, ENDS).was_there == bool(merged(those, STARTS, ENDS))


def test_a_second_after_the_start_is_not_late():
    almost = [(STARTS + timedelta(seconds=59), ENDS - timedelta(seconds=59))]
    assert presence(almost, STARTS, ENDS).present == MINUTES


def test_overlapping_devices_leave_no_gap():
    here = [(STARTS, STARTS + timedelta(hours=2)), (STARTS + timedelta(hours=1), ENDS)]
    assert presence(here, STARTS, ENDS).missed_after_coming == 0
