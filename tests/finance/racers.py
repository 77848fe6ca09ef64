"""Real processes that collect or pay at the same moment; tests/bookings/racers.py says how they run.

python -m tests.finance.racers DATABASE DEED EVENT PERSON…
"""

import json
import os
import signal
import sys

from tests.bookings import racers  # sets Django up, so it comes first

from bookings.models import Charge  # isort: skip
from finance import crediting, emails, invoicing, journals  # isort: skip
from finance.collecting import fingerprint  # isort: skip
from finance.models import Invoice  # isort: skip
from finance.payments import record_payment  # isort: skip
from tests.cast import NOW  # isort: skip

TODAY = NOW.date()


def issue(person, event, wait) -> str:
    looked_at = fingerprint(invoicing.preview(TODAY, person))
    wait()
    batch = invoicing.issue_batch(up_to=TODAY, by=person, now=NOW, expected=looked_at)
    return f"issued {len(batch.issued)}"


def issue_each(person, event, wait) -> str:
    """Without looking first: everybody tries every agency."""
    agencies = [group.agency for group in invoicing.preview(TODAY, person)]
    wait()
    for agency in agencies:
        try:
            invoicing.issue(agency, up_to=TODAY, by=person, now=NOW)
        except invoicing.Refused:
            continue
    return "done"


def issue_and_die(person, event, wait) -> str:
    emails.invoice_issued = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)
    return issue(person, event, wait)


def journal(person, event, wait) -> str:
    wait()
    journals.issue_journal(up_to=TODAY, by=person, now=NOW)
    return "issued"


def correct_or_issue(person, event, wait) -> str:
    """The first runner corrects the register, so that nothing is owed any more; the others issue at that moment."""
    if person.first_name == "Olive":
        wait()
        undo(Charge.objects.all(), now=NOW)
        return "corrected"
    return issue_each(person, event, wait)


def undo(charges, *, now) -> None:
    with racers.transaction.atomic():
        for charge in charges.select_for_update().order_by("pk"):
            facts = {"void_since": now} | ({"state": "withdrawn"} if charge.state == "confirmed" else {})
            Charge.objects.filter(pk=charge.pk).update(**facts)


def credit(person, event, wait) -> str:
    wait()
    return f"credited {crediting.credit_due(NOW)}"


def credit_or_pay(person, event, wait) -> str:
    return (pay if person.last_name.endswith("1") else credit)(person, event, wait)


def pay(person, event, wait) -> str:
    invoice = Invoice.objects.get()
    wait()
    record_payment(invoice, amount=invoice.total, received_on=TODAY, by=person, now=NOW)
    return "paid"


def warm_up(event_pk: int) -> None:
    """Looks once, as a server's process has long done; children inherit what is loaded."""
    invoicing.preview(TODAY)
    journals.preview(TODAY)
    racers.connection.close()


racers.warm_up = warm_up
racers.DEEDS = {
    "issue": issue,
    "each": issue_each,
    "issue-and-die": issue_and_die,
    "journal": journal,
    "pay": pay,
    "correct-or-issue": correct_or_issue,
    "credit": credit,
    "credit-or-pay": credit_or_pay,
}

if __name__ == "__main__":
    name, deed, event, *people = sys.argv[1:]
    print(json.dumps(racers.main(name, deed, int(event), [int(pk) for pk in people])))
