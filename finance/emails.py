from datetime import datetime

from accounts.models import Agency, Person, Role
from correspondence.outbox import queue
from finance.models import CreditNote, Invoice
from lib import links

FILE = "invoice"
CREDIT_FILE = "credit note"
COORDINATOR = {"invoice": "coordinator", "credit_note": "credit_note_coordinator"}
"""The templates of what the coordinators of the agency read."""


def invoice_issued(invoice: Invoice, *, now: datetime) -> None:
    """Sends the invoice to the finance contact, by a signed link, and tells the agency's coordinators."""
    context = {
        "invoice": invoice,
        "file_url": links.absolute("finance:invoice_file", token=links.sign(FILE, invoice.code)),
        "page_url": links.absolute("finance:invoice", code=invoice.code),
    }
    key = f"invoice-issued:{invoice.code}"
    _tell(invoice.agency, invoice.finance_email, "invoice", key=key, context=context, now=now)


def credit_note_issued(note: CreditNote, *, now: datetime) -> None:
    """Sends the credit note to the finance contact, by a signed link, and tells the agency's coordinators."""
    context = {
        "note": note,
        "invoice": note.invoice,
        "file_url": links.absolute("finance:credit_note_file", token=links.sign(CREDIT_FILE, note.code)),
        "page_url": links.absolute("finance:credit_note", code=note.code),
    }
    key = f"credit-note-issued:{note.code}"
    _tell(note.invoice.agency, note.finance_email, "credit_note", key=key, context=context, now=now)


def _tell(agency: Agency, finance_email: str, what: str, *, key: str, context: dict, now: datetime) -> None:
    """Writes to the finance contact and to the coordinators of the agency, each in words of their own."""
    grants = {"role_grants__role": Role.COORDINATOR, "role_grants__agency": agency}
    coordinators = Person.objects.filter(is_active=True, **grants).distinct()
    hearers: list[tuple[str, Person | str | None, str]] = [("contact", finance_email or None, what)]
    hearers += [(person.code, person, COORDINATOR[what]) for person in coordinators]
    for name, to, template in hearers:
        queue(
            key=f"{key}:{name}",
            kind=f"{what}_issued",
            to=to,
            template=f"finance/emails/{template}",
            context=context,
            now=now,
        )
