"""What the marks of one event's register come to: the same reckoning for the forecast and for closing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch

from accounts.models import Board
from bookings.models import Attendance, Booking, MakeUp, Override
from bookings.models.booking import BookingQuerySet, Outcome
from bookings.registers.make_up_rules import counting
from bookings.registers.outcomes import days_missed, earns_certificate, outcome
from lib.dates import local_day
from lib.seen import fingerprint
from training.models import Event, Session


@dataclass(frozen=True)
class Result:
    """One person's row of the register. `unmarked` are the sessions without a mark; without them the rest is final."""

    booking: Booking
    unmarked: list[Session]
    outcome: Outcome
    earns_certificate: bool
    days_missed: list[date]
    """By the marks at the event that was booked: a day made up elsewhere was missed all the same. Walk-ins miss none."""


def results(event: Event) -> list[Result]:
    """One result for each person on the register, by name; five queries however many they are."""
    return results_of(event, event.bookings.on_the_register())


def results_of(event: Event, bookings: BookingQuerySet) -> list[Result]:
    """The same for some of those on the register."""
    board = Board.current()
    sessions = list(event.sessions.all())
    people = bookings.select_related("person", "agency", "employment", "override")
    marks = Prefetch("attendances", Attendance.objects.all(), to_attr="marks")
    made_up = Prefetch("make_ups", MakeUp.objects.marked(), to_attr="made_up")
    in_order = people.order_by("person__last_name", "person__first_name", "pk").prefetch_related(
        marks, made_up
    )
    return [result_of(booking, sessions, board) for booking in in_order]


def result_of(booking: Booking, sessions: list[Session], board: Board) -> Result:
    """The answers of the rule for a booking with its `marks` and what it `made_up` loaded, and of the officer where there is an override."""
    seen = {mark.session_id: mark for mark in booking.marks}  # type: ignore[attr-defined]  # prefetched
    days = [(local_day(session.starts_at), seen[session.pk]) for session in sessions if session.pk in seen]
    late = board.late_limit_minutes
    made_up = [(each.session_id, each) for each in booking.made_up]  # type: ignore[attr-defined]  # prefetched
    marks = counting(seen, made_up, late_limit=late).values()
    earned = earns_certificate(marks, late_limit=late, early_limit=board.early_limit_minutes)
    missed = [] if booking.is_walk_in else days_missed(days, late_limit=late)
    ruled = Result(
        booking=booking,
        unmarked=[session for session in sessions if session.pk not in seen],
        outcome=outcome(marks, late_limit=late),
        earns_certificate=earned,
        days_missed=missed,
    )
    override = getattr(booking, "override", None)
    return _decided(ruled, override, sessions) if override else ruled


def _decided(ruled: Result, override: Override, sessions: list[Session]) -> Result:
    """What an officer decided stands before the rule: who attended missed no day, who did not come missed all."""
    answer = Outcome(override.outcome) if override.outcome else ruled.outcome
    earns = override.earns_certificate
    if earns is None:
        earns = ruled.earns_certificate or override.outcome == Outcome.ATTENDED
    days = ruled.days_missed
    if override.outcome == Outcome.ATTENDED:
        days = []
    if override.outcome == Outcome.NO_SHOW and not ruled.booking.is_walk_in:
        days = sorted({local_day(session.starts_at) for session in sessions})
    return replace(
        ruled, outcome=answer, earns_certificate=earns and answer == Outcome.ATTENDED, days_missed=days
    )


def seen_of(everybody: Iterable[Result]) -> str:
    return fingerprint(
        [(r.booking.code, len(r.unmarked), r.outcome, r.earns_certificate, r.days_missed) for r in everybody]
    )
