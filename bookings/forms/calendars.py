from django import forms

from bookings.forms.programme import ProgrammeFilters
from bookings.models import Feed
from lib.forms import Form
from lib.periods import LENGTHS


class CalendarFilters(ProgrammeFilters):
    """What narrows the calendar. The period stands in the address beside it, and stays when the filters change."""

    view = forms.ChoiceField(widget=forms.HiddenInput, choices=[(view, view) for view in LENGTHS])
    month = forms.CharField(widget=forms.HiddenInput, max_length=7)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("from_day", "to_day", "places_left"):
            del self.fields[name]

    @property
    def chosen(self) -> dict:
        return {name: value for name, value in super().chosen.items() if name not in ("view", "month")}


class AddressForm(Form):
    """Which calendar gets a new address, and the address that the page showed."""

    kind = forms.ChoiceField(choices=Feed.Kind.choices, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
