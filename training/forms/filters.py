from datetime import datetime, timedelta

from django import forms

from lib.dates import local
from lib.forms import Filters
from training.models import Course, Series, Venue


class EventFilters(Filters):
    """What narrows the list of events. The tab (`state`) stays when the rest is cleared or changed."""

    state = forms.CharField(widget=forms.HiddenInput)
    q = forms.CharField(label="Course or theme", max_length=200)
    course = forms.ModelChoiceField(
        Course.objects.all(), to_field_name="code", label="Course", empty_label="All courses"
    )
    venue = forms.ModelChoiceField(
        Venue.objects.all(), to_field_name="code", label="Venue", empty_label="All venues"
    )
    month = forms.ChoiceField(label="Month")
    series = forms.ModelChoiceField(
        Series.objects.all(), to_field_name="code", label="Series", empty_label="In a series or not"
    )

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = _months(now)

    @property
    def chosen(self) -> dict:
        return {name: value for name, value in super().chosen.items() if name != "state"}


def _months(now: datetime) -> list[tuple[str, str]]:
    """From a year ahead back to three years ago, the nearest future first where the list opens."""
    first = local(now).date().replace(day=1)
    months = [first]
    for _ in range(12):
        months.append((months[-1] + timedelta(days=32)).replace(day=1))
    past = [first]
    for _ in range(36):
        past.append((past[-1] - timedelta(days=1)).replace(day=1))
    return [("", "All months"), *((f"{m:%Y-%m}", f"{m:%B %Y}") for m in [*months, *past[1:]])]
