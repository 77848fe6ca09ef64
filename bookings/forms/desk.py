from django import forms

from lib.forms import Form


class CancelEventForm(Form):
    reason = forms.CharField(
        label="Why is it cancelled?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it is cancelled"},
        help_text="Everybody who has booked reads this.",
    )
