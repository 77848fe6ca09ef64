"""Whether anything has changed in the database."""

from functools import cache

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

NOT_OURS = {Session}


@cache
def _tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if model not in NOT_OURS})


def everything() -> dict[str, list[str]]:
    """Every row of every table but the sessions, by table: the outbox and the trail are among them."""
    found = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def changed_since(before: dict[str, list[str]]) -> list[str]:
    """The tables in which a row came, went or changed since `everything()` was asked."""
    now = everything()
    return [table for table in now if now[table] != before[table]]
