"""Nothing edits or deletes what has been issued, received or posted: the database refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from finance import crediting, documents, journals
from finance.budget import record_line
from finance.models import (
    BudgetLine,
    ChargeLine,
    CreditLine,
    CreditNote,
    CreditNoteFile,
    Invoice,
    InvoiceFile,
    Journal,
    LedgerEntry,
    Payment,
)
from finance.payments import record_payment
from tests.cast import NOW
from tests.finance.rows import TODAY, void

KEPT = {
    Invoice: {"total": 1},
    InvoiceFile: {"sha256": "x"},
    Journal: {"total": 1},
    ChargeLine: {"amount": 1},
    CreditNote: {"total": 1},
    CreditLine: {"amount": 1},
    CreditNoteFile: {"sha256": "x"},
    Payment: {"amount": 1},
    LedgerEntry: {"amount": 1},
    BudgetLine: {"amount": 1},
}


@pytest.fixture
def rows(invoice, charge, council_charge, income_code, finance_officer, monkeypatch):
    """One row of each kind."""
    monkeypatch.setattr(documents.pdf, "render", lambda *facts: b"%PDF")
    documents.invoice_pdf(invoice, now=NOW)
    record_payment(invoice, amount=10, received_on=TODAY, by=finance_officer, now=NOW)
    journals.issue_journal(up_to=TODAY, by=finance_officer, now=NOW)
    record_line("brought_forward", 2026, 100, by=finance_officer, now=NOW)
    void(charge)
    crediting.credit_due(NOW)
    documents.credit_note_pdf(CreditNote.objects.get(), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_the_database_refuses_to_change(rows, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**KEPT[model])


@pytest.mark.django_db
@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_the_database_refuses_to_delete(rows, model):
    row = model.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row._raw_delete(row.db)


@pytest.mark.django_db
def test_money_moves_between_two_accounts(finance_officer):
    facts = {
        "on": TODAY,
        "year": 2026,
        "cause_type": "x",
        "cause_code": "x",
        "narrative": "x",
        "posted_at": NOW,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(debit="bank", credit="bank", amount=1, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(debit="bank", credit="debtors", amount=0, **facts)


@pytest.mark.django_db
def test_a_charge_is_never_on_an_invoice_and_in_a_journal(
    invoice, council_charge, income_code, finance_officer
):
    journal = journals.issue_journal(up_to=TODAY, by=finance_officer, now=NOW)
    line = invoice.lines.first()
    line.pk, line.journal, line.invoice, line.cost_centre = None, journal, None, "CS100"
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.django_db
def test_a_line_is_somewhere(invoice, council_charge, council):
    line = invoice.lines.first()
    line.pk, line.invoice, line.charge, line.position = None, None, council_charge, 9
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)
