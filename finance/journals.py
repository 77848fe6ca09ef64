from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from accounts import trail
from accounts.models import Agency, Board, Person
from bookings.models import Charge
from finance import collecting, ledger
from finance.collecting import Group
from finance.models import Account, ChargeLine, CreditLine, Journal, NumberSeries
from lib.dates import local_day
from lib.errors import Refused
from lib.tables import Table

JOURNAL = Agency.Settlement.JOURNAL
NO_INCOME_CODE = "The Board’s income code, which a journal credits, is missing in the settings."


@dataclass(frozen=True)
class Side:
    """One row of the file: a debit or a credit of one charge."""

    line: ChargeLine | CreditLine
    account: str
    debit: Decimal | None
    credit: Decimal | None


def preview(up_to: date, by: Person | None = None) -> list[Group]:
    """What a journal up to this day (inclusive) would move: one group per department, ready or with what is missing."""
    return collecting.grouped(collecting.waiting(JOURNAL, up_to=up_to), missing, by=by)


def missing(agency: Agency) -> list[str]:
    return [] if agency.cost_centre else ["The cost centre is missing."]


@transaction.atomic
def issue_journal(*, up_to: date, by: Person, now: datetime, expected: str | None = None) -> Journal:
    """Moves all confirmed charges up to a day (inclusive) of departments that are ready into one journal, and settles them at once.

    `expected` is the fingerprint of what was looked at. Raises Refused when the Board has no income code or `by` confirmed one
    of the charges, TooLate when there is nothing left or the charges are no longer those looked at.
    """
    income_code = Board.current().income_code
    if not income_code:
        raise Refused(NO_INCOME_CODE)
    charges = _ready(up_to)
    nothing = "There is nothing left for a journal. Somebody may have just done it."
    collecting.check(charges, by=by, expected=expected, nothing=nothing)
    collecting.claim(charges, by=by, now=now)
    journal = Journal.objects.create(
        number=NumberSeries.take(NumberSeries.Name.JOURNAL),
        income_code=income_code,
        issued_at=now,
        issued_on=local_day(now),
        issued_by=by,
        count=len(charges),
        total=collecting.total_of(charges),
    )
    lines = [collecting.line(charge, place, journal=journal) for place, charge in enumerate(charges, 1)]
    ChargeLine.objects.bulk_create(lines)
    _post(journal, lines, by=by, now=now)
    collecting.settle(charges, by=by, now=now)
    trail.record(by, "journal.issued", journal, {"number": [None, journal.number]}, now=now)
    return journal


def _ready(up_to: date) -> list[Charge]:
    waiting = collecting.waiting(JOURNAL, up_to=up_to).exclude(agency__cost_centre="")
    return list(waiting.select_for_update(of=("self",)))


def _post(journal: Journal, lines: list[ChargeLine], *, by: Person, now: datetime) -> None:
    for agency, of_agency in groupby(lines, lambda line: line.agency):
        for year, amount in collecting.by_year(of_agency).items():
            ledger.post(
                Account.RECHARGE,
                Account.INCOME,
                amount,
                cause=journal,
                agency=agency,
                on=journal.issued_on,
                year=year,
                narrative=f"Journal {journal.reference}, {agency}",
                by=by,
                now=now,
            )


def sides(journal: Journal) -> Iterator[Side]:
    """Both sides of every line: the department's cost centre is debited, the Board's income code credited. A reversal swaps them."""
    for line in lines_of(journal):
        cost_centre, income = (line.cost_centre, journal.income_code)
        debited, credited = (income, cost_centre) if journal.is_reversal else (cost_centre, income)
        yield Side(line, debited, line.amount, None)
        yield Side(line, credited, None, line.amount)


def lines_of(journal: Journal) -> QuerySet:
    """What a journal moves: the charges it recharges, or, when it reverses another, the credits of that one's charges."""
    return journal.credit_lines.select_related("line") if journal.is_reversal else journal.lines.all()


def table(journal: Journal) -> Table:
    """The journal as a file: two rows per charge, and a last row with the count of charges and the control total of each side."""
    columns = ["Journal", "Date", "Line", "Account", "Department", "Debit", "Credit", "Narrative"]
    rows = [
        [
            journal.reference,
            journal.issued_on,
            side.line.position,
            side.account,
            side.line.agency_name,
            side.debit,
            side.credit,
            side.line.narrative,
        ]
        for side in sides(journal)
    ]
    total = [
        journal.reference,
        journal.issued_on,
        journal.count,
        "",
        "",
        journal.total,
        journal.total,
        "Control total",
    ]
    return Table(f"Journal {journal.reference}", columns, rows, total=total)
