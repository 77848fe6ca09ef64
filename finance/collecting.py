"""What invoices and journals have in common: confirmed charges are gathered by agency, looked at, and claimed once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import groupby

from accounts import trail
from accounts.models import Agency, Person, TrailEntry
from bookings.models import Charge
from bookings.models.charge import ChargeQuerySet, ChargeState
from finance.models import ChargeLine, Invoice
from lib.dates import FinancialYear
from lib.errors import Refused, TooLate
from lib.money import NOTHING

LIST_CHANGED = (
    "The list of charges changed while you were looking at it. Nothing was issued for it: look again."
)


@dataclass(frozen=True)
class Group:
    """The confirmed charges of one agency, as a preview shows them."""

    agency: Agency
    charges: list[Charge]
    missing: list[str]
    own: int
    """How many of them the looker confirmed, and so may not collect."""

    @property
    def count(self) -> int:
        return len(self.charges)

    @property
    def total(self) -> Decimal:
        return total_of(self.charges)

    @property
    def is_ready(self) -> bool:
        return not self.missing and not self.own

    @property
    def fingerprint(self) -> str:
        """Tells whether the charges are still those that were looked at."""
        return fingerprint_of(self.charges)


def total_of(rows: Iterable) -> Decimal:
    return sum((row.amount for row in rows), NOTHING)


def fingerprint_of(charges: Iterable[Charge]) -> str:
    facts = sorted(f"{charge.code} {charge.amount:.2f}" for charge in charges)
    return sha256("\n".join(facts).encode()).hexdigest()[:20]


def fingerprint(groups: Iterable[Group]) -> str:
    """One mark for everything that a batch would issue."""
    return fingerprint_of(charge for group in groups if group.is_ready for charge in group.charges)


def waiting(settlement: str, *, up_to: date) -> ChargeQuerySet:
    """Confirmed charges up to a day of agencies that settle this way, with what a line prints."""
    ready = Charge.objects.ready_to_invoice().up_to(up_to).filter(agency__settles_by=settlement)
    return (
        ready.with_facts()
        .select_related("booking__tariff")
        .order_by("agency__name", "agency_id", "day", "pk")
    )


def grouped(charges: Iterable[Charge], missing, *, by: Person | None) -> list[Group]:
    """One group per agency. `missing(agency)` gives the sentences of what it lacks; `by` is the person who looks."""
    groups = []
    for agency, of_agency in groupby(charges, lambda charge: charge.agency):
        rows = list(of_agency)
        groups.append(Group(agency, rows, missing(agency), _confirmed_by(by, rows)))
    return groups


def _confirmed_by(person: Person | None, charges: list[Charge]) -> int:
    return sum(1 for charge in charges if person is not None and charge.decided_by_id == person.pk)


def check(charges: list[Charge], *, by: Person, expected: str | None, nothing: str) -> None:
    """Raises Refused when these charges may not be collected by this person, TooLate when they are not those looked at."""
    if not charges:
        raise TooLate(nothing)
    if expected is not None and fingerprint_of(charges) != expected:
        raise TooLate(LIST_CHANGED)
    if own := _confirmed_by(by, charges):
        many = "1 of these charges" if own == 1 else f"{own} of these charges"
        raise Refused(
            f"You confirmed {many} yourself, so somebody else must collect {'it' if own == 1 else 'them'}."
        )


def move(charges: list[Charge], before: str, after: str, *, by: Person | None, now: datetime) -> None:
    """Takes exactly these charges from one state to the next, with their trail; TooLate when somebody was faster."""
    keys = [charge.pk for charge in charges]
    if Charge.objects.filter(pk__in=keys, state=before).update(state=after) != len(keys):
        raise TooLate(LIST_CHANGED)
    change = {"state": [before, after]}
    entries = [trail.entry(by, f"charge.{after}", charge, change, now=now) for charge in charges]
    TrailEntry.objects.bulk_create(entries)


def claim(charges: list[Charge], *, by: Person, now: datetime) -> None:
    move(charges, ChargeState.CONFIRMED, ChargeState.INVOICED, by=by, now=now)


def unsettled(invoice: Invoice) -> list[Charge]:
    """The charges of an invoice that are still asked for: what was credited, or settled, is not."""
    return list(Charge.objects.filter(line__invoice=invoice, state=ChargeState.INVOICED))


def settle(charges: list[Charge], *, by: Person | None, now: datetime) -> None:
    move(charges, ChargeState.INVOICED, ChargeState.SETTLED, by=by, now=now)


def line(charge: Charge, position: int, **place) -> ChargeLine:
    """An unsaved line that freezes what a charge is for; `place` is its invoice or its journal."""
    booking = charge.booking
    return ChargeLine(
        charge=charge,
        position=position,
        agency=charge.agency,
        agency_name=charge.agency.name,
        cost_centre=charge.agency.cost_centre,
        person_name=booking.person.name,
        course=booking.event.course.title,
        kind=charge.kind,
        day=charge.day,
        amount=charge.amount,
        vat=booking.tariff.vat if booking.tariff else "outside",
        **place,
    )


def by_year(lines: Iterable) -> dict[FinancialYear, Decimal]:
    """Pounds per financial year of the days missed, oldest year first."""
    sums: dict[FinancialYear, Decimal] = {}
    for row in lines:
        sums[row.year] = sums.get(row.year, NOTHING) + row.amount
    return dict(sorted(sums.items()))
