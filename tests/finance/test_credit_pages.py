"""What finance and coordinators see of a credit, and the paper that the agency gets."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from finance import crediting, documents
from finance.emails import CREDIT_FILE
from finance.models import CreditNote, CreditNoteFile, Invoice
from finance.payments import record_payment
from lib import links
from tests.cast import NOW
from tests.finance.rows import LATER, TODAY, void
from tests.finance.test_documents import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(invoice, charge, finance_officer):
    """£60.00 of £75.00 was paid, then £50.00 credited."""
    record_payment(invoice, amount=60, received_on=TODAY, by=finance_officer, now=NOW)
    void(charge)
    crediting.credit_due(LATER)
    return CreditNote.objects.get()


def text(response):
    return response.content.decode()


def test_the_invoice_says_all_of_it(note, finance_officer, signed_in):
    page = text(signed_in(finance_officer).get(reverse("finance:invoice", args=[note.invoice.code])))
    for fact in ("Credited", "£50.00", "Refund due", "£35.00", "CRN000001", "Credited by"):
        assert fact in page, fact
    assert "Record a payment" not in page


def test_an_invoice_without_credits_does_not_speak_of_them(invoice, finance_officer, signed_in):
    page = text(signed_in(finance_officer).get(reverse("finance:invoice", args=[invoice.code])))
    assert "Credit" not in page
    assert "Refund" not in page


def test_the_list_adds_up_what_is_outstanding(note, finance_officer, signed_in):
    client = signed_in(finance_officer)
    assert "CRN000001" in text(client.get(reverse("finance:credit_notes")))
    page = text(client.get(reverse("finance:invoices"), {"state": "refund"}))
    assert "INV000001" in page
    assert "−£" not in page


def test_the_desk_tells_what_is_due_back(note, finance_officer, signed_in):
    page = text(signed_in(finance_officer).get(reverse("finance:desk")))
    assert "Refunds due" in page
    assert "Charges to credit" not in page


def test_finance_reads_what_waits(invoice, charge, finance_officer, coordinator, signed_in):
    void(charge)
    here = reverse("finance:credit_notes")
    assert "1 charge, £50.00, waits to be credited" in text(signed_in(finance_officer).get(here))
    assert "Charges to credit" in text(signed_in(finance_officer).get(reverse("finance:desk")))
    assert "to be credited." not in text(signed_in(coordinator).get(here))


def test_a_coordinator_sees_their_own(note, coordinator, school, signed_in):
    client = signed_in(coordinator)
    here = reverse("finance:credit_note", args=[note.code])
    assert client.get(here).status_code == 200
    coordinator.role_grants.update(agency=school)
    client = signed_in(type(coordinator).objects.get(pk=coordinator.pk))
    assert client.get(here).status_code == 404
    assert "CRN000001" not in text(client.get(reverse("finance:credit_notes")))


def test_the_pdf_refers_to_the_invoice(note):
    said = words(documents.credit_note_pdf(note, now=LATER))
    for fact in (
        "CRN000001", "21 June 2026", "INV000001", "1 June 2026", "Riverside NHS Trust", "Nadia Nurse", "£50.00", "£35.00",
        "The attendance register was corrected",
    ):  # fmt: skip
        assert fact in said, fact
    assert "Pay £15.00 less" in said


def test_the_pdf_is_tagged_and_kept(note):
    first = documents.credit_note_pdf(note, now=LATER)
    reader = PdfReader(io.BytesIO(first))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Credit note CRN000001"
    assert documents.credit_note_pdf(note, now=LATER) == first
    assert CreditNoteFile.objects.count() == 1


def test_the_contact_opens_it_without_signing_in(note, client, monkeypatch):
    monkeypatch.setattr(documents.pdf, "render", lambda *facts: b"%PDF")
    token = links.sign(CREDIT_FILE, note.code)
    assert client.get(reverse("finance:credit_note_file", args=[token])).content == b"%PDF"
    assert client.get(reverse("finance:credit_note_file", args=["forged"])).status_code == 404
    other = links.sign("invoice", note.invoice.code)
    assert client.get(reverse("finance:credit_note_file", args=[other])).status_code == 404


def test_the_ledger_links_to_the_note(note, finance_officer, signed_in):
    page = text(signed_in(finance_officer).get(reverse("finance:ledger"), {"year": "2026-27"}))
    assert reverse("finance:credit_note", args=[note.code]) in page
    assert "Refunds due" in page


def test_the_statement_shows_what_was_credited(note, committee_member, signed_in):
    client = signed_in(committee_member)
    page = text(client.get(reverse("finance:statement", args=["2026-27"])))
    assert "Less credited" in page
    rows = text(client.get(reverse("finance:statement_charges", args=["2026-27", "credited"])))
    assert "1 charge, £50.00." in rows
    assert Invoice.objects.get().reference in rows
