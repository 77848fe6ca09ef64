"""Sums of money agree to the penny on every database: SQLite adds in binary fractions."""

from decimal import Decimal

import pytest

from bookings.models import Charge
from finance.invariants import breaches
from finance.models import Invoice
from finance.payments import record_payment
from tests.cast import make_person
from tests.finance.rows import LATER, charge_for, issued

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("parts", [["0.70", "0.10"], ["0.10"] * 8, ["0.57", "0.23"], ["0.29", "0.51"]])
def test_an_invoice_paid_in_parts_is_paid_and_not_a_fraction_less(
    past_event, nurse, trust, officer, finance_officer, parts
):
    charge_for(nurse, past_event, officer, amount=Decimal("0.80"))
    invoice = issued(trust, finance_officer)
    for number, part in enumerate(parts):
        facts = {
            "received_on": LATER.date(),
            "reference": f"RNT {number}",
            "by": finance_officer,
            "now": LATER,
        }
        record_payment(invoice, amount=Decimal(part), **facts)
    assert Invoice.objects.paid_in_full().get() == invoice
    assert not Invoice.objects.unpaid().exists()
    assert set(Charge.objects.values_list("state", flat=True)) == {"settled"}


@pytest.mark.parametrize("pennies", [[1, 1, 1], [10, 20], [70, 10], [7] * 9])
def test_the_lines_of_an_invoice_add_up_to_it(past_event, trust, officer, finance_officer, pennies):
    for number, each in enumerate(pennies):
        person = make_person(f"Ann{number}", "Ableson", trust)
        charge_for(person, past_event, officer, amount=Decimal(each) / 100)
    invoice = issued(trust, finance_officer)
    assert invoice.total == Decimal(sum(pennies)) / 100
    assert not [sentence for sentence in breaches() if "its lines for" in sentence]
