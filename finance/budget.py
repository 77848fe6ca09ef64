from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from accounts import trail
from accounts.models import Agency, Board, Person
from finance import ledger
from finance.models import Account, BudgetLine
from finance.years import financial_year
from lib.codes import new_code
from lib.dates import FinancialYear, local_day
from lib.errors import Refused, TooLate
from lib.money import money, pounds

Kind = BudgetLine.Kind
ACCOUNTS = {
    Kind.CONTRIBUTION: (Account.BANK, Account.CONTRIBUTIONS),
    Kind.BROUGHT_FORWARD: (Account.BANK, Account.RESERVES),
    Kind.EXPENDITURE: (Account.EXPENDITURE, Account.BANK),
}
"""What each kind of line debits and credits."""


@transaction.atomic
def record_line(
    kind: str,
    year: FinancialYear | int,
    amount: Decimal,
    *,
    by: Person,
    now: datetime,
    agency: Agency | None = None,
    heading: str = "",
    code: str | None = None,
) -> BudgetLine:
    """Records a contribution (of an agency), an amount brought forward or an expenditure (under a heading), in pounds.

    Raises Refused when the partner, the heading or an amount is missing or the very same line stands, TooLate when the
    `code` that the form brought came before.
    """
    _wait_for_others()
    if reasons := reasons_not_to_record(kind, year, amount, agency=agency, heading=heading, code=code):
        raise Refused(reasons)
    partner = agency if kind == Kind.CONTRIBUTION else None
    line = _once(
        "This line has already been recorded.",
        code=code or new_code(),
        year=financial_year(year).first,
        kind=kind,
        agency=partner,
        agency_name=partner.name if partner else "",
        heading=heading.strip(),
        amount=money(amount),
        recorded_by=by,
        recorded_at=now,
    )
    _post(line, by=by, now=now)
    trail.record(by, "budget.recorded", line, {"amount": [None, line.amount]}, now=now)
    return line


def _wait_for_others() -> None:
    """Whoever records the same line at the same moment waits here, and then sees the first."""
    list(Board.objects.select_for_update().values_list("pk"))


def reasons_not_to_record(
    kind: str,
    year: FinancialYear | int,
    amount: Decimal,
    *,
    agency: Agency | None,
    heading: str,
    code: str | None,
) -> list[str]:
    reasons = []
    if money(amount) <= 0:
        reasons.append("The amount must be more than £0.00.")
    if kind == Kind.CONTRIBUTION and agency is None:
        reasons.append("Choose the partner who contributes.")
    if kind == Kind.EXPENDITURE and not heading.strip():
        reasons.append("Enter the heading of the expenditure.")
    return reasons or reasons_recorded_before(kind, year, amount, agency=agency, heading=heading, code=code)


def reasons_recorded_before(
    kind: str,
    year: FinancialYear | int,
    amount: Decimal,
    *,
    agency: Agency | None,
    heading: str,
    code: str | None = None,
) -> list[str]:
    """A line that two people, or two tabs, record looks the same in everything; one that was taken back does not count."""
    alike = {
        "kind": kind,
        "year": financial_year(year).first,
        "amount": money(amount),
        "heading": heading.strip(),
    }
    alike["agency"] = agency if kind == Kind.CONTRIBUTION else None
    standing = BudgetLine.objects.filter(reverses=None, reversal=None, **alike)
    if not standing.exclude(code=code or "").exists():
        return []
    return [
        f"{pounds(amount)} for the same thing is recorded already in {financial_year(year)}. "
        "If it is another amount, give it a heading that tells the two apart."
    ]


@transaction.atomic
def reverse_line(line: BudgetLine, *, reason: str, by: Person, now: datetime) -> BudgetLine:
    """Takes a line back by a second one that says why; both stay. Raises Refused for a reversal or without a reason,
    TooLate when the line has been reversed before."""
    if line.reverses_id:
        raise Refused("This line is a reversal itself. Record the right line anew.")
    if not reason.strip():
        raise Refused("Say why the line is taken back.")
    reversal = _once(
        "This line has already been taken back.",
        year=line.year,
        kind=line.kind,
        agency=line.agency,
        agency_name=line.agency_name,
        heading=line.heading,
        amount=line.amount,
        reverses=line,
        reason=reason.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    _post(reversal, by=by, now=now)
    trail.record(by, "budget.reversed", line, {"reversed_by": [None, reversal.code]}, now=now)
    return reversal


def _once(too_late: str, **facts) -> BudgetLine:
    """A new line. The database, not a look beforehand, keeps the second of two simultaneous writers out: TooLate."""
    try:
        with transaction.atomic():
            return BudgetLine.objects.create(**facts)
    except IntegrityError as twice:
        raise TooLate(too_late) from twice


def _post(line: BudgetLine, *, by: Person, now: datetime) -> None:
    debit, credit = ACCOUNTS[Kind(line.kind)]
    if line.reverses_id:
        debit, credit = credit, debit
    words = (
        f"{line.get_kind_display()}: {line.label}" if line.label != line.get_kind_display() else line.label
    )
    ledger.post(
        debit,
        credit,
        line.amount,
        cause=line,
        agency=line.agency,
        on=_day_in(line.financial_year, local_day(now)),
        year=line.financial_year,
        narrative=f"Taken back: {words}" if line.reverses_id else words,
        by=by,
        now=now,
    )


def _day_in(year: FinancialYear, today: date) -> date:
    """Today, or the nearest day of the year when it is recorded before or after it."""
    return min(max(today, year.starts_on), year.ends_on)
