"""Two people at one register in the same moment: one after the other, and what follows fits what was marked."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import TrailEntry
from bookings import registers
from bookings.invariants import breaches
from bookings.models import Attendance, Booking, Charge
from bookings.models.charge import UNDONE
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_booking
from training.models import Event

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 4


def at_once(*deeds):
    """What became of each of them, in their order: “done”, “too late”, “refused”, or another error in words."""
    start, answers = threading.Barrier(len(deeds)), [""] * len(deeds)

    def run(number, deed):
        start.wait()
        try:
            deed()
            answers[number] = "done"
        except TooLate:
            answers[number] = "too late"
        except Refused:
            answers[number] = "refused"
        except Exception as error:
            answers[number] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def absent(past_event, teacher, trainer, now):
    """Tom, marked as absent; the register is open."""
    booking = make_booking(past_event, teacher)
    registers.mark(booking, past_event.sessions.get(), "absent", by=trainer, now=now)
    return booking


@pytest.fixture
def closed(absent, trainer, now):
    registers.close(absent.event, by=trainer, now=now)
    return absent


def later(number):
    return NOW + timedelta(minutes=number + 1)


def reopen(event, by, now):
    registers.reopen(Event.objects.get(pk=event.pk), reason="Wrong list", by=by, now=now)


def close(event, by, now):
    registers.close(Event.objects.get(pk=event.pk), by=by, now=now)


def assert_fits(booking):
    """The outcome and the one charge are those of the mark."""
    there = Booking.objects.get(pk=booking.pk)
    came = Attendance.objects.get(booking=booking).mark == "present"
    assert there.outcome == ("attended" if came else "no_show")
    assert Charge.objects.exclude(state__in=UNDONE).count() == (0 if came else 1)
    assert not list(breaches())


def test_of_two_who_reopen_at_once_one_is_too_late(closed, officer, second_officer):
    event, now = closed.event, later(0)
    deeds = [lambda by=by: reopen(event, by, now) for by in (officer, second_officer)]
    assert sorted(at_once(*deeds)) == ["done", "too late"]
    assert TrailEntry.objects.filter(deed="register.reopened").count() == 1
    assert Charge.objects.get().state == "proposed"


def test_one_corrects_while_another_reopens_and_closes(closed, officer, second_officer):
    event, session = closed.event, closed.event.sessions.get()

    def correct(mark, now):
        registers.correct(closed, session, mark, reason="Wrong row", by=officer, now=now)

    def open_and_close(now):
        reopen(event, second_officer, now)
        close(event, second_officer, now)

    for number in range(ROUNDS):
        mark, now = ["present", "absent"][number % 2], later(number)
        corrected, other = at_once(lambda m=mark, n=now: correct(m, n), lambda n=now: open_and_close(n))
        # Refused where the correction before came too late: the register says so already.
        assert corrected in ("done", "too late", "refused")
        assert other == "done"
        assert_fits(closed)


def test_two_correct_the_same_person_at_once(closed, officer, second_officer):
    session = closed.event.sessions.get()

    def correct(by, mark, now):
        registers.correct(closed, session, mark, reason="Wrong row", by=by, now=now)

    for number in range(ROUNDS):
        now = later(number)
        marks = [(officer, "present"), (second_officer, "absent")]
        answers = at_once(*[lambda b=by, m=mark, n=now: correct(b, m, n) for by, mark in marks])
        # Whoever is first with what the register says already is refused.
        assert "done" in answers
        assert set(answers) <= {"done", "refused"}
        assert_fits(closed)


def test_the_trainer_taps_while_the_officer_closes(absent, trainer, officer):
    event, session = absent.event, absent.event.sessions.get()
    for number in range(ROUNDS):
        mark, now = ["present", "absent"][number % 2], later(number)
        tapped, shut = at_once(
            lambda m=mark, n=now: registers.mark(absent, session, m, by=trainer, now=n),
            lambda n=now: close(event, officer, n),
        )
        assert tapped in ("done", "too late")
        assert shut == "done"
        assert_fits(absent)
        reopen(event, officer, now)
