"""A form that makes a thing makes it once, however often it is sent.

The form carries in a hidden field the code that the thing will have. The verb makes the thing under this code, which the database keeps
unique; when the same form comes again, the thing is there and the view says so.
"""

from typing import Any, TypeVar

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest

from lib.codes import ALPHABET, new_code

Row = TypeVar("Row", bound=Model)
SPOILT = "This form is out of date. Open the page again."


class NewCode(forms.CharField):
    """The code of the thing to be, given when the form is shown; "" comes out of a form that brings none."""

    widget = forms.HiddenInput

    def __init__(self):
        shape = RegexValidator(rf"\A[{ALPHABET}]{{12}}\Z", SPOILT)
        messages = {"null_characters_not_allowed": SPOILT}
        super().__init__(initial=new_code, validators=[shape], required=False, error_messages=messages)


class Once(forms.Form):
    """Goes before ModelForm: the form of a new row brings its code, that of a row there is does not."""

    instance: Any
    code = NewCode()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("code"):
            self.instance.code = self.cleaned_data["code"]
        return cleaned


def made_before(request: HttpRequest, rows: QuerySet[Row] | Manager[Row]) -> Row | None:
    """What this very form made when it was sent the first time. `rows` are those that the person may see."""
    code = request.POST.get("code")
    return rows.filter(code=code).first() if code else None
