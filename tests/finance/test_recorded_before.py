"""One line of the bank's statement is recorded once, whoever reads it."""

import pytest

from finance.budget import record_line, reverse_line
from finance.models import BudgetLine, Payment
from finance.payments import record_payment
from lib.errors import Refused
from tests.cast import NOW
from tests.finance.rows import LATER, TODAY

pytestmark = pytest.mark.django_db
RENT = {"kind": "expenditure", "year": 2026, "amount": 300, "heading": "Rooms"}


def pay(invoice, by, **facts):
    facts = {"amount": 20, "received_on": TODAY, "reference": "BACS 17"} | facts
    return record_payment(invoice, **facts, by=by, now=LATER)


@pytest.mark.parametrize("reference", ["BACS 17", ""])
def test_the_same_amount_of_the_same_day_and_reference_is_one_payment(
    invoice, finance_officer, second_finance_officer, reference
):
    pay(invoice, finance_officer, reference=reference)
    with pytest.raises(Refused, match="is recorded already"):
        pay(invoice, second_finance_officer, reference=reference)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("other", [{"amount": 21}, {"received_on": LATER.date()}, {"reference": "BACS 18"}])
def test_another_amount_day_or_reference_is_another_payment(invoice, finance_officer, other):
    pay(invoice, finance_officer)
    pay(invoice, finance_officer, **other)
    assert Payment.objects.count() == 2


def test_the_same_line_of_the_budget_is_one_line(finance_officer, second_finance_officer):
    record_line(**RENT, by=finance_officer, now=NOW)
    with pytest.raises(Refused, match="for the same thing is recorded already in 2026-27"):
        record_line(**RENT, by=second_finance_officer, now=LATER)
    assert BudgetLine.objects.count() == 1


@pytest.mark.parametrize("other", [{"year": 2025}, {"amount": 301}, {"heading": "Rooms in May"}])
def test_another_year_amount_or_heading_is_another_line(finance_officer, other):
    record_line(**RENT, by=finance_officer, now=NOW)
    record_line(**RENT | other, by=finance_officer, now=NOW)
    assert BudgetLine.objects.count() == 2


def test_a_line_that_was_taken_back_can_be_recorded_again(finance_officer):
    line = record_line(**RENT, by=finance_officer, now=NOW)
    reverse_line(line, reason="Wrong day", by=finance_officer, now=NOW)
    assert record_line(**RENT, by=finance_officer, now=NOW)
