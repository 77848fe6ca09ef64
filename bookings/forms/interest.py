from django import forms

from lib.forms import Form


class InterestForm(Form):
    note = forms.CharField(
        label="When would it suit you?", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: mornings in March or April. The training team reads it when they plan",
    )  # fmt: skip
