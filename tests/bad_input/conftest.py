import pytest
from django.core.cache import cache as remembered

from tests.cast import NOW
from tests.doors.test_access import cast  # noqa: F401  — one of everything that pages are about


@pytest.fixture(autouse=True)
def _in_june(time_machine):
    """The clock stands where the cast lives, and nobody has tried too often."""
    time_machine.move_to(NOW, tick=False)
    remembered.clear()
