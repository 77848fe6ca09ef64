"""What was collected is given back when the register is corrected: once, by the clock, and to the penny."""

from datetime import date, timedelta

import pytest

from accounts.models import TrailEntry
from bookings.models import Charge
from correspondence.models import Message
from finance import crediting, ledger
from finance.invariants import breaches
from finance.models import CreditNote, Invoice, LedgerEntry
from finance.payments import record_payment
from finance.statement import income_statement
from lib.errors import Refused
from tests.cast import NOW
from tests.finance.rows import LATER, TODAY, charge_for, issued, three_events, void

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def pay(invoice, amount, by, reference=""):
    facts = {"received_on": TODAY, "by": by, "now": NOW, "reference": reference}
    return record_payment(invoice, amount=amount, **facts)


def loaded():
    return Invoice.objects.with_paid().get()


def test_the_clock_credits_what_is_void(invoice, charge):
    void(charge)
    assert crediting.credit_due(LATER) == 1
    note = CreditNote.objects.get()
    assert (note.reference, note.total, note.refund) == ("CRN000001", 50, 0)
    assert (note.issued_by, note.reason) == (None, "The attendance register was corrected")
    charge.refresh_from_db()
    assert charge.state == "credited"
    assert list(breaches()) == []


def test_it_runs_twice_and_a_day_late(invoice, charge):
    void(charge)
    assert crediting.credit_due(NOW - SECOND) == 0
    assert [crediting.credit_due(LATER + timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert CreditNote.objects.count() == 1
    assert TrailEntry.objects.filter(deed__in=["charge.credited", "credit_note.issued"], by=None).count() == 2


def test_what_was_not_collected_is_not_credited(charge, council_charge):
    void(charge, council_charge)
    assert crediting.credit_due(LATER) == 0


def test_a_charge_whose_cause_came_back_stays(invoice, charge):
    void(charge)
    Charge.objects.update(void_since=None)
    assert crediting.credit_due(LATER) == 0


def test_it_waits_while_the_register_is_reopened(invoice, charge, past_event):
    void(charge)
    type(past_event).objects.update(register_closed_at=None, register_reopened_at=NOW)
    assert crediting.credit_due(LATER) == 0
    type(past_event).objects.update(register_closed_at=LATER, register_reopened_at=None)
    assert crediting.credit_due(LATER) == 1


def test_the_rest_stays_outstanding(invoice, charge):
    void(charge)
    crediting.credit_due(LATER)
    found = loaded()
    assert (found.credited, found.outstanding, found.refund_due) == (50, 25, 0)
    plain = Invoice.objects.get()
    assert (plain.credited, plain.outstanding, plain.refund_due) == (50, 25, 0)
    assert ledger.balances()["debtors"] == 25
    assert ledger.balances()["non_attendance_income"] == -25


def test_no_more_than_the_rest_can_be_paid(invoice, charge, second_charge, finance_officer):
    void(charge)
    crediting.credit_due(LATER)
    with pytest.raises(Refused, match="more than the £25"):
        pay(invoice, 26, finance_officer)
    pay(invoice, 25, finance_officer)
    second_charge.refresh_from_db()
    assert second_charge.state == "settled"
    with pytest.raises(Refused, match="what was not paid is credited"):
        pay(invoice, 1, finance_officer, reference="again")
    assert list(breaches()) == []


def test_a_credit_settles_what_was_paid_already(invoice, charge, second_charge, finance_officer):
    pay(invoice, 25, finance_officer)
    void(charge)
    crediting.credit_due(LATER)
    second_charge.refresh_from_db()
    assert second_charge.state == "settled"
    assert loaded().state(TODAY) == ("Paid", "green")
    assert list(breaches()) == []


def test_what_was_paid_for_it_is_due_back(invoice, charge, finance_officer):
    pay(invoice, 75, finance_officer)
    void(charge)
    crediting.credit_due(LATER)
    found = loaded()
    assert (found.outstanding, found.refund_due) == (0, 50)
    assert found.state(TODAY)[0] == "Refund due"
    assert Invoice.objects.with_refund_due().get() == found
    book = ledger.balances()
    assert (book["bank"], book["debtors"], book["refunds_due"]) == (75, 0, -50)
    assert list(breaches()) == []


def test_a_part_that_was_paid_is_due_back_in_part(invoice, charge, finance_officer):
    pay(invoice, 60, finance_officer)
    void(charge)
    crediting.credit_due(LATER)
    note = CreditNote.objects.get()
    assert (note.refund, note.left) == (35, 15)
    assert list(breaches()) == []


def test_one_credit_after_another(invoice, charge, second_charge, finance_officer):
    pay(invoice, 30, finance_officer)
    void(charge)
    crediting.credit_due(LATER)
    void(second_charge)
    crediting.credit_due(LATER)
    assert list(CreditNote.objects.order_by("number").values_list("number", "refund")) == [(1, 5), (2, 25)]
    assert ledger.balances()["refunds_due"] == -30
    assert loaded().refund_due == 30
    assert list(breaches()) == []


def test_an_invoice_credited_whole_is_not_overdue(invoice, charge, second_charge):
    void(charge, second_charge)
    assert crediting.credit_due(LATER) == 2
    assert not Invoice.objects.overdue(invoice.due_on + timedelta(days=9)).exists()
    assert loaded().state(invoice.due_on + timedelta(days=9)) == ("Credited", "grey")
    assert CreditNote.objects.get().total == 75


def test_it_belongs_to_the_year_of_the_day_missed(
    past_event, nurse, second_nurse, officer, trust, finance_officer
):
    old = charge_for(nurse, past_event, officer, day=date(2026, 3, 31))
    charge_for(second_nurse, past_event, officer, amount=25, day=date(2026, 4, 1))
    invoice = issued(trust, finance_officer)
    pay(invoice, 50, finance_officer)
    void(old)
    crediting.credit_due(LATER)
    before, after = income_statement(2025), income_statement(2026)
    assert (before.charges.credited, before.charges.received, before.book["refunds_due"]) == (50, 0, -25)
    assert (after.charges.credited, after.charges.received, after.charges.outstanding) == (0, 25, 0)
    assert before.is_proved
    assert after.is_proved


def test_what_it_says_is_frozen(invoice, charge, trust, board):
    type(trust).objects.filter(pk=trust.pk).update(
        finance_name="Una Updated", finance_email="una@trust.example"
    )
    void(charge)
    crediting.credit_due(LATER)
    note = CreditNote.objects.get()
    assert (note.finance_name, note.finance_email) == ("Una Updated", "una@trust.example")
    assert (note.board_name, note.issued_on) == (board.name, LATER.date())


def test_the_finance_contact_and_the_coordinator_are_told(invoice, charge, coordinator):
    void(charge)
    crediting.credit_due(LATER)
    messages = Message.objects.filter(kind="credit_note_issued")
    assert {message.to for message in messages} == {invoice.finance_email, coordinator.email}
    assert all("CRN000001" in message.subject for message in messages)
    assert "£50.00 of invoice INV000001" in messages.get(to=invoice.finance_email).text


def test_each_invoice_gets_a_note_of_its_own(invoice, charge, school_charge, teacher, finance_officer):
    issued(teacher.employment.agency, finance_officer)
    void(charge, school_charge)
    assert crediting.credit_due(LATER) == 2
    assert sorted(CreditNote.objects.values_list("number", flat=True)) == [1, 2]
    assert list(breaches()) == []


def test_a_credited_day_can_be_charged_anew(invoice, charge):
    void(charge)
    crediting.credit_due(LATER)
    fresh = Charge.objects.get(pk=charge.pk)
    fresh.pk, fresh.code, fresh.state, fresh.void_since = None, "NEWCHARGE", "confirmed", None
    fresh.save(force_insert=True)
    assert Charge.objects.ready_to_invoice().get().code == "NEWCHARGE"


def test_every_posting_leads_to_the_note(invoice, charge, finance_officer):
    pay(invoice, 75, finance_officer)
    void(charge)
    crediting.credit_due(LATER)
    entries = LedgerEntry.objects.filter(cause_type="creditnote", cause_code=CreditNote.objects.get().code)
    assert sorted(entries.values_list("debit", "credit", "amount")) == [
        ("debtors", "refunds_due", 50),
        ("non_attendance_income", "debtors", 50),
    ]


@pytest.mark.parametrize("number", [1, 4])
def test_a_note_of_many_lines_takes_no_more_queries(
    course, room, officer, nurse, trust, finance_officer, number, django_assert_max_num_queries
):
    events = three_events(course, room, days_ago=range(10, 10 + number))
    charges = [charge_for(nurse, event, officer) for event in events]
    issued(trust, finance_officer)
    void(*charges)
    with django_assert_max_num_queries(60):
        assert crediting.credit_due(LATER) == number
