from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from bookings.models import Charge
from finance.models import Invoice, LedgerEntry, Payment
from finance.payments import allocate, record_payment
from lib.codes import new_code
from lib.dates import FinancialYear
from lib.errors import Refused, TooLate
from tests.finance.rows import LATER, TODAY, charge_for, issued

pytestmark = pytest.mark.django_db


def pay(invoice, amount, by, **facts):
    facts = {"received_on": LATER.date(), "now": LATER} | facts
    return record_payment(invoice, amount=Decimal(amount), by=by, **facts)


def states():
    return set(Charge.objects.values_list("state", flat=True))


def test_paying_in_full_settles_the_charges(invoice, finance_officer):
    pay(invoice, 75, finance_officer)
    assert states() == {"settled"}
    assert Invoice.objects.paid_in_full().get() == invoice


def test_a_part_payment_settles_nothing(invoice, finance_officer):
    pay(invoice, 50, finance_officer)
    assert states() == {"invoiced"}
    assert Invoice.objects.part_paid().get().outstanding == 25


def test_the_last_part_settles(invoice, finance_officer):
    pay(invoice, 50, finance_officer)
    pay(invoice, 25, finance_officer)
    assert states() == {"settled"}
    assert TrailEntry.objects.filter(deed="charge.settled").count() == 2


def test_a_payment_is_posted(invoice, finance_officer):
    payment = pay(invoice, 50, finance_officer, reference="RNT 1")
    entry = LedgerEntry.objects.get(cause_code=payment.code)
    assert (entry.debit, entry.credit, entry.amount, entry.on) == ("bank", "debtors", 50, LATER.date())


@pytest.mark.parametrize(
    ("amount", "when", "sentence"),
    [
        (76, LATER.date(), "more than the £75.00 outstanding"),
        (0, LATER.date(), "must be more than £0.00"),
        (-5, LATER.date(), "must be more than £0.00"),
        (10, LATER.date() + timedelta(days=1), "cannot be in the future"),
        (10, TODAY - timedelta(days=1), "cannot have come before"),
    ],
)
def test_a_payment_that_cannot_be_right_is_refused(invoice, finance_officer, amount, when, sentence):
    with pytest.raises(Refused, match=sentence):
        pay(invoice, amount, finance_officer, received_on=when)
    assert not Payment.objects.exists()


def test_a_paid_invoice_takes_no_more(invoice, finance_officer):
    pay(invoice, 75, finance_officer)
    with pytest.raises(Refused, match="already paid in full"):
        pay(invoice, 1, finance_officer)


def test_a_form_sent_twice_is_one_payment(invoice, finance_officer):
    code = new_code()
    pay(invoice, 10, finance_officer, code=code)
    with pytest.raises(TooLate):
        pay(invoice, 10, finance_officer, code=code)
    assert Payment.objects.count() == 1


def test_payments_pay_the_lines_in_their_order(
    past_event, nurse, second_nurse, officer, trust, finance_officer
):
    charge_for(nurse, past_event, officer, day=date(2026, 3, 31))
    charge_for(second_nurse, past_event, officer, amount=25, day=date(2026, 4, 1))
    invoice = issued(trust, finance_officer)
    lines = list(invoice.lines.all())
    old, new = FinancialYear(2025), FinancialYear(2026)
    assert allocate(lines, Decimal(0), Decimal(60)) == {old: 50, new: 10}
    assert allocate(lines, Decimal(60), Decimal(15)) == {new: 15}


def test_overdue_begins_the_day_after(invoice):
    assert not Invoice.objects.overdue(invoice.due_on).exists()
    assert Invoice.objects.overdue(invoice.due_on + timedelta(days=1)).get() == invoice


@pytest.mark.parametrize(
    ("paid", "late", "said"), [(0, 0, "Unpaid"), (10, 0, "Part paid"), (10, 1, "Overdue"), (75, 1, "Paid")]
)
def test_an_invoice_says_its_state(invoice, finance_officer, paid, late, said):
    if paid:
        pay(invoice, paid, finance_officer)
    assert Invoice.objects.with_paid().get().state(invoice.due_on + timedelta(days=late))[0] == said
