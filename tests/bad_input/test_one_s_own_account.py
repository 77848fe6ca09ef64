"""What no table of forms can say about signing in: the account is closed while its owner looks for a code."""

import pytest

from accounts.models import Person
from tests.bad_input.sitting import Sitting

CLOSED = "This account is closed"


@pytest.mark.parametrize("name", ["account_email_verification_sent", "mfa_authenticate"])
def test_an_account_that_is_closed_before_the_code_is_typed_signs_nobody_in(name, cast):
    sitting = Sitting(name, cast)
    opened = sitting.open()
    sent = opened.sent()
    Person.objects.exclude(pk=cast.administrator.pk).update(is_active=False)
    answer = sitting.follow(opened.post(sent))
    assert CLOSED in answer.text
    assert "You are signed in" not in answer.text
