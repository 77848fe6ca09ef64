"""The income statement of a financial year, and the proof that the ledger says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from bookings.models import Charge
from bookings.models.charge import ChargeState
from finance import ledger
from finance.models import Account, BudgetLine, ChargeLine, Invoice
from finance.payments import allocate
from finance.years import financial_year
from lib.dates import FinancialYear
from lib.money import NOTHING, share

Kind = BudgetLine.Kind


@dataclass(frozen=True)
class Contribution:
    """What one partner gives in the year, in pounds, and its share of all contributions in per cent."""

    agency: str
    sector: str
    amount: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class Heading:
    heading: str
    amount: Decimal


@dataclass(frozen=True)
class Charges:
    """Charges for days of the year, in pounds: raised less waived less credited less received is outstanding."""

    raised: Decimal
    waived: Decimal
    credited: Decimal
    received: Decimal
    to_decide: Decimal
    to_collect: Decimal
    count: int

    @property
    def outstanding(self) -> Decimal:
        return self.raised - self.waived - self.credited - self.received

    @property
    def unpaid(self) -> Decimal:
        """Invoiced and not yet paid."""
        return self.outstanding - self.to_decide - self.to_collect


@dataclass(frozen=True)
class Check:
    """One figure of the statement beside the same figure of the ledger."""

    label: str
    amount: Decimal
    ledger: Decimal

    @property
    def agrees(self) -> bool:
        return self.amount == self.ledger


@dataclass(frozen=True)
class IncomeStatement:
    """All figures in pounds."""

    year: FinancialYear
    contributions: list[Contribution]
    brought_forward: Decimal
    charges: Charges
    expenditure: list[Heading]
    book: dict[str, Decimal]
    """The ledger's balances of the year."""

    @property
    def contributions_total(self) -> Decimal:
        return sum((line.amount for line in self.contributions), NOTHING)

    @property
    def council_share(self) -> Decimal | None:
        """Per cent of the contributions that come from the council."""
        of_council = sum((line.amount for line in self.contributions if line.sector == "council"), NOTHING)
        return share(of_council, self.contributions_total)

    @property
    def expenditure_total(self) -> Decimal:
        return sum((line.amount for line in self.expenditure), NOTHING)

    @property
    def total_income_as_reported(self) -> Decimal:
        """Contributions and what was brought forward, as annual reports print it: the charges are not in it."""
        return self.contributions_total + self.brought_forward

    @property
    def total_income(self) -> Decimal:
        return self.total_income_as_reported + self.charges.received

    @property
    def carried_forward(self) -> Decimal:
        return self.total_income - self.expenditure_total

    @property
    def is_empty(self) -> bool:
        return not (self.contributions or self.brought_forward or self.expenditure or self.charges.count)

    @property
    def checks(self) -> list[Check]:
        book = self.book
        kept = book[Account.BANK] + book[Account.RECHARGE] + book[Account.REFUNDS_DUE]
        return [
            Check("Partner contributions", self.contributions_total, -book[Account.CONTRIBUTIONS]),
            Check("Brought forward", self.brought_forward, -book[Account.RESERVES]),
            Check("Charges received", self.charges.received, -book[Account.INCOME] - book[Account.DEBTORS]),
            Check("Charges invoiced and unpaid", self.charges.unpaid, book[Account.DEBTORS]),
            Check("Expenditure", self.expenditure_total, book[Account.EXPENDITURE]),
            Check(
                "Carried forward: bank and internal recharge, less refunds due", self.carried_forward, kept
            ),
        ]

    @property
    def is_proved(self) -> bool:
        """Whether every figure agrees with the ledger."""
        return all(check.agrees for check in self.checks)


def income_statement(year: FinancialYear | int) -> IncomeStatement:
    """The statement of a financial year (or of the one that begins in this calendar year), from the rows as they stand now."""
    year = financial_year(year)
    lines = list(BudgetLine.objects.of_year(year).select_related("agency"))
    return IncomeStatement(
        year=year,
        contributions=_contributions([line for line in lines if line.kind == Kind.CONTRIBUTION]),
        brought_forward=_sum(line for line in lines if line.kind == Kind.BROUGHT_FORWARD),
        charges=_charges(year),
        expenditure=_headings([line for line in lines if line.kind == Kind.EXPENDITURE]),
        book=ledger.balances(year),
    )


def _sum(lines: Iterable[BudgetLine]) -> Decimal:
    return sum((line.signed_amount for line in lines), NOTHING)


def _contributions(lines: list[BudgetLine]) -> list[Contribution]:
    """Largest first. The name is the one of its day: the newest line of the year says it."""
    total = _sum(lines)
    found = []
    for agency in dict.fromkeys(line.agency for line in lines):
        own = [line for line in lines if line.agency_id == agency.pk]
        if amount := _sum(own):
            found.append(Contribution(own[-1].agency_name, agency.sector, amount, share(amount, total)))
    return sorted(found, key=lambda line: (-line.amount, line.agency))


def _headings(lines: list[BudgetLine]) -> list[Heading]:
    headings = dict.fromkeys(line.heading for line in lines)
    found = [Heading(name, _sum(line for line in lines if line.heading == name)) for name in headings]
    return [heading for heading in found if heading.amount]


def _charges(year: FinancialYear) -> Charges:
    # What was withdrawn before anybody asked for it was never raised.
    of_year = Charge.objects.of_year(year).raised().order_by()
    rows = of_year.values_list("state").annotate(sum=Sum("amount"), count=Count("pk"))
    sums = {state: (total, count) for state, total, count in rows}

    def pounds_in(*states: str) -> Decimal:
        return sum((sums[state][0] for state in states if state in sums), NOTHING)

    return Charges(
        raised=pounds_in(*sums),
        waived=pounds_in(ChargeState.WAIVED),
        credited=pounds_in(ChargeState.CREDITED),
        received=pounds_in(ChargeState.SETTLED) + _received_in_part(year),
        to_decide=pounds_in(ChargeState.PROPOSED),
        to_collect=pounds_in(ChargeState.CONFIRMED),
        count=sum(count for _, count in sums.values()),
    )


def _received_in_part(year: FinancialYear) -> Decimal:
    """What part payments have brought for lines of the year; their charges are not settled yet."""
    open_lines = ChargeLine.objects.of_year(year).filter(charge__state=ChargeState.INVOICED)
    invoices = (
        Invoice.objects.part_paid()
        .filter(pk__in=open_lines.values("invoice"))
        .prefetch_related("lines__credit")
    )
    return sum(
        (allocate(list(i.lines.all()), NOTHING, i.received).get(year, NOTHING) for i in invoices), NOTHING
    )
