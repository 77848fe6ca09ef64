import pytest

from finance.budget import record_line, reverse_line
from finance.models import BudgetLine, LedgerEntry
from lib.codes import new_code
from lib.errors import Refused, TooLate
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(council, finance_officer):
    return record_line("contribution", 2025, 1000, agency=council, by=finance_officer, now=NOW)


@pytest.mark.parametrize(
    ("kind", "facts", "accounts"),
    [
        ("brought_forward", {}, ("bank", "reserves")),
        ("expenditure", {"heading": "Case review"}, ("expenditure", "bank")),
    ],
)
def test_each_kind_is_posted_to_its_accounts(finance_officer, kind, facts, accounts):
    line = record_line(kind, 2025, 100, by=finance_officer, now=NOW, **facts)
    entry = LedgerEntry.objects.get(cause_code=line.code)
    assert ((entry.debit, entry.credit), entry.year, entry.amount) == (accounts, 2025, 100)


def test_a_contribution_is_posted_for_its_partner(line, council):
    entry = LedgerEntry.objects.get(cause_code=line.code)
    assert (entry.debit, entry.credit, entry.agency) == ("bank", "contributions", council)
    assert str(entry.on) == "2026-03-31"  # the last day of its year, which is over


@pytest.mark.parametrize(
    ("kind", "amount", "sentence"),
    [
        ("contribution", 10, "Choose the partner"),
        ("expenditure", 10, "Enter the heading"),
        ("brought_forward", 0, "more than £0.00"),
    ],
)
def test_a_line_that_says_too_little_is_refused(finance_officer, kind, amount, sentence):
    with pytest.raises(Refused, match=sentence):
        record_line(kind, 2025, amount, by=finance_officer, now=NOW)
    assert not BudgetLine.objects.exists()


def test_a_line_is_taken_back_by_a_second_one(line, finance_officer):
    reversal = reverse_line(line, reason="Typed twice", by=finance_officer, now=NOW)
    assert reversal.signed_amount == -line.amount
    entry = LedgerEntry.objects.get(cause_code=reversal.code)
    assert (entry.debit, entry.credit, entry.year) == ("contributions", "bank", 2025)


def test_a_line_is_taken_back_once(line, finance_officer):
    reverse_line(line, reason="Typed twice", by=finance_officer, now=NOW)
    with pytest.raises(TooLate):
        reverse_line(line, reason="Again", by=finance_officer, now=NOW)


def test_a_reversal_stays(line, finance_officer):
    reversal = reverse_line(line, reason="Typed twice", by=finance_officer, now=NOW)
    with pytest.raises(Refused, match="a reversal itself"):
        reverse_line(reversal, reason="Oh", by=finance_officer, now=NOW)


def test_a_reversal_says_why(line, finance_officer):
    with pytest.raises(Refused, match="Say why"):
        reverse_line(line, reason=" ", by=finance_officer, now=NOW)


def test_a_form_sent_twice_is_one_line(finance_officer):
    code = new_code()
    record_line("brought_forward", 2025, 10, by=finance_officer, now=NOW, code=code)
    with pytest.raises(TooLate):
        record_line("brought_forward", 2025, 10, by=finance_officer, now=NOW, code=code)
