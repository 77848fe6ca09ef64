import pytest
from django.core.cache import cache

from accounts.models import TrailEntry


@pytest.fixture(autouse=True)
def _forget_the_limits():
    """Rate limits count in the cache; every test starts from none."""
    cache.clear()


@pytest.fixture
def entries(db):
    """The trail as (deed, changes), oldest first."""
    return lambda: list(TrailEntry.objects.order_by("pk").values_list("deed", "changes"))
