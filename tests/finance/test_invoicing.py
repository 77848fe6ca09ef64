from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Agency, Board, TrailEntry
from bookings.models import Charge
from correspondence.models import Message
from finance import invoicing
from finance.collecting import fingerprint
from finance.models import Invoice, LedgerEntry, NumberSeries
from lib.errors import Refused, TooLate
from tests.cast import NOW
from tests.finance.rows import TODAY, charge_for, issued, three_events

pytestmark = pytest.mark.django_db


def states(*charges):
    return [Charge.objects.get(pk=charge.pk).state for charge in charges]


def test_an_invoice_has_one_line_per_person_and_day(invoice):
    assert [(line.person_name, line.amount) for line in invoice.lines.all()] == [
        ("Nadia Nurse", 50),
        ("Noor Nurse", 25),
    ]
    assert invoice.total == Decimal("75.00")


def test_issuing_moves_charges_to_invoiced(invoice, charge, second_charge):
    assert states(charge, second_charge) == ["invoiced", "invoiced"]


def test_issuing_leaves_a_trail(invoice, charge, finance_officer):
    entry = TrailEntry.objects.get(deed="charge.invoiced", subject_code=charge.code)
    assert (entry.by, entry.changes) == (finance_officer, {"state": ["confirmed", "invoiced"]})
    assert TrailEntry.objects.filter(deed="invoice.issued", subject_code=invoice.code).count() == 1


def test_issuing_posts_the_debt(invoice, trust):
    entry = LedgerEntry.objects.get(cause_code=invoice.code)
    assert (entry.debit, entry.credit, entry.amount) == ("debtors", "non_attendance_income", 75)
    assert (entry.agency, entry.year, entry.on) == (trust, 2026, TODAY)


def test_a_charge_belongs_to_the_year_of_its_day(
    past_event, nurse, second_nurse, officer, trust, finance_officer
):
    charge_for(nurse, past_event, officer, day=date(2026, 3, 31))
    charge_for(second_nurse, past_event, officer, amount=25, day=date(2026, 4, 1))
    invoice = issued(trust, finance_officer)
    entries = LedgerEntry.objects.filter(cause_code=invoice.code).order_by("year")
    assert [(entry.year, entry.amount) for entry in entries] == [(2025, 50), (2026, 25)]


def test_an_invoice_freezes_what_it_says(invoice, trust, board):
    Agency.objects.filter(pk=trust.pk).update(name="Another name", address="Elsewhere")
    Board.objects.update(bank_account_number="99999999", name="Another board")
    kept = Invoice.objects.get(pk=invoice.pk)
    assert kept.agency_name == "Riverside NHS Trust"
    assert kept.bank_account_number == "12345678"
    assert kept.board_name == board.name
    assert kept.words == "Charge for non-attendance"


def test_the_due_day_follows_the_settings(invoice):
    assert invoice.due_on == TODAY + timedelta(days=30)


def test_numbers_follow_each_other(invoice, school_charge, school, finance_officer):
    assert [invoice.number, issued(school, finance_officer).number] == [1, 2]
    assert invoice.reference == "INV000001"


