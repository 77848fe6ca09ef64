"""Which mark counts where a session was made up: both sides of every limit."""

from collections import namedtuple

import pytest

from bookings.registers.make_up_rules import counting

Seen = namedtuple("Seen", "mark minutes_late minutes_early", defaults=("present", 0, 0))
HERE, AWAY, REFUSED, TOO_LATE = Seen(), Seen("absent"), Seen("refused"), Seen(minutes_late=21)


@pytest.mark.parametrize(
    ("own", "made_up", "expected"),
    [
        (AWAY, [HERE], HERE),
        (REFUSED, [HERE], HERE),
        (TOO_LATE, [HERE], HERE),
        (AWAY, [], AWAY),
        (AWAY, [REFUSED], AWAY),
        (AWAY, [TOO_LATE], AWAY),
        (AWAY, [Seen(minutes_late=20)], Seen(minutes_late=20)),
        # What was attended stays, also where more of it was missed than at the other event.
        (Seen(minutes_early=30), [HERE], Seen(minutes_early=30)),
        # Made up twice.
        (AWAY, [AWAY, HERE], HERE),
        (AWAY, [Seen(minutes_early=16), Seen(minutes_late=15)], Seen(minutes_late=15)),
        (AWAY, [Seen(minutes_late=15), Seen(minutes_early=16)], Seen(minutes_late=15)),
    ],
)
def test_the_mark_that_counts(own, made_up, expected):
    assert counting({1: own}, [(1, seen) for seen in made_up], late_limit=20) == {1: expected}


def test_a_session_without_a_mark_is_not_made_up():
    assert counting({1: AWAY}, [(2, HERE)], late_limit=20) == {1: AWAY}
