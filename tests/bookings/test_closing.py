"""Closing a register: outcomes, certificates, charges, all or nothing, once."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import TrailEntry
from bookings import registers
from bookings.models import Charge
from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import make_booking, make_event, make_person


@pytest.fixture
def marked(past_event, nurse, teacher, trainer, now):
    """Nadia came, Tom did not."""
    session = past_event.sessions.get()
    registers.mark(make_booking(past_event, nurse), session, "present", by=trainer, now=now)
    registers.mark(make_booking(past_event, teacher), session, "absent", by=trainer, now=now)
    return past_event


def outcomes(event):
    return dict(event.bookings.values_list("person__first_name", "outcome"))


def test_closing_makes_outcomes_final(marked, trainer, now):
    registers.close(marked, by=trainer, now=now)
    assert marked.register_closed_at == now
    assert outcomes(marked) == {"Nadia": "attended", "Tom": "no_show"}
    assert list(
        marked.bookings.filter(earns_certificate=True).values_list("person__first_name", flat=True)
    ) == ["Nadia"]


def test_closing_proposes_a_charge_for_each_no_show(marked, teacher, school, trainer, now):
    registers.close(marked, by=trainer, now=now)
    charge = Charge.objects.get()
    assert (charge.booking.person, charge.agency, charge.amount) == (teacher, school, Decimal("50.00"))
    assert (charge.state, charge.kind, charge.day) == ("proposed", "no_show", marked.starts_at.date())


def test_those_charged_are_told_once_each(marked, teacher, trainer, now):
    registers.close(marked, by=trainer, now=now)
    told = Message.objects.filter(kind="bookings.charge_proposed")
    assert sorted(told.values_list("to", flat=True)) == ["mary.manager@example.org", teacher.email]


def test_the_limit_of_lateness_has_two_sides(past_event, nurse, teacher, trainer, now):
    session = past_event.sessions.get()
    for person, minutes in [(nurse, 20), (teacher, 21)]:
        booking = make_booking(past_event, person)
        registers.mark(booking, session, "present", minutes_late=minutes, by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    assert outcomes(past_event) == {"Nadia": "attended", "Tom": "no_show"}


def test_each_day_missed_is_charged(course, room, tariff, trainer, nurse, now):
    event = make_event(course, room, starts_at=now - timedelta(days=10), days=3, trainers=[trainer])
    booking = make_booking(event, nurse)
    for session, mark in zip(event.sessions.all(), ["present", "absent", "absent"], strict=True):
        registers.mark(booking, session, mark, by=trainer, now=now)
    registers.close(event, by=trainer, now=now)
    assert outcomes(event) == {"Nadia": "partly"}
    days = [session.starts_at.date() for session in event.sessions.all()]
    assert list(Charge.objects.values_list("day", flat=True)) == days[1:]
    assert Message.objects.filter(kind="bookings.charge_proposed", person=nurse).count() == 1


def test_nothing_is_charged_where_the_amount_is_nothing(past_event, nurse, trainer, now):
    booking = make_booking(past_event, nurse, no_show_amount=0)
    registers.mark(booking, past_event.sessions.get(), "absent", by=trainer, now=now)
    registers.close(past_event, by=trainer, now=now)
    assert not Charge.objects.exists()


def test_a_register_with_somebody_unmarked_stays_open(marked, stranger, trainer, now):
    make_booking(marked, stranger)
    with pytest.raises(Refused, match="1 person is not marked"):
        registers.close(marked, by=trainer, now=now)
    marked.refresh_from_db()
    assert not marked.is_closed
    assert outcomes(marked) == {"Nadia": "", "Tom": "", "Stella": ""}
    assert not Charge.objects.exists()


def test_a_register_closes_once_its_last_session_has_begun(event, officer):
    last = event.sessions.get().starts_at
    with pytest.raises(Refused, match="once the last session has begun, on Wednesday 1 July 2026 at 9:30am"):
        registers.close(event, by=officer, now=last - timedelta(seconds=1))
    registers.close(event, by=officer, now=last)
    assert event.is_closed


def test_a_second_close_comes_too_late(marked, trainer, officer, now):
    registers.close(marked, by=trainer, now=now)
    with pytest.raises(TooLate, match="closed"):
        registers.close(marked, by=officer, now=now)
    assert Charge.objects.count() == 1


def test_only_its_own_trainers_and_officers_close(marked, stranger, now):
    with pytest.raises(Refused, match="Only the trainers"):
        registers.close(marked, by=stranger, now=now)


def test_the_forecast_says_what_closing_does(marked, stranger, trainer, now):
    make_booking(marked, stranger)
    told = registers.forecast(marked)
    assert (told.attended, told.partly, told.no_shows, told.walk_ins) == (1, 0, 1, 0)
    assert [(c.agency_name, c.people, c.amount) for c in told.charges] == [
        ("Oak Primary School", 1, Decimal("50.00"))
    ]
    assert [result.booking.person for result in told.unmarked] == [stranger]
    assert (told.total, told.is_complete) == (Decimal("50.00"), False)


def test_the_trail_says_who_closed(marked, trainer, now):
    registers.close(marked, by=trainer, now=now)
    closed = TrailEntry.objects.get(deed="register.closed")
    assert (closed.by, closed.subject_code) == (trainer, marked.code)


def test_closing_takes_as_many_queries_for_many_as_for_few(past_event, trust, trainer, now, course, room):
    other = make_event(course, room, starts_at=now - timedelta(days=9), trainers=[trainer], capacity=60)

    def close_with(event, people):
        for number in range(people):
            person = make_person(f"Pat{number}", f"Of{event.pk}", trust)
            registers.mark(make_booking(event, person), event.sessions.get(), "present", by=trainer, now=now)
        with CaptureQueriesContext(connection) as queries:
            registers.close(event, by=trainer, now=now)
        return len(queries)

    trainer.is_a("officer")  # the roles are loaded once
    assert close_with(past_event, 1) == close_with(other, 30)


def test_closing_again_takes_as_many_queries_for_many_as_for_few(
    past_event, trust, officer, now, course, room
):
    other = make_event(course, room, starts_at=now - timedelta(days=9), capacity=60)

    def close_again_with(event, people):
        for number in range(people):
            booking = make_booking(event, make_person(f"Pat{number}", f"Of{event.pk}", trust))
            registers.mark(booking, event.sessions.get(), "absent", by=officer, now=now)
        registers.close(event, by=officer, now=now)
        with CaptureQueriesContext(connection) as queries:
            registers.reopen(event, reason="Wrong list", by=officer, now=now)
            registers.close(event, by=officer, now=now)
        return len(queries)

    assert close_again_with(past_event, 1) == close_again_with(other, 30)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_is_too_late(marked, trainer, officer, now):
    start, answers = threading.Barrier(2), []

    def close(by):
        start.wait()
        try:
            registers.close(marked.__class__.objects.get(pk=marked.pk), by=by, now=now)
            answers.append("closed")
        except TooLate:
            answers.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=[by]) for by in (trainer, officer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["closed", "too late"]
    assert Charge.objects.count() == 1
