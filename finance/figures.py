"""What the pages of finance count and add up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Greatest

from accounts.models import Agency
from bookings.models import Charge
from bookings.models.charge import ChargeState
from finance.models import Account, BudgetLine, ChargeLine, Invoice, LedgerEntry
from finance.models.invoice import InvoiceQuerySet
from finance.statement import IncomeStatement
from lib.dates import FinancialYear
from lib.fields import MoneyField
from lib.money import NOTHING, pounds
from lib.tables import Table


@dataclass(frozen=True)
class Heap:
    """How many, and how many pounds."""

    count: int
    amount: Decimal
    noun: str = "charge"

    @property
    def words(self) -> str:
        return f"1 {self.noun}" if self.count == 1 else f"{self.count} {self.noun}s"


def to_collect(settlement: str) -> Heap:
    """Confirmed charges that wait for an invoice or for a journal."""
    ready = Charge.objects.ready_to_invoice().filter(agency__settles_by=settlement)
    return _heap(ready.aggregate(count=Count("pk"), amount=Sum("amount")))


def owed(invoices: InvoiceQuerySet) -> Heap:
    """How many of these invoices there are, and what is outstanding on them."""
    outstanding = Greatest(F("standing") - F("paid"), NOTHING, output_field=MoneyField())
    found = invoices.with_paid().order_by().aggregate(count=Count("pk"), amount=Sum(outstanding))
    return _heap(found, "invoice")


def to_credit() -> Heap:
    """Charges that were collected, whose cause has gone, and that the worker has not credited yet."""
    return _heap(Charge.objects.to_credit().aggregate(count=Count("pk"), amount=Sum("amount")))


def refunds_due() -> Heap:
    """Invoices on which more came in than is asked for since a credit, and what is due back."""
    over = Invoice.objects.with_refund_due().order_by()
    found = over.aggregate(count=Count("pk"), amount=Sum(F("paid") - F("standing")))
    return _heap(found, "invoice")


def _heap(found: dict, noun: str = "charge") -> Heap:
    return Heap(found["count"], found["amount"] or NOTHING, noun)


def desk(today: date) -> dict:
    """What the finance officer's first page shows."""
    return {
        "invoices_waiting": to_collect(Agency.Settlement.INVOICE),
        "journals_waiting": to_collect(Agency.Settlement.JOURNAL),
        "unpaid": owed(Invoice.objects.unpaid()),
        "overdue": owed(Invoice.objects.overdue(today)),
        "to_credit": to_credit(),
        "refunds": refunds_due(),
    }


def first_year() -> int | None:
    """The first calendar year of the oldest financial year that has money in it."""
    oldest = Charge.objects.order_by("day").values_list("day", flat=True).first()
    years = [FinancialYear.of(oldest).first] if oldest else []
    years += BudgetLine.objects.order_by("year").values_list("year", flat=True)[:1]
    return min(years, default=None)


def charges_of(year: FinancialYear, which: str) -> QuerySet[Charge]:
    """The rows behind a figure of the statement: raised, waived, credited, received (settled in full) or outstanding."""
    raised = Charge.objects.of_year(year).raised()
    rows = raised.select_related("agency", "booking__event__course", "line__invoice", "line__journal")
    done = [ChargeState.WAIVED, ChargeState.CREDITED, ChargeState.SETTLED]
    return {
        "raised": rows,
        "waived": rows.filter(state=ChargeState.WAIVED),
        "credited": rows.filter(state=ChargeState.CREDITED),
        "received": rows.filter(state=ChargeState.SETTLED),
        "outstanding": rows.exclude(state__in=done),
    }[which]


def charges_table(year: FinancialYear, which: str, rows: Iterable[Charge]) -> Table:
    """Charges without names: committees see figures, not people."""
    columns = ["Day", "Agency", "Course", "Why", "Amount", "State", "Collected by"]
    body = [
        [
            c.day,
            c.agency.name,
            c.booking.event.course.title,
            c.get_kind_display(),
            c.amount,
            c.get_state_display(),
            _where(c),
        ]
        for c in rows
    ]
    return Table(f"Charges {which}, {year}", columns, body)


def _where(charge: Charge) -> str:
    line: ChargeLine | None = getattr(charge, "line", None)
    return str(line.invoice or line.journal) if line else ""


def part_payments(statement: IncomeStatement, which: str, amount: Decimal) -> str:
    """The sentence that explains why the statement's figure is not the sum of these rows: part payments of open invoices."""
    part = (
        statement.charges.received - amount if which == "received" else amount - statement.charges.outstanding
    )
    if which not in ("received", "outstanding") or not part:
        return ""
    deed = "adds" if which == "received" else "takes away"
    return (
        f"The statement {deed} {pounds(part)} that came in as part payments of invoices which are still open."
    )


def ledger_entries(chosen: dict) -> QuerySet[LedgerEntry]:
    """The entries of the chosen year and account, newest first."""
    entries = LedgerEntry.objects.select_related("agency")
    if "year" in chosen:
        entries = entries.of_year(chosen["year"])
    return entries.touching(chosen["account"]) if "account" in chosen else entries


def ledger_table(entries: Iterable[LedgerEntry]) -> Table:
    columns = ["Date", "Year", "Debit", "Credit", "Amount", "Agency", "What"]
    rows = [
        [
            e.on,
            str(FinancialYear(e.year)),
            e.get_debit_display(),
            e.get_credit_display(),
            e.amount,
            str(e.agency or ""),
            e.narrative,
        ]
        for e in entries
    ]
    return Table("Ledger", columns, rows)


def invoices_like(invoices: InvoiceQuerySet, chosen: dict, today: date) -> InvoiceQuerySet:
    """Narrowed by the words and the state that were chosen, with what is paid loaded."""
    found = invoices.search(chosen["q"]) if "q" in chosen else invoices
    return {
        "unpaid": found.unpaid,
        "part": found.part_paid,
        "paid": found.paid_in_full,
        "refund": found.with_refund_due,
        "overdue": lambda: found.overdue(today),
    }.get(chosen.get("state", ""), found.with_paid)()


def total(rows: QuerySet, field: str = "total") -> Decimal:
    """Pounds in all of these rows."""
    return rows.order_by().aggregate(sum=Sum(field))["sum"] or NOTHING


def trial_balance(book: dict[str, Decimal]) -> tuple[list[tuple], tuple[Decimal, Decimal]]:
    """Rows of (account, its name, debit or None, credit or None), and the two totals, which are the same."""
    rows = [
        (key, name, max(book[key], NOTHING) or None, max(-book[key], NOTHING) or None)
        for key, name in Account.choices
    ]
    return rows, (
        sum((row[2] or NOTHING for row in rows), NOTHING),
        sum((row[3] or NOTHING for row in rows), NOTHING),
    )
