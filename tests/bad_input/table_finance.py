"""What the finance desk takes."""

from django.urls import reverse

from finance import budget, invoicing, journals, payments
from finance.models import BudgetLine, Invoice
from tests.bad_input.post import Kind, Post
from tests.cast import NOW, make_agency, make_person
from tests.doors.examples import once
from tests.doors.examples_finance import invoice
from tests.finance.rows import charge_for

TODAY = NOW.date()


@once
def waiting(cast):
    """A confirmed charge of the trust, which is invoiced."""
    return charge_for(make_person("Ingrid", "Invoiced", cast.trust), cast.past_event, cast.officer)


@once
def recharged(cast):
    """A confirmed charge of the council's own department."""
    type(cast.board).objects.update(income_code="LSCB900")
    return charge_for(make_person("Samir", "Shah", cast.council), cast.past_event, cast.officer)


def asks(name: str, make):
    def page(cast, arguments) -> str:
        make(cast)
        return f"{reverse(name)}?up_to={TODAY}"

    return page


def payment(cast) -> dict:
    return {"amount": "20.00", "received_on": "2026-06-01", "reference": "BACS 17"}


def is_paid(cast, arguments):
    """A colleague records what the bank statement says, the same line."""
    facts = {"amount": 20, "received_on": TODAY, "reference": "BACS 17"}
    payments.record_payment(Invoice.objects.get(**arguments), **facts, by=cast.finance, now=NOW)


def mark_of_another_payment(cast) -> dict:
    other = payments.record_payment(invoice(cast), amount=5, received_on=TODAY, by=cast.finance, now=NOW)
    return {"code": other.code}


def spent(cast) -> dict:
    return {"year": "2026-27", "kind": "expenditure", "heading": "Rooms", "amount": "300"}


def is_spent(cast, arguments):
    budget.record_line("expenditure", 2026, 300, heading="Rooms", by=cast.finance, now=NOW)


@once
def line(cast) -> BudgetLine:
    return budget.record_line("brought_forward", 2026, 120, by=cast.finance, now=NOW)


def line_is_taken_back(cast, arguments):
    budget.reverse_line(line(cast), reason="Typed twice", by=cast.finance, now=NOW)


POSTS = {
    "finance:batch_issue": Post(
        by="finance",
        kind=Kind.BUTTON,
        at=asks("finance:batch_issue", waiting),
        again="Nothing was issued",
        meanwhile=lambda cast, arguments: invoicing.issue(cast.trust, up_to=TODAY, by=cast.finance, now=NOW),
        late="Nothing was issued",
        foreign=lambda cast: {"mark": "0" * 20},
    ),
    "finance:journal_issue": Post(
        by="finance",
        kind=Kind.BUTTON,
        at=asks("finance:journal_issue", recharged),
        again="There is nothing left for a journal.",
        meanwhile=lambda cast, arguments: journals.issue_journal(up_to=TODAY, by=cast.finance, now=NOW),
        late="There is nothing left for a journal.",
        foreign=lambda cast: {"mark": "0" * 20},
    ),
    "finance:payment_new": Post(
        by="finance",
        values=payment,
        writes=False,
        again="Check before you record",
        meanwhile=is_paid,
        late="is recorded already",
    ),
    "finance:payment_new (record)": Post(
        by="finance",
        kind=Kind.BUTTON,
        after="finance:payment_new",
        press=("confirmed", "yes"),
        again="This payment has already been recorded.",
        meanwhile=is_paid,
        late="is recorded already",
        foreign=mark_of_another_payment,
    ),
    "finance:budget_new": Post(
        by="finance",
        values=spent,
        needs=("heading",),
        formal=("year",),
        writes=False,
        again="Check before you record",
        meanwhile=is_spent,
        late="is recorded already",
        foreign=lambda cast: {
            "kind": "contribution",
            "agency": make_agency("Gone", "other", is_active=False).code,
        },
    ),
    "finance:budget_new (record)": Post(
        by="finance",
        kind=Kind.BUTTON,
        after="finance:budget_new",
        press=("confirmed", "yes"),
        again="This line has already been recorded.",
        meanwhile=is_spent,
        late="is recorded already",
        foreign=lambda cast: {"code": line(cast).code},
    ),
    "finance:budget_reverse": Post(
        by="finance",
        arguments=lambda cast: {"code": line(cast).code},
        values=lambda cast: {"reason": "Typed twice"},
        again="This line has already been taken back",
        meanwhile=line_is_taken_back,
        late="This line has already been taken back",
    ),
}
