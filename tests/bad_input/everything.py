"""Whether anything has changed in the database."""

from functools import cache

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.db.models.functions import Length

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


def too_long_in(tables: list[str]) -> list[str]:
    """The columns of these tables that hold more letters than they may: SQLite keeps them, PostgreSQL would refuse."""
    return [
        f"{model._meta.db_table}.{column.column}"
        for model in apps.get_models()
        if model._meta.db_table in tables
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField) and column.max_length
        if model._base_manager.annotate(letters=Length(column.name))
        .filter(letters__gt=column.max_length)
        .exists()
    ]


def changed_since(before: dict[str, list[str]]) -> list[str]:
    """The tables in which a row came, went or changed since `everything()` was asked."""
    now = everything()
    return [table for table in now if now[table] != before[table]]
