"""A booking that earned a certificate, and the certificate."""

import pytest

from certificates import issuing
from certificates.models import Certificate
from evaluations import invitations
from tests.cast import NOW
from tests.evaluations.conftest import answer, came, close


@pytest.fixture
def earned(past_event, nurse):
    """Nadia attended in full, the register is closed, the evaluation asked and not yet answered."""
    booking = came(past_event, nurse)
    close(past_event)
    invitations.open_due(NOW)
    return booking


@pytest.fixture
def certificate(earned):
    """Nadia's certificate, issued at NOW."""
    answer(earned)
    assert issuing.issue_due(NOW) == 1
    return Certificate.objects.get()
