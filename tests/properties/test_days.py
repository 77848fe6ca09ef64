"""Days that come round, and deadlines after a move, for whatever days and hours."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bookings.models import Tariff
from bookings.prices import deadline_after_move
from lib.dates import is_working_day, local, local_day, months_after
from lib.recurrence import every_weeks, monthly

days = st.dates(date(2024, 1, 1), date(2035, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))


@given(days, st.integers(1, 24))
def test_monthly_days_keep_their_weekday_one_in_each_month(first, count):
    found = monthly(first, count)
    assert found[0] == first
    assert {each.weekday() for each in found} == {first.weekday()}
    assert [(d.year, d.month) for d in found] == [
        (m.year, m.month) for m in (months_after(first.replace(day=1), n) for n in range(count))
    ]


@given(days, st.integers(1, 24))
def test_monthly_days_keep_their_place_in_the_month_and_a_fifth_is_the_last(first, count):
    place = (first.day - 1) // 7
    for each in monthly(first, count):
        is_last = (each + timedelta(days=7)).month != each.month
        assert is_last if place == 4 else (each.day - 1) // 7 == place


@given(days, st.integers(1, 4), st.integers(2, 60))
def test_weekly_days_are_so_many_weeks_apart(first, weeks, count):
    found = every_weeks(first, weeks, count)
    assert len(found) == count
    assert found[0] == first
    assert {(b - a).days for a, b in pairwise(found)} == {7 * weeks}


@given(
    moments,
    st.integers(1, 200 * 24),
    st.integers(0, 30),
    st.integers(0, 20),
    st.sampled_from(["working", "calendar"]),
)
def test_after_a_move_there_is_always_enough_time_to_leave(now, hours, days, notice, unit):
    tariff = Tariff(notice=notice, notice_unit=unit)
    start = now + timedelta(hours=hours)
    deadline = deadline_after_move(tariff, starts_at=start, now=now, days=days)
    assert now <= deadline <= start
    assert deadline >= min(tariff.cancel_by(start), start)
    if deadline < start:
        between = [
            local_day(now) + timedelta(days=n + 1) for n in range((local_day(deadline) - local_day(now)).days)
        ]
        assert sum(is_working_day(each) for each in between) >= days
        assert local(deadline).time() in (local(now).time(), local(start).time())
