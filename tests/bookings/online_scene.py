"""An online event that was held, and what its meeting noted: for tests of its attendance file."""

from datetime import timedelta

import pytest

from bookings.models import Attendance
from bookings.registers import online
from bookings.registers.online import Answer, apply, propose, read
from tests.bookings import online_files as files
from tests.bookings.online_files import minutes_of
from tests.cast import NOW, make_booking, make_event

LEAVE = Answer()
WHOLE = (0, 420)


@pytest.fixture
def online_event(course, trainer, tariff):
    return make_event(course, starts_at=NOW - timedelta(days=10), trainers=[trainer])


@pytest.fixture
def session(online_event):
    return online_event.sessions.get()


@pytest.fixture
def nadia(online_event, nurse):
    return make_booking(online_event, nurse)


@pytest.fixture
def samir(online_event, social_worker):
    return make_booking(online_event, social_worker)


@pytest.fixture
def keep(session, trainer):
    """keep(("Nadia Nurse", (0, 420)), …): a file of Teams with these names and minutes, as it is kept."""

    def do(*people, session=session, by=trainer, now=NOW, make=files.teams, **how):
        rows = [
            (name, email, minutes_of(session, *spans)) for name, email, *spans in map(_with_email, people)
        ]
        found = read(make(rows, **how))
        return online.keep(found, session=session, file_name="report.csv", by=by, now=now)

    return do


def _with_email(one):
    name, *rest = one
    return (name, *rest) if isinstance(rest[0], str) else (name, "", *rest)


def mark_all(file, by, *, take=None, answers=None, **further):
    ticked = propose(file).ticked if take is None else take
    return apply(file, take=ticked, answers=answers or {}, by=by, now=NOW, **further)


def seen(booking):
    mark = Attendance.objects.filter(booking=booking).first()
    return (mark.mark, mark.minutes_late, mark.minutes_early, mark.how) if mark else None
