from datetime import datetime
from uuid import UUID

from django.db import models

from accounts.models import Person, TrailEntry


def entry(
    by: Person | None,
    deed: str,
    subject: models.Model,
    changes: dict | None = None,
    *,
    now: datetime,
    key: UUID | None = None,
) -> TrailEntry:
    """An unsaved trail row, for deeds over many rows that write them at once with `bulk_create`."""
    return TrailEntry(
        at=now,
        by=by,
        deed=deed,
        subject_type=subject._meta.model_name,
        subject_code=getattr(subject, "code", None) or str(subject.pk),
        changes=changes or {},
        key=key,
    )


def record(
    by: Person | None,
    deed: str,
    subject: models.Model,
    changes: dict | None = None,
    *,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Writes one row of the trail; call it in the transaction of the deed itself.

    `by` is None when the clock did it. `changes` maps a field to [from, to]. `deed` reads `booking.cancelled`. A deed with a
    `key` is written once: the database refuses a second row with the same one (IntegrityError).
    """
    entry(by, deed, subject, changes, now=now, key=key).save()
