"""What was collected and is no longer due is given back: a credit note for lines of an invoice, a reversing journal for lines of a journal."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts import trail
from accounts.models import Board
from bookings.models import Charge
from bookings.models.charge import ChargeQuerySet, ChargeState
from finance import collecting, emails, refunding
from finance.models import ChargeLine, CreditLine, CreditNote, Invoice, Journal, NumberSeries
from finance.postings import post_credit, post_reversal
from lib.dates import local_day

REASON = "The attendance register was corrected"
MOST = 200  # invoices, and as many journals, in one run of the worker


def credit_due(now: datetime) -> int:
    """Credits every collected charge whose cause has gone; returns how many. Safe to run twice, late, or by two workers at once.

    Nobody need decide: the corrected register did. While a register is reopened its charges wait until it is closed again.
    """
    due = due_charges(now).order_by()
    invoices = Invoice.objects.filter(pk__in=due.values("line__invoice"))
    journals = Journal.objects.filter(pk__in=due.values("line__journal"))
    return sum(_credit_invoice(invoice, now) for invoice in invoices.order_by("number")[:MOST]) + sum(
        _reverse_journal(journal, now) for journal in journals.order_by("number")[:MOST]
    )


def due_charges(now: datetime) -> ChargeQuerySet:
    """Collected charges whose cause had gone by `now`, except where the register is still being corrected."""
    return Charge.objects.to_credit().of_final_registers().filter(void_since__lte=now)


@transaction.atomic
def _credit_invoice(invoice: Invoice, now: datetime) -> int:
    # The invoice's row is the lock, as for payments: what is outstanding cannot change meanwhile.
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    charges = _locked(due_charges(now).filter(line__invoice=invoice))
    if not charges:
        return 0
    _undo(charges, now)
    before = list(invoice.lines.with_credit())
    lines = _lines_of(charges)
    total = collecting.total_of(lines)
    refund = refunding.newly_due(invoice, total)
    note = CreditNote.objects.create(**_frozen(invoice, now), total=total, refund=refund)
    CreditLine.objects.bulk_create(_taken_back(lines, credit_note=note))
    after = list(invoice.lines.with_credit())
    post_credit(note, lines, refunding.moved(before, after, invoice.received), now=now)
    _settle_rest(Invoice.objects.get(pk=invoice.pk), now)
    trail.record(None, "credit_note.issued", note, {"number": [None, note.number]}, now=now)
    emails.credit_note_issued(note, now=now)
    return len(charges)


@transaction.atomic
def _reverse_journal(journal: Journal, now: datetime) -> int:
    charges = _locked(due_charges(now).filter(line__journal=journal))
    if not charges:
        return 0
    _undo(charges, now)
    lines = _lines_of(charges)
    reversal = Journal.objects.create(
        number=NumberSeries.take(NumberSeries.Name.JOURNAL),
        reverses=journal,
        income_code=journal.income_code,
        issued_at=now,
        issued_on=local_day(now),
        count=len(lines),
        total=collecting.total_of(lines),
    )
    CreditLine.objects.bulk_create(_taken_back(lines, journal=reversal))
    post_reversal(reversal, lines, now=now)
    trail.record(None, "journal.issued", reversal, {"number": [None, reversal.number]}, now=now)
    return len(charges)


def _locked(charges: ChargeQuerySet) -> list[Charge]:
    return list(charges.select_for_update(of=("self",)).order_by("pk"))


def _undo(charges: list[Charge], now: datetime) -> None:
    for state in (ChargeState.INVOICED, ChargeState.SETTLED):
        if some := [charge for charge in charges if charge.state == state]:
            collecting.move(some, state, ChargeState.CREDITED, by=None, now=now)


def _lines_of(charges: Iterable[Charge]) -> list[ChargeLine]:
    lines = ChargeLine.objects.filter(charge__in=[charge.pk for charge in charges])
    return list(lines.select_related("agency").order_by("agency_name", "agency_id", "position"))


def _taken_back(lines: list[ChargeLine], **place) -> list[CreditLine]:
    return [
        CreditLine(line=line, position=position, amount=line.amount, **place)
        for position, line in enumerate(lines, 1)
    ]


def _settle_rest(invoice: Invoice, now: datetime) -> None:
    """What is left of the invoice may be paid by now: the credited part need not come any more."""
    if invoice.is_paid:
        collecting.settle(collecting.unsettled(invoice), by=None, now=now)


def _frozen(invoice: Invoice, now: datetime) -> dict:
    """All that the note says beside the invoice's own facts, as it is at this moment; takes the next number."""
    board, agency = Board.current(), invoice.agency
    by_email = agency if agency.finance_email else invoice
    return {
        "number": NumberSeries.take(NumberSeries.Name.CREDIT),
        "invoice": invoice,
        "reason": REASON,
        "finance_name": by_email.finance_name,
        "finance_email": by_email.finance_email,
        "board_name": board.name,
        "board_address": board.address,
        "board_email": board.email,
        "board_phone": board.phone,
        "vat_number": board.vat_number,
        "issued_at": now,
        "issued_on": local_day(now),
    }
