from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from accounts import trail
from accounts.models import Agency, Board, Person
from bookings.models import Charge
from finance import collecting, emails, ledger
from finance.collecting import Group
from finance.models import Account, ChargeLine, Invoice, NumberSeries
from lib.dates import local_day
from lib.errors import Refused, TooLate

INVOICE = Agency.Settlement.INVOICE
BOARD_NEEDS = {
    "address": "the Board’s address",
    "bank_account_name": "the name of the Board’s bank account",
    "bank_sort_code": "its sort code",
    "bank_account_number": "its account number",
}


def preview(up_to: date, by: Person | None = None) -> list[Group]:
    """What a batch up to this day (inclusive) would invoice: one group per agency, ready or with the sentences of what is missing.
    `by` is the person who looks: charges they confirmed themselves are counted in `own`."""
    return collecting.grouped(collecting.waiting(INVOICE, up_to=up_to), missing, by=by)


def missing(agency: Agency) -> list[str]:
    """What an agency lacks before it can be invoiced, as sentences."""
    lacks = []
    if not agency.address.strip():
        lacks.append("The billing address is missing.")
    if agency.needs_purchase_order and not agency.purchase_order:
        lacks.append("The purchase order is missing.")
    return lacks


def board_lacks(board: Board) -> list[str]:
    """What the settings of the Board lack before any invoice can be issued, as words."""
    return [words for name, words in BOARD_NEEDS.items() if not getattr(board, name).strip()]


@transaction.atomic
def issue(agency: Agency, *, up_to: date, by: Person, now: datetime, expected: str | None = None) -> Invoice:
    """Issues one invoice for all confirmed charges of an agency up to a day (inclusive).

    `expected` is the fingerprint of the group that was looked at. Raises Refused when something is missing or `by` confirmed
    one of the charges, TooLate when there is nothing left or the charges are no longer those looked at.
    """
    agency = Agency.objects.get(pk=agency.pk)
    board = Board.current()
    _refuse_what_lacks(agency, board)
    # Ordered and locked: two batches over the same charges wait for each other instead of deadlocking.
    waiting = collecting.waiting(INVOICE, up_to=up_to).filter(agency=agency).select_for_update(of=("self",))
    charges = list(waiting.order_by("day", "pk"))
    nothing = f"There is nothing left to invoice to {agency}. Somebody may have just done it."
    collecting.check(charges, by=by, expected=expected, nothing=nothing)
    collecting.claim(charges, by=by, now=now)
    invoice = Invoice.objects.create(**_frozen(agency, board, charges, by=by, now=now))
    lines = [collecting.line(charge, place, invoice=invoice) for place, charge in enumerate(charges, 1)]
    ChargeLine.objects.bulk_create(lines)
    _post(invoice, lines, by=by, now=now)
    trail.record(by, "invoice.issued", invoice, {"number": [None, invoice.number]}, now=now)
    emails.invoice_issued(invoice, now=now)
    return invoice


def _refuse_what_lacks(agency: Agency, board: Board) -> None:
    reasons = missing(agency)
    if agency.settles_by != INVOICE:
        reasons.append(f"{agency} settles by journal, not by invoice.")
    if lacks := board_lacks(board):
        reasons.append(f"The settings lack {', '.join(lacks)}.")
    if reasons:
        raise Refused(reasons)


def _frozen(agency: Agency, board: Board, charges: list[Charge], *, by: Person, now: datetime) -> dict:
    """All that the invoice says, as it is at this moment; takes the next number."""
    today = local_day(now)
    words = dict.fromkeys(c.booking.tariff.invoice_words for c in charges if c.booking.tariff)
    return {
        "number": NumberSeries.take(NumberSeries.Name.INVOICE),
        "prefix": board.invoice_prefix,
        "agency": agency,
        "agency_name": agency.name,
        "agency_address": agency.address,
        "finance_name": agency.finance_name,
        "finance_email": agency.finance_email,
        "purchase_order": agency.purchase_order,
        "board_name": board.name,
        "board_address": board.address,
        "board_email": board.email,
        "board_phone": board.phone,
        "bank_name": board.bank_name,
        "bank_account_name": board.bank_account_name,
        "bank_sort_code": board.bank_sort_code,
        "bank_account_number": board.bank_account_number,
        "vat_number": board.vat_number,
        "words": "\n".join(filter(None, words)),
        "issued_at": now,
        "issued_by": by,
        "issued_on": today,
        "due_on": today + timedelta(days=board.payment_days),
        "total": collecting.total_of(charges),
    }


def _post(invoice: Invoice, lines: list[ChargeLine], *, by: Person, now: datetime) -> None:
    for year, amount in collecting.by_year(lines).items():
        ledger.post(
            Account.DEBTORS,
            Account.INCOME,
            amount,
            cause=invoice,
            agency=invoice.agency,
            on=invoice.issued_on,
            year=year,
            narrative=f"Invoice {invoice.reference} to {invoice.agency_name}",
            by=by,
            now=now,
        )


@dataclass
class Batch:
    """What came of a batch: the invoices issued, and for each agency left out the sentence why."""

    issued: list[Invoice] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((invoice.total for invoice in self.issued), Decimal("0.00"))


def issue_batch(*, up_to: date, by: Person, now: datetime, expected: str) -> Batch:
    """Issues an invoice to every agency that is ready, each in a transaction of its own: all or nothing per agency.

    Raises TooLate when what is ready is no longer what was looked at (`expected`, the fingerprint of the preview).
    """
    groups = [group for group in preview(up_to, by) if group.is_ready]
    if not groups or collecting.fingerprint(groups) != expected:
        raise TooLate(collecting.LIST_CHANGED)
    batch = Batch()
    for group in groups:
        try:
            batch.issued.append(issue(group.agency, up_to=up_to, by=by, now=now, expected=group.fingerprint))
        except Refused as refused:
            batch.refused.append(f"{group.agency}: {refused}")
    return batch
