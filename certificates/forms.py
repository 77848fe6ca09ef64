from django import forms
from django.core.exceptions import ValidationError

from certificates.references import read
from lib.forms import Filters, Form


class VerifyForm(Form):
    reference = forms.CharField(
        label="Reference",
        max_length=60,
        help_text="12 letters and digits from the certificate, like 7KQP-X3MB-RD94",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={"required": "Enter the reference printed on the certificate"},
    )

    def clean_reference(self) -> str:
        reference = read(self.cleaned_data["reference"])
        if reference is None:
            raise ValidationError(
                "A reference has 12 letters and digits, like 7KQP-X3MB-RD94. It never contains 0, 1 or vowels"
            )
        return reference


class RevokeForm(Form):
    reason = forms.CharField(
        label="Why is it revoked?",
        help_text="The holder reads this",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give a reason: the holder reads it"},
    )


class SearchForm(Filters):
    q = forms.CharField(label="Name, course or reference", max_length=200)
