"""What must always hold of the money, read from the stored rows. Sentences name codes, never people."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

from django.db.models import Case, Count, F, Max, Min, QuerySet, Sum, When

from bookings.models import Charge
from bookings.models.charge import ChargeState
from finance import ledger
from finance.credit_invariants import breaches_of_credits
from finance.models import (
    Account,
    BudgetLine,
    ChargeLine,
    CreditLine,
    CreditNote,
    Invoice,
    InvoiceFile,
    Journal,
    NumberSeries,
)
from finance.statement import income_statement
from lib.dates import FinancialYear
from lib.fields import sum_of_pounds
from lib.money import NOTHING, money


def breaches() -> Iterator[str]:
    """One sentence for each breach; nothing when all is well. Reads only."""
    yield from _documents()
    yield from _charges()
    yield from breaches_of_credits()
    yield from _ledger()
    yield from _numbers()
    yield from _budget()
    yield from _statements()
    yield from _files()


def _documents() -> Iterator[str]:
    recharging = Journal.objects.filter(reverses=None)
    for kind, rows in (("Invoice", Invoice.objects), ("Journal", recharging)):
        with_sums = rows.order_by("number").annotate(lines_sum=sum_of_pounds("lines__amount"))
        for document in with_sums.exclude(lines_sum=F("total")):
            yield f"{kind} {document.code} is for {document.total}, its lines for {document.lines_sum or 0}."
    for journal in recharging.annotate(lines_count=Count("lines")).exclude(lines_count=F("count")):
        yield f"Journal {journal.code} counts {journal.count} charges and has {journal.lines_count}."
    for invoice in Invoice.objects.with_paid().filter(paid__gt=F("total")):
        yield f"Invoice {invoice.code} is for {invoice.total} and was paid {invoice.paid}."


def _charges() -> Iterator[str]:
    collected = [ChargeState.INVOICED, ChargeState.SETTLED, ChargeState.CREDITED]
    for charge in Charge.objects.filter(state__in=collected, line=None):
        yield f"Charge {charge.code} is {charge.state} and on no invoice or journal."
    for line in ChargeLine.objects.exclude(charge__state__in=collected).select_related("charge"):
        yield f"Charge {line.charge.code} is {line.charge.state} although it was collected."
    for line in ChargeLine.objects.exclude(amount=F("charge__amount")).select_related("charge"):
        yield f"Charge {line.charge.code} is {line.charge.amount}, but {line.amount} was collected."
    on_invoices = Charge.objects.filter(line__invoice__isnull=False)
    for charge in on_invoices.filter(
        state=ChargeState.SETTLED, line__invoice__in=Invoice.objects.unpaid().values("pk")
    ):
        yield f"Charge {charge.code} is settled, but its invoice is not paid."
    for charge in on_invoices.filter(
        state=ChargeState.INVOICED, line__invoice__in=Invoice.objects.paid_in_full().values("pk")
    ):
        yield f"Charge {charge.code} is not settled, but its invoice is paid."
    in_journals = Charge.objects.filter(line__journal__isnull=False)
    for charge in in_journals.exclude(state__in=[ChargeState.SETTLED, ChargeState.CREDITED]):
        yield f"Charge {charge.code} is in a journal and not settled."


def _ledger() -> Iterator[str]:
    book = ledger.balances()
    if sum(book.values()) != 0:
        yield f"The ledger does not balance: {sum(book.values())}."
    unpaid = sum((invoice.outstanding for invoice in Invoice.objects.unpaid()), NOTHING)
    if book[Account.DEBTORS] != unpaid:
        yield f"The ledger’s debtors are {book[Account.DEBTORS]}, the unpaid invoices {unpaid}."
    income = _pounds(ChargeLine.objects.all()) - _pounds(CreditLine.objects.all())
    if -book[Account.INCOME] != income:
        yield f"The ledger’s non-attendance income is {-book[Account.INCOME]}, the lines of invoices and journals less credits {income}."
    due_back = sum((invoice.refund_due for invoice in Invoice.objects.with_refund_due()), NOTHING)
    if -book[Account.REFUNDS_DUE] != due_back:
        yield f"The ledger’s refunds due are {-book[Account.REFUNDS_DUE]}, those of the invoices {due_back}."
    recharged = _pounds(ChargeLine.objects.filter(invoice=None)) - _pounds(
        CreditLine.objects.filter(credit_note=None)
    )
    if book[Account.RECHARGE] != recharged:
        yield f"The ledger’s internal recharge is {book[Account.RECHARGE]}, the lines of journals less credits {recharged}."


def _pounds(lines: QuerySet) -> Decimal:
    return money(lines.aggregate(sum=Sum("amount"))["sum"] or NOTHING)


def _numbers() -> Iterator[str]:
    for name, rows in (
        (NumberSeries.Name.INVOICE, Invoice.objects),
        (NumberSeries.Name.JOURNAL, Journal.objects),
        (NumberSeries.Name.CREDIT, CreditNote.objects),
    ):
        found = rows.aggregate(count=Count("pk"), first=Min("number"), last=Max("number"))
        given = NumberSeries.objects.filter(name=name).values_list("last", flat=True).first() or 0
        if found["count"] != given or (given and (found["first"], found["last"]) != (1, given)):
            yield f"The numbers of {name.label.lower()} have a gap: {given} given, {found['count']} used."


def _budget() -> Iterator[str]:
    signed = Case(When(reverses=None, then=F("amount")), default=-F("amount"))
    found = BudgetLine.objects.order_by().values_list("kind").annotate(sum=Sum(signed))
    sums = dict.fromkeys(BudgetLine.Kind.values, NOTHING) | dict(found)
    book = ledger.balances()
    pairs = {
        BudgetLine.Kind.CONTRIBUTION: -book[Account.CONTRIBUTIONS],
        BudgetLine.Kind.BROUGHT_FORWARD: -book[Account.RESERVES],
        BudgetLine.Kind.EXPENDITURE: book[Account.EXPENDITURE],
    }
    for kind, in_ledger in pairs.items():
        if sums[kind] != in_ledger:
            yield f"Budget lines of {kind.label.lower()} are {sums[kind]}, the ledger says {in_ledger}."


def _years() -> set[FinancialYear]:
    days = ChargeLine.objects.aggregate(first=Min("day"), last=Max("day"))
    years = set(BudgetLine.objects.order_by().values_list("year", flat=True).distinct())
    if days["first"]:
        years |= set(range(FinancialYear.of(days["first"]).first, FinancialYear.of(days["last"]).first + 1))
    return {FinancialYear(first) for first in years}


def _statements() -> Iterator[str]:
    for year in sorted(_years()):
        for check in income_statement(year).checks:
            if not check.agrees:
                yield f"Statement {year}, {check.label.lower()}: {check.amount}, but the ledger says {check.ledger}."


def _files() -> Iterator[str]:
    for file in InvoiceFile.objects.select_related("invoice").iterator(chunk_size=50):
        if sha256(bytes(file.pdf)).hexdigest() != file.sha256:
            yield f"The PDF of invoice {file.invoice.code} is not the one that was made."
