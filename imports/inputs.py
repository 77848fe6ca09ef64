"""The form fields of a row: what a form asks with radios and lists comes as a word from a spreadsheet."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from lib.forms import Day

YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}


class YesNo(forms.CharField):
    """yes or no; True, False or, for an empty cell, None comes out."""

    def clean(self, value) -> bool | None:
        word = str(super().clean(value)).casefold()
        if word and word not in YES | NO:
            raise ValidationError(f"“{word[:40]}” must be yes or no in the column “{self.label}”")
        return word in YES if word else None


class Word(forms.CharField):
    """One of these choices by its label or its value, in any letters; the value comes out, "" for an empty cell."""

    def __init__(self, *, choices: Iterable[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.labels = [str(label) for _, label in choices]
        self.values = {str(word).casefold(): value for pair in choices for value in pair[:1] for word in pair}

    def clean(self, value) -> str:
        word = super().clean(value)
        if word and word.casefold() not in self.values:
            known = ", ".join(self.labels)
            raise ValidationError(
                f"“{word[:60]}” is no answer in the column “{self.label}”. Write one of: {known}"
            )
        return self.values.get(word.casefold(), "")


def several(text: str) -> list[str]:
    """The words of a cell with semicolons between them."""
    return [word.strip() for word in text.split(";") if word.strip()]


class Days(forms.CharField):
    """Dates with semicolons between them; a list of days comes out."""

    def clean(self, value) -> list[date]:
        read = Day()
        try:
            return [read.clean(word) for word in several(super().clean(value))]
        except ValidationError as error:
            raise ValidationError(
                f"“{self.label}” must be dates with semicolons between, like 2015-03-12; 2015-03-19"
            ) from error
