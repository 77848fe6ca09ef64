from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Sum
from django.db.models.functions import Round

from lib.codes import new_code


class CodeField(models.CharField):
    """The unguessable name of a row in URLs and e-mails."""

    def __init__(self, **kwargs: Any):
        ours: dict[str, Any] = {"max_length": 12, "default": new_code, "unique": True, "editable": False}
        super().__init__(**ours | kwargs)

    def get_prep_value(self, value: Any) -> Any:
        """A code from an address or a form may hold anything. PostgreSQL refuses to look for a NUL, so it becomes what no code has."""
        value = super().get_prep_value(value)
        return value.replace("\0", "?") if isinstance(value, str) else value


class MoneyField(models.DecimalField):
    """Pounds with two places; never negative unless the model says otherwise."""

    def __init__(self, **kwargs: Any):
        ours: dict[str, Any] = {"max_digits": 10, "decimal_places": 2, "validators": [MinValueValidator(0)]}
        super().__init__(**ours | kwargs)


def sum_of_pounds(field: str) -> Round:
    """The sum of a money column, to the penny: SQLite adds in binary fractions, where 0.70 and 0.10 are not quite 0.80."""
    return Round(Sum(field), precision=2, output_field=MoneyField())
