"""What the marks of one event's register come to: the same reckoning for the forecast and for closing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from accounts.models import Board
from bookings.models import Attendance, Booking, MakeUp
from bookings.models.booking import BookingQuerySet, Outcome
from bookings.registers.make_up_rules import counting
from bookings.registers.outcomes import days_missed, earns_certificate, outcome
from lib.dates import local_day
from lib.money import NOTHING
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

    @property
    def charge(self) -> Decimal:
        """Pounds that closing will propose; walk-ins are never charged."""
        if self.booking.is_walk_in:
            return NOTHING
        return self.booking.no_show_amount * len(self.days_missed)


@dataclass(frozen=True)
class AgencyCharge:
    agency_name: str
    people: int
    amount: Decimal


@dataclass(frozen=True)
class Forecast:
    """What closing the register will do. People not marked everywhere are counted nowhere else."""

    attended: int
    partly: int
    no_shows: int
    walk_ins: int
    certificates: int
    charges: list[AgencyCharge]
    unmarked: list[Result]
    seen: str
    """What the page shows, shortened: it differs when a mark changes that an outcome hangs on."""

    @property
    def total(self) -> Decimal:
        return sum((charge.amount for charge in self.charges), NOTHING)

    @property
    def people_charged(self) -> int:
        return sum(charge.people for charge in self.charges)

    @property
    def is_complete(self) -> bool:
        return not self.unmarked


def results(event: Event) -> list[Result]:
    """One result for each person on the register, by name; five queries however many they are."""
    return results_of(event, event.bookings.on_the_register())


def results_of(event: Event, bookings: BookingQuerySet) -> list[Result]:
    """The same for some of those on the register."""
    board = Board.current()
    sessions = list(event.sessions.all())
    people = bookings.select_related("person", "agency", "employment")
    marks = Prefetch("attendances", Attendance.objects.all(), to_attr="marks")
    made_up = Prefetch("make_ups", MakeUp.objects.marked(), to_attr="made_up")
    in_order = people.order_by("person__last_name", "person__first_name", "pk").prefetch_related(
        marks, made_up
    )
    return [_result(booking, sessions, board) for booking in in_order]


def _result(booking: Booking, sessions: list[Session], board: Board) -> Result:
    seen = {mark.session_id: mark for mark in booking.marks}  # type: ignore[attr-defined]  # prefetched
    days = [(local_day(session.starts_at), seen[session.pk]) for session in sessions if session.pk in seen]
    late = board.late_limit_minutes
    made_up = [(each.session_id, each) for each in booking.made_up]  # type: ignore[attr-defined]  # prefetched
    marks = counting(seen, made_up, late_limit=late).values()
    return Result(
        booking=booking,
        unmarked=[session for session in sessions if session.pk not in seen],
        outcome=outcome(marks, late_limit=late),
        earns_certificate=earns_certificate(marks, late_limit=late, early_limit=board.early_limit_minutes),
        days_missed=days_missed(days, late_limit=late),
    )


def forecast(event: Event) -> Forecast:
    """What closing this register will do, from the marks there are now."""
    everybody = results(event)
    marked = [result for result in everybody if not result.unmarked]
    counts = {answer: sum(result.outcome == answer for result in marked) for answer in Outcome}
    return Forecast(
        attended=counts[Outcome.ATTENDED],
        partly=counts[Outcome.PARTLY],
        no_shows=counts[Outcome.NO_SHOW],
        walk_ins=sum(result.booking.is_walk_in for result in everybody),
        certificates=sum(result.earns_certificate for result in marked),
        charges=_by_agency(marked),
        unmarked=[result for result in everybody if result.unmarked],
        seen=seen_of(everybody),
    )


def seen_of(everybody: Iterable[Result]) -> str:
    return fingerprint(
        [(r.booking.code, len(r.unmarked), r.outcome, r.earns_certificate, r.days_missed) for r in everybody]
    )


def _by_agency(marked: Iterable[Result]) -> list[AgencyCharge]:
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for result in marked:
        if result.charge > NOTHING:
            amounts[result.booking.agency_name].append(result.charge)
    return [AgencyCharge(name, len(each), sum(each, NOTHING)) for name, each in sorted(amounts.items())]
