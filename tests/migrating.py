"""A database of its own that stands at any migration: rows are put in as they were then, and read as they became."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.bookings import arena


@pytest.fixture
def migrate_to(django_test_environment, django_db_blocker, tmp_path):
    """`migrate_to("training", "0005_people_and_places")` → the models of that day; forward from an empty database, and backward."""

    def to(*target):
        executor = MigrationExecutor(connection)
        return executor.migrate([target]).apps

    with django_db_blocker.unblock(), arena.empty(tmp_path) as name, arena.connected_to(name):
        yield to
