"""A journal that reverses another: what a department was recharged goes back to its cost centre."""

from decimal import Decimal

import pytest
from django.urls import reverse

from finance import crediting, journals, ledger
from finance.invariants import breaches
from finance.models import Journal
from tests.cast import NOW, make_person
from tests.finance.rows import LATER, TODAY, charge_for, void

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(council_charge, income_code, finance_officer):
    return journals.issue_journal(up_to=TODAY, by=finance_officer, now=NOW)


@pytest.fixture
def reversal(journal, council_charge):
    void(council_charge)
    assert crediting.credit_due(LATER) == 1
    return Journal.objects.get(reverses=journal)


def test_it_takes_the_next_number(reversal, council_charge):
    assert (reversal.reference, reversal.count, reversal.total) == ("JNL000002", 1, 50)
    assert reversal.issued_by is None
    council_charge.refresh_from_db()
    assert council_charge.state == "credited"
    assert list(breaches()) == []


def test_it_happens_once(reversal):
    assert crediting.credit_due(LATER) == 0
    assert Journal.objects.count() == 2


def test_both_sides_are_swapped(journal, reversal):
    cost_centre = journal.lines.get().cost_centre
    assert [(s.account, s.debit, s.credit) for s in journals.sides(journal)] == [
        (cost_centre, 50, None),
        ("LSCB900", None, 50),
    ]
    assert [(s.account, s.debit, s.credit) for s in journals.sides(reversal)] == [
        ("LSCB900", 50, None),
        (cost_centre, None, 50),
    ]


def test_the_file_adds_up(reversal):
    table = journals.table(reversal)
    assert sum(row[5] or 0 for row in table.rows) == sum(row[6] or 0 for row in table.rows) == 50
    assert table.total[2:7] == [1, "", "", Decimal(50), Decimal(50)]
    assert table.rows[0][7].startswith("Credit, ")


def test_the_book_is_as_before(reversal):
    book = ledger.balances()
    assert (book["internal_recharge"], book["non_attendance_income"]) == (0, 0)


def test_the_income_code_is_the_one_that_was_credited(journal, council_charge, board):
    type(board).objects.update(income_code="ANOTHER")
    void(council_charge)
    crediting.credit_due(LATER)
    assert Journal.objects.get(reverses=journal).income_code == "LSCB900"


def test_only_what_is_void_is_reversed(
    past_event, council_charge, council, officer, income_code, finance_officer
):
    charge_for(make_person("Otto", "Other", council), past_event, officer, amount=25)
    journals.issue_journal(up_to=TODAY, by=finance_officer, now=NOW)
    void(council_charge)
    crediting.credit_due(LATER)
    assert Journal.objects.get(number=2).total == 50
    assert ledger.balances()["internal_recharge"] == 25
    assert list(breaches()) == []


def test_the_pages_lead_from_one_to_the_other(journal, reversal, finance_officer, signed_in):
    client = signed_in(finance_officer)
    first = client.get(reverse("finance:journal", args=[journal.code])).content.decode()
    second = client.get(reverse("finance:journal", args=[reversal.code])).content.decode()
    assert "JNL000002" in first
    assert "It reverses charges of journal" in second
    assert "Muster, by itself" in second
    assert "reverses JNL000001" in client.get(reverse("finance:journals")).content.decode()
    file = client.get(reverse("finance:journal_csv", args=[reversal.code])).content.decode()
    assert "LSCB900" in file
