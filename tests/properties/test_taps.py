"""Whatever the order in which taps arrive, and however often: what stands is what was tapped last."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Attendance
from bookings.registers.marks import NO_MARK
from tests.cast import NOW, make_booking

marks = st.one_of(
    st.tuples(st.sampled_from(["present", "absent", "refused", NO_MARK]), st.just(0)),
    st.tuples(st.just("present"), st.sampled_from([5, 20, 21])),
)
# Minutes at which they were tapped, each once; then the order in which they arrive, some of them twice.
taps = st.dictionaries(st.integers(0, 50), marks, min_size=1, max_size=6).flatmap(
    lambda made: st.tuples(
        st.just(made), st.lists(st.sampled_from(sorted(made)), max_size=4), st.permutations(sorted(made))
    )
)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(taps)
def test_the_last_tap_stands(past_event, nurse, officer, story):
    made, again, order = story
    session = past_event.sessions.get()
    with transaction.atomic():
        booking = make_booking(past_event, nurse)
        for number, minute in enumerate([*order, *again]):
            mark, late = made[minute]
            who = {"by": officer, "at": NOW + timedelta(minutes=minute), "key": UUID(int=minute + 1)}
            now = NOW + timedelta(minutes=60, seconds=number)
            registers.mark(booking, session, mark, minutes_late=late, **who, now=now)
        mark, late = made[max(made)]
        there = Attendance.objects.filter(booking=booking).first()
        assert (there.mark, there.minutes_late) == (mark, late) if mark else there is None
        told = TrailEntry.objects.filter(subject_code=booking.code, key__isnull=False)
        assert told.count() <= len(made)
        transaction.set_rollback(True)
