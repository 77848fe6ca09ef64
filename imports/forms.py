from django import forms
from django.core.exceptions import ValidationError

from imports.models import Verdict
from imports.reading import not_utf_8
from lib.forms import Filters, Form
from lib.once import NewCode
from lib.uploads import SPREADSHEETS, Upload, Uploaded

MEGABYTES = 10


class Spreadsheet(Upload):
    """A workbook or a CSV file. One that is no text in UTF-8 is refused with the line that is not."""

    def clean(self, value, initial=None) -> Uploaded | None:
        try:
            return super().clean(value, initial)
        except ValidationError as error:
            if error.code != "content" or not value.name.lower().endswith(".csv"):
                raise
            value.seek(0)
            raise ValidationError(not_utf_8(value.read()) or error.messages) from error


class FileForm(Form):
    code = NewCode()
    file = Spreadsheet(
        kinds=SPREADSHEETS,
        megabytes=MEGABYTES,
        label="File",
        help_text=f"Excel (.xlsx) or CSV in UTF-8, {MEGABYTES} MB at most",
    )


class RowFilters(Filters):
    verdict = forms.ChoiceField(label="Rows", choices=[("", "All rows"), *Verdict.choices])


class Confirm(Form):
    """A page that asks once more; it has a button and nothing to fill in."""
