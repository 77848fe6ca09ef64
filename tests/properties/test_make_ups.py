"""The outcome follows from the marks and from what was made up, whatever order they come in."""

from hypothesis import given
from hypothesis import strategies as st

from bookings.models.booking import Outcome
from bookings.registers.make_up_rules import counting
from bookings.registers.outcomes import attended, earns_certificate, outcome
from tests.properties.test_outcomes import Seen, limits, not_there, present

sessions = st.integers(1, 4)
own = st.dictionaries(sessions, present | not_there, min_size=1)
made_up = st.lists(st.tuples(sessions, present | not_there), max_size=8)
ORDER = [Outcome.NO_SHOW, Outcome.PARTLY, Outcome.ATTENDED]


def answers(own, made_up, late, early):
    marks = counting(own, made_up, late_limit=late).values()
    certificate = earns_certificate(list(marks), late_limit=late, early_limit=early)
    return outcome(marks, late_limit=late), certificate


@given(own, made_up, st.randoms(), limits, limits)
def test_the_order_of_marks_and_of_make_ups_never_matters(own, made_up, chance, late, early):
    mixed, shuffled = list(own.items()), list(made_up)
    chance.shuffle(mixed)
    chance.shuffle(shuffled)
    assert answers(own, made_up, late, early) == answers(dict(mixed), shuffled, late, early)


@given(own, made_up, limits, limits)
def test_making_up_never_makes_an_outcome_worse(own, made_up, late, early):
    before, after = answers(own, [], late, early), answers(own, made_up, late, early)
    assert ORDER.index(after[0]) >= ORDER.index(before[0])
    assert after[1] >= before[1]


@given(own, made_up, limits)
def test_every_session_has_one_mark_and_only_missed_ones_another(own, made_up, late):
    counts = counting(own, made_up, late_limit=late)
    assert counts.keys() == own.keys()
    changed = [key for key in own if counts[key] is not own[key]]
    assert all(not attended(own[key], late_limit=late) for key in changed)
    assert all(attended(counts[key], late_limit=late) for key in changed)


@given(own, limits, limits)
def test_whoever_makes_everything_up_attended(own, late, early):
    here = Seen("present", 0, 0)
    assert answers(own, [(key, here) for key in own], late, early)[0] == Outcome.ATTENDED
