"""Outcomes follow from the marks alone, whatever order they come in."""

from collections import namedtuple
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bookings.models.booking import Outcome
from bookings.registers.outcomes import attended, days_missed, earns_certificate, outcome

Seen = namedtuple("Seen", "mark minutes_late minutes_early")
minutes = st.integers(0, 60)
present = st.builds(Seen, st.just("present"), minutes, minutes)
not_there = st.builds(Seen, st.sampled_from(["absent", "refused"]), st.just(0), st.just(0))
marks = st.lists(present | not_there, min_size=1, max_size=8)
limits = st.integers(0, 60)
days = st.integers(0, 3).map(lambda n: date(2026, 3, 5) + timedelta(days=n))


@given(marks.flatmap(lambda those: st.tuples(st.just(those), st.permutations(those))), limits, limits)
def test_the_order_of_the_marks_never_matters(both, late, early):
    one, other = both
    assert outcome(one, late_limit=late) == outcome(other, late_limit=late)
    answers = [earns_certificate(each, late_limit=late, early_limit=early) for each in both]
    assert answers[0] == answers[1]


@given(st.lists(st.tuples(days, present | not_there), max_size=8), st.randoms(), limits)
def test_the_order_of_the_marks_never_changes_the_days(marked, chance, late):
    shuffled = list(marked)
    chance.shuffle(shuffled)
    assert days_missed(marked, late_limit=late) == days_missed(shuffled, late_limit=late)


@given(marks, limits, limits)
def test_only_somebody_who_attended_earns_a_certificate(those, late, early):
    if earns_certificate(those, late_limit=late, early_limit=early):
        assert outcome(those, late_limit=late) == Outcome.ATTENDED


@given(marks, limits)
def test_a_more_generous_limit_never_costs_anybody_a_session(those, late):
    stricter = sum(attended(seen, late_limit=late) for seen in those)
    assert sum(attended(seen, late_limit=late + 1) for seen in those) >= stricter


@given(st.lists(st.tuples(days, present | not_there), min_size=1, max_size=8), limits)
def test_a_no_show_missed_every_day_and_nobody_else_did(marked, late):
    every_day = sorted({day for day, _ in marked})
    no_show = outcome([seen for _, seen in marked], late_limit=late) == Outcome.NO_SHOW
    assert (days_missed(marked, late_limit=late) == every_day) == no_show
