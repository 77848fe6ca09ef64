from django import forms

from bookings.forms.overlap import OverlapField
from lib.forms import Form


class BookSomebodyForm(Form):
    """What an officer confirms before booking somebody: an overlap, and a reason where courses are missing."""

    overlap = OverlapField()
    override = forms.CharField(
        label="Why are they booked all the same?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why they are booked without the courses that must come first"},
        help_text="Kept in the history of the booking.",
    )

    def __init__(self, data=None, *, overlaps: bool, missing: bool):
        super().__init__(data)
        if not overlaps:
            del self.fields["overlap"]
        if not missing:
            del self.fields["override"]


class CancelEventForm(Form):
    reason = forms.CharField(
        label="Why is it cancelled?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it is cancelled"},
        help_text="Everybody who has booked reads this.",
    )
