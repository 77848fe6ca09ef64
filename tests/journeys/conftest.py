"""One of everything that pages are about, and somebody without an employment, shared with the access test."""

import pytest
from django.core.management import call_command

from tests.doors.test_access import cast, newcomer  # noqa: F401


@pytest.fixture
def audited(administrator):
    """Once the journey is over every invariant is asked; a breach fails it."""
    yield
    call_command("audit")
