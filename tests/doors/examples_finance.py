"""Objects for the access test of finance; see examples.py."""

from finance import budget, crediting, emails, invoicing, journals
from finance.models import CreditNote
from lib import links
from tests.cast import NOW, make_person
from tests.doors.examples import once
from tests.finance.rows import charge_for, void

TODAY = NOW.date()


@once
def invoice(cast):
    """To the trust, whose coordinator is Carol."""
    charge_for(make_person("Ingrid", "Invoiced", cast.trust), cast.past_event, cast.officer)
    return invoicing.issue(cast.trust, up_to=TODAY, by=cast.finance, now=NOW)


@once
def journal(cast):
    type(cast.board).objects.update(income_code="LSCB900")
    charge_for(make_person("Samir", "Shah", cast.council), cast.past_event, cast.officer)
    return journals.issue_journal(up_to=TODAY, by=cast.finance, now=NOW)


@once
def credit_note(cast):
    """For the whole of an invoice to the trust, whose coordinator is Carol."""
    charge = charge_for(make_person("Cora", "Credited", cast.trust), cast.past_event, cast.officer)
    invoicing.issue(cast.trust, up_to=TODAY, by=cast.finance, now=NOW)
    void(charge)
    crediting.credit_due(NOW)
    return CreditNote.objects.get(lines__line__charge=charge)


@once
def budget_line(cast):
    return budget.record_line("brought_forward", 2026, 100, by=cast.finance, now=NOW)


def of(make):
    return lambda cast: {"code": make(cast).code}


def year(cast):
    return {"year": "2026-27"}


EXAMPLES = {
    "finance:invoice": of(invoice),
    "finance:invoice_pdf": of(invoice),
    "finance:invoice_file": lambda cast: {"token": links.sign(emails.FILE, invoice(cast).code)},
    "finance:payment_new": of(invoice),
    "finance:credit_note": of(credit_note),
    "finance:credit_note_pdf": of(credit_note),
    "finance:credit_note_file": lambda cast: {
        "token": links.sign(emails.CREDIT_FILE, credit_note(cast).code)
    },
    "finance:journal": of(journal),
    "finance:journal_csv": of(journal),
    "finance:budget": year,
    "finance:budget_reverse": of(budget_line),
    "finance:statement": year,
    "finance:statement_pdf": year,
    "finance:statement_charges": lambda cast: {"year": "2026-27", "which": "raised"},
}
SEEN_BY: dict = {}
