"""What the deeds of the planning desk share: checking a row before it is saved, and telling the trail what changed."""

from collections.abc import Callable, Collection, Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from lib.errors import Refused
from training.models.revised import Revised


def save_checked(row: models.Model, *, unchecked: Collection[str] = ()) -> None:
    """Saves a row whose facts fit its columns and constraints; raises Refused with a sentence for each that does not.

    `unchecked` columns are left to the database: checking megabytes would send them there twice.
    """
    try:
        row.full_clean(exclude=set(unchecked))
    except ValidationError as error:
        raise Refused(_sentences(row, error)) from error
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        name = row._meta.verbose_name
        raise Refused(
            f"Somebody else saved the same {name} in this moment. Look at the list first."
        ) from error


def _sentences(row: models.Model, error: ValidationError) -> list[str]:
    return [
        sentence
        if field == NON_FIELD_ERRORS or "already" in sentence
        else f"{_label(row, field)}: {sentence}"
        for field, sentences in error.message_dict.items()
        for sentence in sentences
    ]


def _label(row: models.Model, field: str) -> str:
    label = str(row._meta.get_field(field).verbose_name)
    return label[:1].upper() + label[1:]


def revise(row: Revised, seen: int | None, *, facts: Callable[..., dict], apply: Callable[[], None]) -> dict:
    """Locks a row, lets `apply` change it and counts the change; gives what differs as {field: [from, to]}. Call it in a transaction.

    Raises TooLate when the row is no longer at revision `seen`, unless everything is already as the page says: a button that
    was pressed twice overwrites nothing.
    """
    row.lock()
    before = facts(row)
    try:
        with transaction.atomic():
            apply()
    except Refused:
        row.refuse_unseen(seen)
        raise
    made = changes(before, facts(row))
    if made:
        row.refuse_unseen(seen)
        row.count_change()
        row.save(update_fields=["revision"])
    return made


def facts_of(row: models.Model, names: Iterable[str]) -> dict:
    return {name: getattr(row, name) for name in names}


def changes(before: dict, after: dict) -> dict:
    """{field: [from, to]} for the trail: only what differs."""
    return {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}
