from typing import TypeVar

from django.db.models import Manager, Model, QuerySet
from django.http import Http404

from accounts.models import TrailEntry

Row = TypeVar("Row", bound=Model)


def row_or_gone(rows: QuerySet[Row] | Manager[Row], code: str) -> Row | None:
    """The row with this code; None when it has been deleted since, which the trail remembers. Raises Http404 when there never was one."""
    found = rows.filter(code=code).first()
    kind = rows.model._meta.model_name
    # No code has a NUL, and PostgreSQL refuses to look for it.
    known = TrailEntry.objects.filter(subject_type=kind, subject_code=code.replace("\0", "?"))
    if found is None and not (known.exists() and not rows.model._base_manager.filter(code=code).exists()):
        raise Http404
    return found
