"""The audit finds each way in which credits could go wrong. What waits for its credit is not wrong."""

import pytest

from bookings.models import Charge
from finance import crediting, documents, ledger
from finance.invariants import breaches
from finance.models import CreditLine, CreditNote, CreditNoteFile, NumberSeries
from tests.cast import NOW
from tests.finance.rows import LATER, TODAY, issued, void

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(invoice, charge):
    """Nadia's £50.00 of the trust's invoice, taken back."""
    void(charge)
    crediting.credit_due(LATER)
    return CreditNote.objects.get()


def found():
    return " ".join(breaches())


def test_what_is_due_is_no_breach(invoice, charge):
    void(charge)
    assert found() == ""


def test_numbers_without_gaps(note):
    NumberSeries.objects.filter(name="credit").update(last=2)
    assert "The numbers of credit notes have a gap: 2 given, 1 used." in found()


def test_a_credited_charge_is_on_a_note(note, second_charge):
    Charge.objects.filter(pk=second_charge.pk).update(state="credited", void_since=NOW)
    assert f"Charge {second_charge.code} is credited and on no credit note" in found()


def test_a_charge_on_a_note_is_credited(note, charge):
    Charge.objects.filter(pk=charge.pk).update(state="invoiced")
    assert f"Charge {charge.code} is invoiced although it was credited." in found()


def test_the_lines_make_the_total(note, invoice):
    CreditLine.objects.create(line=invoice.lines.get(position=2), credit_note=note, position=2, amount=10)
    assert f"Credit note {note.code} is for 50.00, its lines for 60.00." in found()
    assert "was collected for 25.00, but 10.00 was credited." in found()
    assert "the lines of invoices and journals less credits 15.00" in found()


def test_a_note_is_for_its_own_invoice(note, school_charge, teacher, finance_officer):
    other = issued(teacher.employment.agency, finance_officer)
    Charge.objects.filter(pk=school_charge.pk).update(state="credited", void_since=NOW)
    CreditLine.objects.create(line=other.lines.get(), credit_note=note, position=2, amount=50)
    assert f"Charge {school_charge.code} is credited on another invoice" in found()


@pytest.mark.parametrize(
    ("debit", "credit", "sentence"),
    [
        ("debtors", "refunds_due", "The ledger’s refunds due are 5.00, those of the invoices 0.00."),
        ("non_attendance_income", "debtors", "The ledger’s debtors are 20.00, the unpaid invoices 25.00."),
        ("internal_recharge", "non_attendance_income", "internal recharge is 5.00"),
    ],
)
def test_the_ledger_says_the_same(note, debit, credit, sentence):
    ledger.post(debit, credit, 5, cause=note, on=TODAY, by=None, now=NOW)
    assert sentence in found()


def test_the_refund_is_the_one_of_the_note(invoice, charge, finance_officer, monkeypatch):
    monkeypatch.setattr(crediting.refunding, "newly_due", lambda *facts: 7)
    void(charge)
    crediting.credit_due(LATER)
    assert f"Invoice {invoice.code} has 0.00 to refund, its credit notes say 7.00." in found()


def test_the_file_is_the_one_that_was_made(note, monkeypatch):
    CreditNoteFile.objects.create(credit_note=note, pdf=b"another", sha256="x", made_at=NOW)
    assert f"The PDF of credit note {note.code} is not the one that was made." in found()
    assert documents.credit_note_pdf(note, now=LATER) == b"another"
