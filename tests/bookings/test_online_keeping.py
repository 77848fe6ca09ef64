"""An attendance file until it is marked: kept, read in another way, discarded, and forgotten in time."""

from datetime import timedelta

import pytest

from bookings.registers import online
from bookings.registers.online import apply
from config.due import jobs
from lib.errors import Refused, TooLate
from tests.bookings.online_scene import WHOLE, mark_all
from tests.cast import NOW, make_booking, make_event


def test_a_file_is_read_for_another_session_or_in_another_order(course, trainer, tariff, nurse, keep):
    event = make_event(course, starts_at=NOW - timedelta(days=10), days=2, trainers=[trainer])
    booking, (first, second) = make_booking(event, nurse), event.sessions.all()
    file = keep(("Nadia Nurse", (24 * 60, 24 * 60 + 420)), session=first)
    online.change(file, session=second, order="month", by=trainer, now=NOW)
    mark_all(file, trainer)
    assert booking.attendances.get().session == second
    with pytest.raises(TooLate, match="meanwhile"):
        online.change(file, session=first, order="month", by=trainer, now=NOW)


def test_an_order_that_makes_no_days_is_refused(keep, nadia, session, trainer):
    with pytest.raises(Refused, match="In that order some lines are no day"):
        online.change(keep(("Nadia Nurse", WHOLE)), session=session, order="day", by=trainer, now=NOW)


def test_a_discarded_file_names_nobody_and_is_not_marked(keep, nadia, trainer):
    file = keep(("Nadia Nurse", WHOLE))
    online.discard(file, by=trainer, now=NOW)
    assert (file.state, file.rows, file.links) == ("discarded", [], {})
    for deed in (online.discard, lambda file, **who: apply(file, take=[], answers={}, **who)):
        with pytest.raises(TooLate, match="meanwhile"):
            deed(file, by=trainer, now=NOW)


def test_files_are_forgotten_thirty_days_after_the_event(keep, nadia, online_event):
    file = keep(("Nadia Nurse", WHOLE))
    forget = dict(jobs())["attendance files to forget"]
    assert file.forget_at == online_event.ends_at + timedelta(days=30)
    assert forget(file.forget_at - timedelta(seconds=1)) == 0
    assert (forget(file.forget_at), forget(file.forget_at + timedelta(days=1))) == (1, 0)


def test_a_file_handed_in_late_is_kept_for_a_week(keep, nadia):
    later = NOW + timedelta(days=60)
    assert keep(("Nadia Nurse", WHOLE), now=later).forget_at == later + timedelta(days=7)
