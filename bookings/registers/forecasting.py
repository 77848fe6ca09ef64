"""What closing a register will do, shown before it is done: from the same results and the same plan."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bookings.models import Booking
from bookings.models.booking import Outcome
from bookings.registers.results import Result, results, seen_of
from bookings.registers.settling import Plan, charges_of, plan
from lib.dates import day
from lib.money import NOTHING
from training.models import Event


@dataclass(frozen=True)
class AgencyCharge:
    agency_name: str
    people: int
    amount: Decimal
    whom: list[str]
    """“Nadia Nurse, 1 June 2026”: one for each day."""


@dataclass(frozen=True)
class Forecast:
    """What closing the register will do. People not marked everywhere are counted nowhere else."""

    attended: int
    partly: int
    no_shows: int
    walk_ins: int
    certificates: int
    charges: list[AgencyCharge]
    change: Plan
    absent: list[int]
    """The keys of the people who did not come though they had a place."""
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
    def asked(self) -> int:
        """Who came is asked what they thought of it."""
        return self.attended + self.partly

    @property
    def is_complete(self) -> bool:
        return not self.unmarked


def forecast(event: Event) -> Forecast:
    """What closing this register will do, from the marks there are now."""
    everybody = results(event)
    marked = [result for result in everybody if not result.unmarked]
    counts = {answer: sum(result.outcome == answer for result in marked) for answer in Outcome}
    change = plan(marked, charges_of(marked))
    return Forecast(
        attended=counts[Outcome.ATTENDED],
        partly=counts[Outcome.PARTLY],
        no_shows=counts[Outcome.NO_SHOW],
        walk_ins=sum(result.booking.is_walk_in for result in everybody),
        certificates=sum(result.earns_certificate for result in marked),
        charges=_by_agency(change.new),
        change=change,
        absent=[
            result.booking.person_id
            for result in marked
            if result.outcome == Outcome.NO_SHOW and not result.booking.is_walk_in
        ],
        unmarked=[result for result in everybody if result.unmarked],
        seen=seen_of(everybody),
    )


def _by_agency(new: list[tuple[Booking, date]]) -> list[AgencyCharge]:
    charged: dict[str, list[tuple[Booking, date]]] = defaultdict(list)
    for booking, missed in new:
        charged[booking.agency_name].append((booking, missed))
    return [_of_agency(name, those) for name, those in sorted(charged.items())]


def _of_agency(name: str, those: list[tuple[Booking, date]]) -> AgencyCharge:
    return AgencyCharge(
        agency_name=name,
        people=len({booking.pk for booking, _ in those}),
        amount=sum((booking.no_show_amount for booking, _ in those), NOTHING),
        whom=[f"{booking.person}, {day(missed)}" for booking, missed in those],
    )
