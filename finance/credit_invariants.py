"""What must always hold of credits. Charges whose cause has gone and that wait for their credit are no breach."""

from collections.abc import Iterator
from hashlib import sha256

from django.db.models import Count, F, Sum

from bookings.models import Charge
from bookings.models.charge import ChargeState
from finance.models import CreditLine, CreditNote, CreditNoteFile, Invoice, Journal
from lib.fields import sum_of_pounds
from lib.money import money


def breaches_of_credits() -> Iterator[str]:
    """One sentence for each breach; nothing when all is well. Reads only."""
    yield from _totals()
    yield from _charges()
    yield from _places()
    yield from _refunds()
    yield from _files()


def _totals() -> Iterator[str]:
    for note in CreditNote.objects.annotate(sum=sum_of_pounds("lines__amount")).exclude(sum=F("total")):
        yield f"Credit note {note.code} is for {note.total}, its lines for {money(note.sum or 0)}."
    for note in CreditNote.objects.filter(lines=None):
        yield f"Credit note {note.code} has no line."
    reversals = Journal.objects.exclude(reverses=None)
    for journal in reversals.annotate(sum=sum_of_pounds("credit_lines__amount")).exclude(sum=F("total")):
        yield f"Journal {journal.code} gives back {journal.total}, its lines {money(journal.sum or 0)}."
    for counted in reversals.annotate(lines_count=Count("credit_lines")).exclude(lines_count=F("count")):
        yield f"Journal {counted.code} counts {counted.count} charges and has {counted.lines_count}."


def _charges() -> Iterator[str]:
    for charge in Charge.objects.filter(state=ChargeState.CREDITED, line__credit=None):
        yield f"Charge {charge.code} is credited and on no credit note or reversing journal."
    credits = CreditLine.objects.select_related("line__charge")
    for credit in credits.exclude(line__charge__state=ChargeState.CREDITED):
        yield f"Charge {credit.line.charge.code} is {credit.line.charge.state} although it was credited."
    for credit in credits.exclude(amount=F("line__amount")):
        yield f"Charge {credit.line.charge.code} was collected for {credit.line.amount}, but {credit.amount} was credited."


def _places() -> Iterator[str]:
    """What was on an invoice is credited on a note for that invoice; what was in a journal, in a reversal of that journal."""
    credits = CreditLine.objects.select_related("line__charge")
    on_notes = credits.exclude(credit_note=None).exclude(credit_note__invoice=F("line__invoice"))
    in_journals = credits.exclude(journal=None).exclude(journal__reverses=F("line__journal"))
    for credit in [*on_notes, *in_journals]:
        yield f"Charge {credit.line.charge.code} is credited on another invoice or journal than its own."


def _refunds() -> Iterator[str]:
    said = dict(CreditNote.objects.order_by().values_list("invoice").annotate(sum=Sum("refund")))
    for invoice in Invoice.objects.with_paid().filter(pk__in=said):
        if invoice.refund_due != said[invoice.pk]:
            yield f"Invoice {invoice.code} has {invoice.refund_due} to refund, its credit notes say {money(said[invoice.pk])}."


def _files() -> Iterator[str]:
    for file in CreditNoteFile.objects.select_related("credit_note").iterator(chunk_size=50):
        if sha256(bytes(file.pdf)).hexdigest() != file.sha256:
            yield f"The PDF of credit note {file.credit_note.code} is not the one that was made."
