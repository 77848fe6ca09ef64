"""The PDFs, really made."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from finance import documents
from finance.budget import record_line
from finance.invariants import breaches
from finance.models import InvoiceFile
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def words(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.split())  # where a cell breaks into lines is no matter


def test_an_invoice_says_all_that_it_must(invoice):
    content = documents.invoice_pdf(invoice, now=NOW)
    said = words(content)
    for fact in (
        "INV000001", "1 June 2026", "1 July 2026", "Riverside NHS Trust", "Nadia Nurse", "£75.00", "12-34-56", "12345678",
        "Outside the scope of VAT", "Charge for non-attendance", "Barking Example Safeguarding Partnership",
    ):  # fmt: skip
        assert fact in said, fact
    assert list(breaches()) == []
    assert InvoiceFile.objects.get().sha256


def test_the_documents_are_tagged_and_named(invoice):
    reader = PdfReader(io.BytesIO(documents.invoice_pdf(invoice, now=NOW)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata.title == "Invoice INV000001"


def test_the_statement_prints(committee_member, signed_in, council, finance_officer):
    record_line("contribution", 2025, 49, agency=council, by=finance_officer, now=NOW)
    response = signed_in(committee_member).get(reverse("finance:statement_pdf", args=["2025-26"]))
    said = words(response.content)
    assert "Income statement 2025-26" in said
    assert "£49.00" in said
