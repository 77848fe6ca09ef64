from datetime import datetime

from accounts.models import Person, Role
from correspondence.outbox import queue
from finance.models import Invoice
from lib import links

FILE = "invoice"


def invoice_issued(invoice: Invoice, *, now: datetime) -> None:
    """Sends the invoice to the finance contact, by a signed link, and tells the agency's coordinators."""
    context = {
        "invoice": invoice,
        "file_url": links.absolute("finance:invoice_file", token=links.sign(FILE, invoice.code)),
        "page_url": links.absolute("finance:invoice", code=invoice.code),
    }
    queue(
        key=f"invoice-issued:{invoice.code}:contact",
        kind="invoice_issued",
        to=invoice.finance_email or None,
        template="finance/emails/invoice",
        context=context,
        now=now,
    )
    grants = {"role_grants__role": Role.COORDINATOR, "role_grants__agency": invoice.agency}
    for person in Person.objects.filter(is_active=True, **grants).distinct():
        queue(
            key=f"invoice-issued:{invoice.code}:{person.code}",
            kind="invoice_issued",
            to=person,
            template="finance/emails/coordinator",
            context=context,
            now=now,
        )
