"""What was withdrawn was never raised; what was credited is a figure of its own."""

import pytest

from finance import crediting, invoicing
from finance.statement import income_statement
from lib.dates import FinancialYear
from reports import queries, tables
from tests.cast import NOW
from tests.finance.rows import LATER, TODAY, charge_for, void

pytestmark = pytest.mark.django_db
YEAR = FinancialYear(2026)


@pytest.fixture
def undone(past_event, nurse, second_nurse, teacher, officer, trust, finance_officer):
    """£50.00 credited, £25.00 withdrawn, £10.00 confirmed."""
    credited = charge_for(nurse, past_event, officer)
    invoicing.issue(trust, up_to=TODAY, by=finance_officer, now=NOW)
    void(credited)
    charge_for(second_nurse, past_event, officer, amount=25, state="withdrawn", void_since=NOW)
    charge_for(teacher, past_event, officer, amount=10)
    crediting.credit_due(LATER)


def test_the_totals(undone):
    found = queries.charges(YEAR)
    assert (found.count, found.raised, found.credited, found.due) == (2, 60, 50, 10)


def test_the_table_adds_up(undone):
    table = tables.charges(YEAR)
    assert [sum(column) for column in list(zip(*table.rows, strict=True))[1:]] == table.total[1:]


def test_the_statement_says_the_same(undone):
    charges = income_statement(YEAR).charges
    assert (charges.raised, charges.credited, charges.outstanding, charges.count) == (60, 50, 10, 2)
    assert income_statement(YEAR).is_proved
