"""What all tests stand on: the named people of tests/cast.py, the browser of tests/browser.py, the databases of tests/database.py."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.cast", "tests.browser", "tests.database", "tests.queries", "tests.bookings.makers_of_make_ups",
]  # fmt: skip


# Times are never asserted: a busy machine must not turn a true property red.
settings.register_profile(
    "muster", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.load_profile("muster")


def pytest_configure() -> None:
    # The test databases lie here (config/settings_test.py).
    (Path(__file__).resolve().parent.parent / "var" / "test").mkdir(parents=True, exist_ok=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first, and the demo year before all: else one worker stands idle at the end while the other has a minute to go."""
    items.sort(
        key=lambda item: (item.path.name != "test_demo_year.py", item.get_closest_marker("slow") is None)
    )
