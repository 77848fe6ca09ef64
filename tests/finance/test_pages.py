"""The pages of finance: what they show and what they answer to bad input."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Agency
from bookings.models import Charge
from finance import documents, invoicing, journals
from finance.collecting import fingerprint
from finance.models import Invoice, InvoiceFile, Journal, Payment
from finance.payments import record_payment
from lib.codes import new_code
from tests.cast import NOW
from tests.finance.rows import TODAY, charge_for, three_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(finance_officer, signed_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    return signed_in(finance_officer)


def text(response):
    return response.content.decode()


def test_the_desk_says_what_to_do(client, charge, council_charge):
    page = text(client.get(reverse("finance:desk")))
    assert page.count("£50.00") == 2
    assert "No invoice has been issued yet" in page


def test_the_preview_lists_charges_and_what_is_missing(client, charge, school_charge, school):
    Agency.objects.filter(pk=school.pk).update(address="")
    page = text(client.get(reverse("finance:batch")))
    assert "Nadia Nurse" in page
    assert "The billing address is missing." in page
    assert reverse("accounts:agency", args=[school.code]) in page


def test_the_preview_stops_at_the_chosen_day(client, charge):
    page = text(client.get(reverse("finance:batch"), {"up_to": "2026-01-01"}))
    assert "No confirmed charge waits for these days." in page


def test_a_day_that_is_none_is_said_beside_the_field(client, charge):
    page = text(client.get(reverse("finance:batch"), {"up_to": "soon"}))
    assert "must be a real date" in page
    assert 'value="soon"' in page


def issue(client, name="finance:batch_issue", **facts):
    looked_at = invoicing.preview(TODAY) if name == "finance:batch_issue" else journals.preview(TODAY)
    data = {"up_to": TODAY.isoformat(), "mark": fingerprint(looked_at)} | facts
    return client.post(reverse(name), data, follow=True)


def test_issuing_asks_before_it_acts(client, charge):
    page = text(client.get(reverse("finance:batch_issue"), {"up_to": TODAY.isoformat()}))
    assert "Issue 1 invoice?" in page
    assert "cannot be changed or deleted" in page
    assert not Invoice.objects.exists()


def test_issuing_says_what_was_issued(client, charge, school_charge):
    assert "2 invoices were issued, £100.00 in all." in text(issue(client))


def test_a_double_press_issues_once(client, charge):
    mark = fingerprint(invoicing.preview(TODAY))
    issue(client, mark=mark)
    assert "The list of charges changed" in text(issue(client, mark=mark))
    assert Invoice.objects.count() == 1


def test_a_stale_preview_issues_nothing(client, charge):
    assert "The list of charges changed" in text(issue(client, mark="old"))
    assert not Invoice.objects.exists()


def test_a_journal_is_issued_and_downloaded(client, council_charge, income_code):
    page = text(issue(client, "finance:journal_issue"))
    assert "Journal JNL000001 was issued, £50.00 in all." in page
    response = client.get(reverse("finance:journal_csv", args=[Journal.objects.get().code]))
    assert response["Content-Type"].startswith("text/csv")
    assert "CS100" in response.content.decode("utf-8-sig")


def test_invoices_are_found_by_number_agency_and_state(client, invoice):
    url = reverse("finance:invoices")
    for query in (
        {"q": "INV000001"},
        {"q": "1"},
        {"q": "riverside"},
        {"state": "unpaid"},
        {"state": "nonsense"},
    ):
        assert invoice.reference in text(client.get(url, query)), query
    for query in ({"q": "Oak"}, {"q": "999999999999"}, {"state": "paid"}, {"state": "overdue"}):
        assert "No invoice fits this search." in text(client.get(url, query)), query


def test_an_invoice_is_overdue_after_its_day(invoice, finance_officer, signed_in, time_machine):
    time_machine.move_to(NOW + timedelta(days=31), tick=False)
    late = signed_in(finance_officer)
    assert invoice.reference in text(late.get(reverse("finance:invoices"), {"state": "overdue"}))


def payment(client, invoice, **facts):
    data = {
        "code": new_code(),
        "amount": "20.00",
        "received_on": TODAY.isoformat(),
        "reference": "R1",
        "confirmed": "yes",
    }
    data = {name: value for name, value in (data | facts).items() if value is not None}
    return client.post(reverse("finance:payment_new", args=[invoice.code]), data, follow=True)


def test_a_payment_is_looked_at_before_it_is_recorded(client, invoice):
    page = text(payment(client, invoice, confirmed=None))
    assert "Check before you record" in page
    assert "£20.00" in page
    assert not Payment.objects.exists()


def test_a_payment_can_still_be_changed_on_the_checking_page(client, invoice):
    page = text(payment(client, invoice, confirmed=None, change="yes"))
    assert 'value="20.00"' in page
    assert "Continue" in page


def test_a_confirmed_payment_is_recorded(client, invoice):
    page = text(payment(client, invoice))
    assert "£20.00 was recorded" in page
    assert Payment.objects.get().reference == "R1"


def test_a_payment_sent_twice_is_recorded_once(client, invoice):
    code = new_code()
    payment(client, invoice, code=code)
    assert "already been recorded" in text(payment(client, invoice, code=code))
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"amount": ""}, "Enter the amount received"),
        ({"amount": "lots"}, "must be an amount in pounds"),
        ({"amount": "0"}, "must be more than £0.00"),
        ({"amount": "-1"}, "must be more than £0.00"),
        ({"amount": "75.001"}, "pounds and pence"),
        ({"amount": "75.01"}, "more than the £75.00 outstanding"),
        ({"received_on": "2026-06-02"}, "cannot be in the future"),
        ({"received_on": "2026-05-31"}, "cannot have come before"),
        ({"received_on": "31/02/2026"}, "must be a real date"),
        ({"reference": "x" * 61}, "60 characters"),
        ({"code": "<script>"}, "out of date"),
    ],
)
def test_a_wrong_payment_is_answered_beside_the_field(client, invoice, facts, sentence):
    page = text(payment(client, invoice, **facts))
    assert "There is a problem" in page
    assert sentence in page
    assert not Payment.objects.exists()


def test_the_pdf_is_made_once_and_kept_byte_for_byte(client, invoice, monkeypatch):
    made = []
    monkeypatch.setattr(documents.pdf, "render", lambda *facts: made.append(1) or b"%PDF-1.7")
    url = reverse("finance:invoice_pdf", args=[invoice.code])
    assert client.get(url).content == client.get(url).content == b"%PDF-1.7"
    assert (len(made), InvoiceFile.objects.count()) == (1, 1)


def test_a_coordinator_sees_the_invoices_of_the_own_agency_only(
    client, invoice, school_charge, coordinator, signed_in
):
    issue(client)
    other = Invoice.objects.get(agency__name="Oak Primary School")
    carol = signed_in(coordinator)
    assert "Record a payment" not in text(carol.get(reverse("finance:invoice", args=[invoice.code])))
    assert carol.get(reverse("finance:invoice", args=[other.code])).status_code == 404
    assert carol.get(reverse("finance:invoice_pdf", args=[other.code])).status_code == 404
    assert other.reference not in text(carol.get(reverse("finance:invoices")))


def test_a_forged_link_to_a_file_is_no_page(client, invoice):
    assert client.get(reverse("finance:invoice_file", args=[invoice.code])).status_code == 404


def test_every_entry_of_the_ledger_leads_to_its_cause(client, invoice, finance_officer):
    record_payment(invoice, amount=10, received_on=TODAY, by=finance_officer, now=NOW)
    page = text(client.get(reverse("finance:ledger")))
    assert page.count(reverse("finance:invoice", args=[invoice.code])) == 2
    assert "£65.00" in page  # what is still owed, in the trial balance


def test_the_ledger_downloads(client, invoice):
    assert "debt" in client.get(reverse("finance:ledger"), {"format": "csv"}).content.decode("utf-8-sig")
    assert client.get(reverse("finance:ledger"), {"format": "xlsx"}).content.startswith(b"PK")


def test_a_long_list_of_invoices_asks_no_more_than_a_short_one(
    client, course, room, tariff, nurse, teacher, officer, django_assert_max_num_queries
):
    for event in three_events(course, room):
        charge_for(nurse, event, officer)
        charge_for(teacher, event, officer)
        issue(client)
    with django_assert_max_num_queries(10):
        client.get(reverse("finance:invoices"))


def test_no_page_of_a_charge_that_finance_must_not_see(client, past_event, nurse, officer):
    charge_for(nurse, past_event, officer, state="proposed")
    assert Charge.objects.count() == 1
    assert "Nadia" not in text(client.get(reverse("finance:batch")))