def test_a_rolled_back_issue_leaves_no_gap(
    charge, school_charge, trust, school, finance_officer, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError("the lights went out")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(invoicing.ledger, "post", fail)
        issued(trust, finance_officer)
    assert states(charge) == ["confirmed"]
    assert issued(school, finance_officer).number == 1
    assert NumberSeries.objects.get(name="invoice").last == 1


def test_whoever_confirmed_may_not_invoice(charge, second_charge, trust, officer):
    with pytest.raises(Refused, match="You confirmed 2 of these charges yourself"):
        issued(trust, officer)
    assert states(charge) == ["confirmed"]


def test_only_confirmed_charges_are_invoiced(course, room, tariff, nurse, officer, trust, finance_officer):
    first, second, third = three_events(course, room)
    kept = [
        charge_for(nurse, first, officer, state="proposed"),
        charge_for(nurse, second, officer, state="waived"),
    ]
    charge_for(nurse, third, officer)
    assert issued(trust, finance_officer).total == 50
    assert states(*kept) == ["proposed", "waived"]


def test_a_batch_stops_at_its_day(course, room, tariff, nurse, officer, trust, finance_officer):
    early, late, _ = three_events(course, room)
    charge_for(nurse, early, officer)
    charge_for(nurse, late, officer)
    assert issued(trust, finance_officer, up_to=early.starts_at.date()).lines.count() == 1


def test_an_agency_without_an_address_is_not_invoiced(charge, trust, finance_officer):
    Agency.objects.filter(pk=trust.pk).update(address=" ", needs_purchase_order=True)
    with pytest.raises(Refused) as refused:
        issued(trust, finance_officer)
    assert refused.value.reasons == ["The billing address is missing.", "The purchase order is missing."]


def test_a_department_is_not_invoiced(council_charge, council, finance_officer):
    with pytest.raises(Refused, match="settles by journal"):
        issued(council, finance_officer)


def test_an_invoice_says_how_to_pay(charge, trust, board, finance_officer):
    Board.objects.update(bank_sort_code="", bank_account_number="")
    with pytest.raises(Refused, match="The settings lack its sort code, its account number"):
        issued(trust, finance_officer)


def test_nothing_is_issued_twice(invoice, trust, finance_officer):
    with pytest.raises(TooLate, match="nothing left to invoice"):
        issued(trust, finance_officer)
    assert Invoice.objects.count() == 1


def test_a_list_that_changed_is_not_issued(charge, past_event, second_nurse, officer, trust, finance_officer):
    [looked_at] = invoicing.preview(TODAY)
    charge_for(second_nurse, past_event, officer)
    with pytest.raises(TooLate, match="changed while you were looking"):
        issued(trust, finance_officer, expected=looked_at.fingerprint)


def test_charges_taken_under_ones_hands_stop_the_issue(charge, trust, finance_officer, monkeypatch):
    claim = invoicing.collecting.claim

    def somebody_is_faster(charges, **kwargs):
        Charge.objects.filter(pk=charge.pk).update(state="waived", waiver_reason="Sickness")
        claim(charges, **kwargs)

    monkeypatch.setattr(invoicing.collecting, "claim", somebody_is_faster)
    with pytest.raises(TooLate):
        issued(trust, finance_officer)
    assert not Invoice.objects.exists()


def test_the_preview_says_what_is_missing(charge, school_charge, trust, school, finance_officer):
    Agency.objects.filter(pk=school.pk).update(address="")
    groups = {group.agency: group for group in invoicing.preview(TODAY, finance_officer)}
    assert groups[trust].is_ready
    assert groups[school].missing == ["The billing address is missing."]


def test_the_preview_leaves_departments_to_the_journal(charge, council_charge, trust):
    assert [group.agency for group in invoicing.preview(TODAY)] == [trust]


def test_a_batch_issues_every_agency_that_is_ready(charge, school_charge, school, finance_officer):
    Agency.objects.filter(pk=school.pk).update(address="")
    groups = invoicing.preview(TODAY, finance_officer)
    batch = invoicing.issue_batch(up_to=TODAY, by=finance_officer, now=NOW, expected=fingerprint(groups))
    assert ([i.number for i in batch.issued], batch.refused) == ([1], [])
    assert states(school_charge) == ["confirmed"]


def test_a_batch_pressed_twice_issues_once(charge, finance_officer):
    expected = fingerprint(invoicing.preview(TODAY, finance_officer))
    invoicing.issue_batch(up_to=TODAY, by=finance_officer, now=NOW, expected=expected)
    with pytest.raises(TooLate):
        invoicing.issue_batch(up_to=TODAY, by=finance_officer, now=NOW, expected=expected)


def test_the_finance_contact_and_the_coordinator_are_told(coordinator, invoice):
    messages = {message.to: message for message in Message.objects.all()}
    assert set(messages) == {"finance@riverside.nhs.example", coordinator.email}
    assert "£75.00" in messages["finance@riverside.nhs.example"].text
    assert "12-34-56" in messages["finance@riverside.nhs.example"].text


def test_the_preview_asks_the_same_few_questions_for_many(
    course, room, tariff, nurse, second_nurse, officer, django_assert_max_num_queries
):
    for event in three_events(course, room):
        charge_for(nurse, event, officer)
        charge_for(second_nurse, event, officer)
    with django_assert_max_num_queries(1):
        [group] = invoicing.preview(TODAY)
    assert group.count == 6
