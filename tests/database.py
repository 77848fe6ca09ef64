"""Leaves the database after a transactional test as the migrations made it.

Django only empties it, which is not enough here twice over: what the migrations ship (the first tariff, the questionnaires) would
be gone for the tests that follow, and triggers guard what may never change. So at the end of such a test the guards are
off for a moment, the database is emptied and filled with what was shipped, and the guards are back exactly as they were.
"""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def guards_off():
    """PostgreSQL can switch triggers off; on SQLite they are dropped and made again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """pytest-django's own, and a new end for transactional tests. The others only roll back, and stay as they are."""
    with django_db_blocker.unblock():
        shipped = connection.creation.serialize_db_to_string()

    def begin_anew(test_case) -> None:
        with guards_off():
            # Content types come back with the rest, under the numbers that they had. Sequences go on from where they are:
            # begun anew, they would give the numbers of what comes back a second time.
            call_command(
                "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
            )
            connection.creation.deserialize_db_from_string(shipped)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", begin_anew)
        yield
