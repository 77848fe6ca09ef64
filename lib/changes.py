from django.db import models


def between(before: models.Model | None, after: models.Model) -> dict[str, list[str]]:
    """What differs between two versions of a row, as the trail keeps it: {field: [from, to]}, related rows by their name.

    `before` is None for a new row: everything that is filled in then counts as a change from nothing.
    """
    changes = {}
    for field in after._meta.concrete_fields:
        if field.primary_key or field.name == "code":
            continue
        pair = [_said(before, field) if before else "", _said(after, field)]
        if pair[0] != pair[1]:
            changes[field.name] = pair
    return changes


def _said(row: models.Model, field: models.Field) -> str:
    value = getattr(row, field.name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    # A browser ends the lines of a text with CR LF, whatever they were kept with: that alone is no change.
    return str(value).replace("\r\n", "\n")
