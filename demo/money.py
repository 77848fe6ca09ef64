"""The money of the closed year: contributions, charges decided, invoices and journals issued and paid."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

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
from lib.dates import FinancialYear, at

YEAR = FinancialYear(2015)
BATCHES = [date(2015, 7, 20), date(2015, 10, 19), date(2016, 1, 18), date(2016, 4, 18)]
FULL_DAY = Decimal("50.00")
FORGIVEN = [
    (Reason.SICKNESS, "Certified sickness"),
    (Reason.COURT, "Called to court at short notice"),
    (Reason.SAFEGUARDING, "Urgent child protection work"),
    (Reason.BEREAVEMENT, "Bereavement"),
]
NOT_ENOUGH = [
    (Reason.WORKLOAD, "We were short of staff."),
    (Reason.FORGOT, "I put the wrong day in my diary."),
]


def budget(agencies: dict[str, Agency], *, by: Person) -> None:
    """What the partners gave, what was left over and what the reviews cost."""
    now = at(date(2015, 6, 15), time(10))
    kinds = BudgetLine.Kind
    record_line(kinds.BROUGHT_FORWARD, YEAR, figures.BROUGHT_FORWARD, by=by, now=now)
    for name, amount in figures.PARTNERS.items():
        record_line(kinds.CONTRIBUTION, YEAR, amount, agency=agencies[name], by=by, now=now)
    record_line(
        kinds.EXPENDITURE,
        YEAR,
        figures.REVIEW_COSTS,
        heading="Serious case reviews (extra expenditure)",
        by=by,
        now=at(date(2016, 3, 10), time(10)),
    )


def _forgiven(charges: list[Charge], rng: random.Random) -> set[int]:
    chosen = set()
    for full_day, count in figures.WAIVED.items():
        those = [charge.pk for charge in charges if (charge.amount == FULL_DAY) is full_day]
        chosen |= set(rng.sample(those, count))
    return chosen


def decide(rng: random.Random, *, by: Person) -> None:
    """The officer decides every charge of the year when the time to answer is over."""
    charges = list(Charge.objects.of_year(YEAR).proposed().order_by("answer_by", "pk"))
    forgiven = _forgiven(charges, rng)
    for answer_by, same in groupby(charges, key=lambda charge: charge.answer_by):
        with transaction.atomic():
            _decide_some(list(same), forgiven, rng, by=by, now=answer_by + timedelta(hours=10))


def _decide_some(
    charges: list[Charge], forgiven: set[int], rng: random.Random, *, by: Person, now: datetime
) -> None:
    standing = []
    for charge in charges:
        waived = charge.pk in forgiven
        reason, words = rng.choice(FORGIVEN if waived else NOT_ENOUGH)
        if waived or rng.random() < 0.3:
            charging.answer(charge, reason=reason, text=words, now=now - timedelta(days=3))
        if waived:
            charging.waive(charge, by=by, reason=words, now=now)
        else:
            standing.append(charge)
    charging.confirm_many(standing, by=by, now=now)


def collect(*, by: Person) -> None:
    """Four batches, each paid three weeks later; council departments settle by journal."""
    for day in BATCHES:
        now = at(day, time(11))
        up_to = date(day.year, day.month, 1) - timedelta(days=1)
        with transaction.atomic():
            invoices = [
                invoicing.issue(group.agency, up_to=up_to, by=by, now=now)
                for group in invoicing.preview(up_to)
                if group.is_ready
            ]
            if journals.preview(up_to):
                journals.issue_journal(up_to=up_to, by=by, now=now)
            for number, invoice in enumerate(invoices):
                paid = day + timedelta(days=14 + number % 10)
                record_payment(
                    invoice, amount=invoice.total, received_on=paid, reference=invoice.reference,
                    by=by, now=at(paid, time(15)),
                )  # fmt: skip
