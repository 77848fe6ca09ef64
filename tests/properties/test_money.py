"""Random histories of charging, invoicing and paying: the books balance at every step."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bookings.models import Charge
from finance import invariants, invoicing, journals
from finance.budget import record_line, reverse_line
from finance.models import BudgetLine, Invoice, Journal
from finance.payments import allocate, record_payment
from finance.statement import income_statement
from lib.dates import FinancialYear
from lib.errors import Refused
from tests.cast import NOW, make_event, make_person
from tests.finance.rows import charge_for

PENCE = some.integers(1, 20_000).map(lambda pence: Decimal(pence) / 100)
DEEDS = ["charge", "waive", "invoice", "journal", "pay", "budget", "reverse"]
STEP = some.tuples(some.sampled_from(DEEDS), some.integers(0, 10_000), PENCE)


class Story:
    """One history: what can happen next, each by its verb."""

    def __init__(self, agencies, event, officer, finance):
        self.agencies, self.event, self.officer, self.finance = agencies, event, officer, finance
        self.today = NOW.date()

    def charge(self, number, amount):
        agency = self.agencies[number % len(self.agencies)]
        person = make_person("Person", f"Of {agency}", agency, email=None)
        state = ["confirmed", "confirmed", "proposed"][number % 3]
        day = self.today - timedelta(days=number % 500)
        charge_for(person, self.event, self.officer, state=state, amount=amount, day=day)

    def waive(self, number, amount):
        chosen = Charge.objects.filter(state="proposed").first()
        if chosen:
            facts = {"state": "waived", "waiver_reason": "x", "decided_by": self.officer, "decided_at": NOW}
            Charge.objects.filter(pk=chosen.pk).update(**facts)

    def invoice(self, number, amount):
        agency = self.agencies[number % len(self.agencies)]
        invoicing.issue(agency, up_to=self.today - timedelta(days=number % 90), by=self.finance, now=NOW)

    def journal(self, number, amount):
        journals.issue_journal(up_to=self.today, by=self.finance, now=NOW)

    def pay(self, number, amount):
        open_invoices = list(Invoice.objects.unpaid())
        if open_invoices:
            chosen = open_invoices[number % len(open_invoices)]
            amount = chosen.outstanding if number % 3 == 0 else amount
            record_payment(chosen, amount=amount, received_on=self.today, by=self.finance, now=NOW)

    def budget(self, number, amount):
        kind = BudgetLine.Kind.values[number % 3]
        facts = {"agency": self.agencies[0], "heading": "Heading", "by": self.finance, "now": NOW}
        record_line(kind, 2024 + number % 3, amount, **facts)

    def reverse(self, number, amount):
        line = BudgetLine.objects.filter(reverses=None).first()
        if line:
            reverse_line(line, reason="A mistake", by=self.finance, now=NOW)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(STEP, min_size=4, max_size=16))
def test_the_books_balance_at_every_step(
    steps, trust, school, council, board, course, tariff, officer, finance_officer
):
    with transaction.atomic():
        type(board).objects.update(income_code="LSCB900")
        event = make_event(course, starts_at=NOW - timedelta(days=10), capacity=100)
        story = Story([trust, school, council], event, officer, finance_officer)
        for deed, number, amount in steps:
            try:
                with transaction.atomic():
                    getattr(story, deed)(number, amount)
            except Refused:
                pass
            assert list(invariants.breaches()) == []
        no_money_is_lost()
        transaction.set_rollback(True)


def no_money_is_lost():
    """Over all years: what was raised is waived, received or outstanding, and numbers have no gaps."""
    years = [income_statement(FinancialYear(first)).charges for first in range(2023, 2028)]
    assert sum(year.raised for year in years) == sum(charge.amount for charge in Charge.objects.all())
    assert all(year.outstanding >= 0 and year.unpaid >= 0 for year in years)
    for model in (Invoice, Journal):
        found = sorted(model.objects.values_list("number", flat=True))
        assert found == list(range(1, len(found) + 1))


class Line:
    def __init__(self, first, amount):
        self.year, self.amount, self.standing = FinancialYear(first), amount, amount


@given(
    lines=some.lists(some.tuples(some.integers(2020, 2023), PENCE), min_size=1, max_size=6),
    parts=some.lists(PENCE, min_size=1, max_size=6),
)
def test_part_payments_pay_each_line_once_and_wholly(lines, parts):
    lines = [Line(first, amount) for first, amount in lines]
    total, paid, sums = sum(line.amount for line in lines), Decimal(0), {}
    for part in [*parts, total]:
        part = min(part, total - paid)
        allocated = allocate(lines, paid, part)
        assert sum(allocated.values()) == part
        paid += part
        for year, amount in allocated.items():
            sums[year] = sums.get(year, 0) + amount
    expected = {
        year: sum(line.amount for line in lines if line.year == year)
        for year in {line.year for line in lines}
    }
    assert sums == expected
