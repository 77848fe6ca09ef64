"""Charges of three agencies: the trust and the school are invoiced, the council's own department settles by journal."""

import pytest

from tests.finance.rows import charge_for, issued


@pytest.fixture
def charge(past_event, nurse, officer):
    """Nadia did not come: £50.00, confirmed by Olive."""
    return charge_for(nurse, past_event, officer)


@pytest.fixture
def second_charge(past_event, second_nurse, officer):
    return charge_for(second_nurse, past_event, officer, amount=25)


@pytest.fixture
def school_charge(past_event, teacher, officer):
    return charge_for(teacher, past_event, officer)


@pytest.fixture
def council_charge(past_event, social_worker, officer):
    return charge_for(social_worker, past_event, officer)


@pytest.fixture
def income_code(board):
    """The Board's own code in the council's ledger, without which there are no journals."""
    type(board).objects.filter(pk=1).update(income_code="LSCB900")
    return "LSCB900"


@pytest.fixture
def invoice(charge, second_charge, trust, finance_officer):
    """Number 1, to the trust: two lines, £75.00."""
    return issued(trust, finance_officer)
