"""The money of the living year: charges at every stage, invoices paid, part paid and overdue."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from accounts.models import Agency, Person
from bookings import charging
from bookings.models import Charge
from bookings.models.charge import Reason
from demo import figures
from finance import invoicing, journals
from finance.budget import record_line
from finance.models import BudgetLine
from finance.payments import record_payment
from lib.dates import FinancialYear, local_day


def build(
    rng: random.Random, agencies: dict[str, Agency], *, officer: Person, finance: Person, now: datetime
) -> None:
    """Old charges are decided and invoiced, newer ones confirmed, the newest wait for their answer."""
    with transaction.atomic():
        _budget(agencies, by=finance, now=now)
        _decide(rng, older_than=40, by=officer, now=now)
        _answer(now)
        _invoice(finance, now)


def _budget(agencies: dict[str, Agency], *, by: Person, now: datetime) -> None:
    year = FinancialYear.of(now)
    record_line(BudgetLine.Kind.BROUGHT_FORWARD, year, Decimal("38200.00"), by=by, now=now)
    for name, amount in figures.PARTNERS.items():
        record_line(BudgetLine.Kind.CONTRIBUTION, year, amount, agency=agencies[name], by=by, now=now)


def _living(now: datetime):
    return Charge.objects.proposed().filter(proposed_at__gt=now - timedelta(days=200))


def _decide(rng: random.Random, *, older_than: int, by: Person, now: datetime) -> None:
    old = _living(now).filter(proposed_at__lt=now - timedelta(days=older_than))
    for charge in old.order_by("pk"):
        decided = charge.answer_by + timedelta(hours=9)
        if rng.random() < 0.2:
            charging.answer(
                charge,
                reason=Reason.SICKNESS,
                text="Off sick that day.",
                now=charge.answer_by - timedelta(days=2),
            )
            charging.waive(charge, by=by, reason="Certified sickness", now=decided)
        else:
            charging.confirm(charge, by=by, now=decided)


def _answer(now: datetime) -> None:
    """Some of those still undecided have answered."""
    for charge in _living(now).order_by("pk")[:2]:
        charging.answer(
            charge,
            reason=Reason.SAFEGUARDING,
            text="A child protection visit could not wait.",
            now=now - timedelta(days=1),
        )


def _invoice(by: Person, now: datetime) -> None:
    """One batch 38 days ago, due 8 days ago: some paid in full, one in part, the rest overdue."""
    then = now - timedelta(days=38)
    up_to = local_day(now - timedelta(days=60))
    invoices = [
        invoicing.issue(group.agency, up_to=up_to, by=by, now=then)
        for group in invoicing.preview(up_to)
        if group.is_ready
    ]
    if journals.preview(up_to):
        journals.issue_journal(up_to=up_to, by=by, now=then)
    for number, invoice in enumerate(invoices[: len(invoices) // 2 + 1]):
        amount = Decimal("10.00") if number == 0 else invoice.total
        paid = local_day(then + timedelta(days=20))
        record_payment(
            invoice, amount=amount, received_on=paid, reference="BACS", by=by, now=then + timedelta(days=20)
        )
