from datetime import datetime
from hashlib import sha256

from django.http import HttpResponse

from finance.models import CreditNote, CreditNoteFile, Invoice, InvoiceFile
from finance.statement import IncomeStatement
from finance.statement_rows import rows
from lib import charts, pdf


def invoice_pdf(invoice: Invoice, *, now: datetime) -> bytes:
    """The PDF of an invoice: made the first time somebody asks, the same bytes ever after."""
    kept = InvoiceFile.objects.filter(invoice=invoice).first() or _make(invoice, now=now)
    return bytes(kept.pdf)


def _make(invoice: Invoice, *, now: datetime) -> InvoiceFile:
    # Made outside a transaction: it takes a while. When two make it at once, the first to arrive is kept for both.
    content = pdf.render("finance/pdf/invoice.html", {"invoice": invoice, "lines": invoice.lines.all()})
    file = InvoiceFile(invoice=invoice, pdf=content, sha256=sha256(content).hexdigest(), made_at=now)
    InvoiceFile.objects.bulk_create([file], ignore_conflicts=True)
    return InvoiceFile.objects.get(invoice=invoice)


def credit_note_pdf(note: CreditNote, *, now: datetime) -> bytes:
    """The PDF of a credit note: made the first time somebody asks, the same bytes ever after."""
    kept = CreditNoteFile.objects.filter(credit_note=note).first() or _make_credit_note(note, now=now)
    return bytes(kept.pdf)


def _make_credit_note(note: CreditNote, *, now: datetime) -> CreditNoteFile:
    facts = {"note": note, "invoice": note.invoice, "lines": note.lines.select_related("line")}
    content = pdf.render("finance/pdf/credit_note.html", facts)
    file = CreditNoteFile(credit_note=note, pdf=content, sha256=sha256(content).hexdigest(), made_at=now)
    CreditNoteFile.objects.bulk_create([file], ignore_conflicts=True)
    return CreditNoteFile.objects.get(credit_note=note)


def contributions_chart(statement: IncomeStatement) -> str:
    """Bars of what each partner contributes, or nothing when nobody does."""
    return charts.bars(
        f"Contributions by partner, {statement.year}",
        "The table above gives the same figures.",
        [(line.agency, line.amount) for line in statement.contributions],
        unit="£",
    )


def statement_pdf(statement: IncomeStatement, before: IncomeStatement, *, board, now: datetime) -> bytes:
    """The income statement with the year before beside it, as it stands at this moment."""
    facts = {
        "statement": statement,
        "before": before,
        "rows": rows(statement, before),
        "board": board,
        "now": now,
    }
    return pdf.render("finance/pdf/statement.html", facts | {"chart": contributions_chart(statement)})


def as_download(content: bytes, filename: str) -> HttpResponse:
    """A PDF that the browser shows and saves under this name (without its ending)."""
    headers = {"Content-Disposition": f'inline; filename="{filename}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
