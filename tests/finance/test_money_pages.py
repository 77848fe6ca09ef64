"""Budget and income statement on screen."""

import pytest
from django.urls import reverse

from finance import journals
from finance.budget import record_line
from finance.models import BudgetLine
from lib.codes import new_code
from tests.cast import NOW
from tests.finance.rows import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(finance_officer, signed_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    return signed_in(finance_officer)


def text(response):
    return response.content.decode()


def send(client, **facts):
    data = {
        "code": new_code(),
        "year": "2026-27",
        "kind": "brought_forward",
        "amount": "100",
        "confirmed": "yes",
    }
    data = {name: value for name, value in (data | facts).items() if value is not None}
    return client.post(reverse("finance:budget_new"), data, follow=True)


def test_a_line_is_looked_at_and_then_recorded(client, council):
    facts = {"kind": "contribution", "agency": council.code}
    page = text(send(client, confirmed=None, **facts))
    assert "Check before you record" in page
    assert council.name in page
    assert not BudgetLine.objects.exists()
    assert "was recorded for 2026-27" in text(send(client, **facts))


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"year": "2026"}, "is not a financial year"),
        ({"year": ""}, "Enter the financial year"),
        ({"kind": "gift"}, "Choose"),
        ({"kind": "contribution"}, "Choose the partner who contributes"),
        ({"kind": "contribution", "agency": "nobody"}, "Choose"),
        ({"kind": "expenditure"}, "Enter the heading of the expenditure"),
        ({"kind": "expenditure", "heading": "x" * 121}, "120 characters"),
        ({"amount": "0"}, "must be more than £0.00"),
        ({"amount": "12345678901"}, "too large"),
    ],
)
def test_a_wrong_line_is_answered_beside_the_field(client, board, facts, sentence):
    page = text(send(client, **facts))
    assert "There is a problem" in page
    assert sentence in page
    assert not BudgetLine.objects.exists()


def test_a_line_is_taken_back_with_a_reason(client, finance_officer):
    line = record_line("brought_forward", 2026, 100, by=finance_officer, now=NOW)
    url = reverse("finance:budget_reverse", args=[line.code])
    assert "There is a problem" in text(client.post(url, {"reason": " "}))
    page = text(client.post(url, {"reason": "Typed twice"}, follow=True))
    assert "was taken back" in page
    assert "Typed twice" in page
    assert "has already been taken back" in text(client.post(url, {"reason": "Again"}))


def test_hostile_text_is_shown_as_text(client):
    send(client, kind="expenditure", heading="<script>alert(1)</script>")
    page = text(client.get(reverse("finance:budget", args=["2026-27"])))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_year_that_is_none_is_no_page(client, board):
    for page in ("budget", "statement", "statement_pdf"):
        assert client.get(reverse(f"finance:{page}", args=["2026"])).status_code == 404


def test_the_statement_shows_shares_and_last_year(client, council, trust, finance_officer):
    record_line("contribution", 2026, 49, agency=council, by=finance_officer, now=NOW)
    record_line("contribution", 2026, 51, agency=trust, by=finance_officer, now=NOW)
    record_line("contribution", 2025, 7, agency=trust, by=finance_officer, now=NOW)
    page = text(client.get(reverse("finance:statement", args=["2026-27"])))
    for figure in ("49.0%", "51.0%", "£7.00", "Every figure agrees with the ledger", "<svg"):
        assert figure in page


def test_the_statement_of_an_empty_year_says_so(client, board):
    assert "No money is recorded for this year yet." in text(
        client.get(reverse("finance:statement", args=["2020-21"]))
    )


def test_the_committee_reads_the_statement_but_no_names(
    committee_member, signed_in, council_charge, income_code, finance_officer
):
    journals.issue_journal(up_to=TODAY, by=finance_officer, now=NOW)
    meera = signed_in(committee_member)
    assert "£50.00" in text(meera.get(reverse("finance:statement", args=["2026-27"])))
    page = text(meera.get(reverse("finance:statement_charges", args=["2026-27", "received"])))
    assert "JNL000001" in page
    assert "Samir" not in page


def test_the_statement_downloads(client, council, finance_officer):
    record_line("contribution", 2026, 49, agency=council, by=finance_officer, now=NOW)
    url = reverse("finance:statement", args=["2026-27"])
    assert "49.00" in client.get(url, {"format": "csv"}).content.decode("utf-8-sig")
    assert client.get(url, {"format": "xlsx"}).content.startswith(b"PK")
