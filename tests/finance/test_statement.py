from decimal import Decimal

import pytest

from finance import invariants, journals, statement_rows
from finance.budget import record_line, reverse_line
from finance.payments import record_payment
from finance.statement import income_statement
from lib.dates import FinancialYear
from tests.cast import NOW, make_agency
from tests.finance.rows import TODAY, charge_for, issued, three_events

pytestmark = pytest.mark.django_db
YEAR = FinancialYear(2026)


@pytest.fixture
def reports_year(council, trust, finance_officer):
    """The money that the reference year states."""
    common = {"year": YEAR, "by": finance_officer, "now": NOW}
    record_line("contribution", amount=Decimal("101301.00"), agency=council, **common)
    record_line("contribution", amount=Decimal("105436.00"), agency=trust, **common)
    record_line("brought_forward", amount=Decimal("44770.00"), **common)
    record_line("expenditure", amount=Decimal("15460.00"), heading="Serious case reviews", **common)


def test_the_reference_year_is_reproduced(reports_year):
    statement = income_statement(YEAR)
    assert statement.contributions_total == Decimal("206737.00")
    assert statement.council_share == Decimal("49.0")
    assert statement.total_income_as_reported == Decimal("251507.00")
    assert statement.expenditure_total == Decimal("15460.00")
    assert statement.carried_forward == Decimal("236047.00")
    assert statement.is_proved


def test_charges_are_a_line_of_their_own(reports_year, council_charge, income_code, finance_officer):
    journals.issue_journal(up_to=TODAY, by=finance_officer, now=NOW)
    statement = income_statement(YEAR)
    assert statement.total_income_as_reported == Decimal("251507.00")
    assert statement.total_income == Decimal("251557.00")


def test_raised_less_waived_less_received_is_outstanding(
    course, room, tariff, nurse, teacher, officer, trust, finance_officer
):
    first, second, third = three_events(course, room)
    charge_for(nurse, first, officer)
    charge_for(nurse, second, officer, state="waived", amount=25)
    charge_for(nurse, third, officer, state="proposed", amount=25)
    charge_for(teacher, third, officer)
    record_payment(issued(trust, finance_officer), amount=20, received_on=TODAY, by=finance_officer, now=NOW)
    charges = income_statement(YEAR).charges
    assert (charges.raised, charges.waived, charges.received, charges.outstanding) == (150, 25, 20, 105)
    assert (charges.to_decide, charges.to_collect, charges.unpaid) == (25, 50, 30)
    assert income_statement(YEAR).is_proved


def test_a_charge_counts_in_the_year_of_its_day(past_event, nurse, officer, trust, finance_officer):
    charge_for(nurse, past_event, officer, day=YEAR.previous.ends_on)
    record_payment(issued(trust, finance_officer), amount=50, received_on=TODAY, by=finance_officer, now=NOW)
    assert income_statement(YEAR).charges.received == 0
    assert income_statement(YEAR.previous).charges.received == 50
    assert income_statement(YEAR.previous).is_proved


def test_partners_are_listed_with_their_share(reports_year, trust, council):
    listed = [(line.agency, line.share) for line in income_statement(YEAR).contributions]
    assert listed == [(trust.name, Decimal("51.0")), (council.name, Decimal("49.0"))]


def test_a_line_taken_back_is_gone_from_the_statement(council, finance_officer):
    line = record_line("contribution", YEAR, 10, agency=council, by=finance_officer, now=NOW)
    reverse_line(line, reason="Typed twice", by=finance_officer, now=NOW)
    assert income_statement(YEAR).contributions == []
    assert income_statement(YEAR).is_proved


def test_a_partner_of_last_year_stays_beside(council, finance_officer):
    record_line("contribution", YEAR.previous, 10, agency=council, by=finance_officer, now=NOW)
    rows = statement_rows.rows(income_statement(YEAR), income_statement(YEAR.previous))
    [row] = [row for row in rows if row.label == council.name]
    assert (row.amount, row.before) == (0, 10)


def test_an_empty_year_proves_itself(db):
    statement = income_statement(1999)
    assert statement.is_empty
    assert statement.is_proved
    assert statement.council_share is None


def test_the_statement_asks_the_same_few_questions_however_many_partners(
    reports_year, finance_officer, django_assert_max_num_queries
):
    for number in range(12):
        agency = make_agency(f"Partner {number}", "health")
        record_line("contribution", YEAR, 10, agency=agency, by=finance_officer, now=NOW)
    with django_assert_max_num_queries(6):
        income_statement(YEAR)


def test_the_books_of_the_reference_year_have_no_breach(reports_year):
    assert list(invariants.breaches()) == []
