from django import forms

from lib.forms import ModelForm
from lib.once import Once
from training.days import reason_against_days
from training.holidays import HOLIDAY
from training.models import Holiday


class HolidayForm(Once, ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Holiday
        fields = HOLIDAY
        help_texts = {
            "name": "Such as October half-term. Everybody reads it in the calendar",
            "first_on": "The first on which people do not usually come",
            "last_on": "The last on which they do not come. For a single day, the same again",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision

    def clean(self):
        found = super().clean()
        first, last = found.get("first_on"), found.get("last_on")
        if first and last and (reason := reason_against_days(first, last)):
            self.add_error("last_on", reason)
        return found

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in HOLIDAY}
