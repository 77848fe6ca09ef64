"""Random histories of issuing, paying, correcting and crediting: the books balance at every step, and nothing is given back twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bookings.models import Charge
from finance import crediting, invariants
from finance.models import CreditLine, CreditNote, Invoice, Journal, Payment
from finance.refunding import moved
from finance.statement import income_statement
from lib.dates import FinancialYear
from lib.errors import Refused
from tests.cast import NOW, make_event
from tests.properties.test_money import Line, Story

PENCE = some.integers(1, 20_000).map(lambda pence: Decimal(pence) / 100)
DEEDS = ["charge", "charge", "invoice", "invoice", "journal", "pay", "pay", "void", "void", "stand", "credit"]
STEP = some.tuples(some.sampled_from(DEEDS), some.integers(0, 10_000), PENCE)


class Corrected(Story):
    """A history in which registers are corrected, to and fro."""

    def chosen(self, charges, number):
        found = list(charges.order_by("pk"))
        return Charge.objects.filter(pk=found[number % len(found)].pk) if found else charges.none()

    def void(self, number, amount):
        charge = self.chosen(Charge.objects.standing(), number)
        if not charge.filter(state="confirmed").update(state="withdrawn", void_since=NOW):
            charge.filter(state__in=["invoiced", "settled"]).update(void_since=NOW)

    def stand(self, number, amount):
        self.chosen(Charge.objects.to_credit(), number).update(void_since=None)

    def credit(self, number, amount):
        crediting.credit_due(NOW)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(STEP, min_size=6, max_size=20))
def test_the_books_balance_whatever_is_credited(
    steps, trust, school, council, board, course, tariff, officer, finance_officer
):
    with transaction.atomic():
        type(board).objects.update(income_code="LSCB900")
        event = make_event(course, starts_at=NOW - timedelta(days=10), capacity=100)
        story = Corrected([trust, school, council], event, officer, finance_officer)
        for deed, number, amount in [*steps, ("credit", 0, Decimal(0))]:
            try:
                with transaction.atomic():
                    getattr(story, deed)(number, amount)
            except Refused:
                pass
            assert list(invariants.breaches()) == []
        no_penny_is_lost()
        transaction.set_rollback(True)


def no_penny_is_lost():
    """Every charge is asked for, paid, given back or was never raised; numbers have no gaps; what came in is kept or due back."""
    assert not Charge.objects.to_credit().exists()
    assert CreditLine.objects.count() == Charge.objects.filter(state="credited").count()
    years = [income_statement(FinancialYear(first)) for first in range(2023, 2028)]
    assert all(year.charges.outstanding >= 0 and year.charges.unpaid >= 0 for year in years)
    assert all(year.book["debtors"] >= 0 and -year.book["refunds_due"] >= 0 for year in years)
    came_in = sum(payment.amount for payment in Payment.objects.all())
    assert came_in == sum(year.book["bank"] for year in years)
    for model in (Invoice, Journal, CreditNote):
        found = sorted(model.objects.values_list("number", flat=True))
        assert found == list(range(1, len(found) + 1))


@given(
    lines=some.lists(some.tuples(some.integers(2020, 2023), PENCE, some.booleans()), min_size=1, max_size=6),
    paid=some.integers(0, 100),
)
def test_what_a_credit_frees_pays_for_other_years_or_is_due_back(lines, paid):
    before = [Line(first, amount) for first, amount, _ in lines]
    after = [Line(first, Decimal(0) if gone else amount) for first, amount, gone in lines]
    received = (sum(line.amount for line in before) * paid / 100).quantize(Decimal("0.01"))
    found = moved(before, after, received)
    over = received - sum(line.standing for line in after)
    assert sum(found.refunds.values()) == max(over, 0)
    assert sum(found.gives.values()) == sum(found.takes.values())
    assert all(amount > 0 for sums in (found.gives, found.takes, found.refunds) for amount in sums.values())
