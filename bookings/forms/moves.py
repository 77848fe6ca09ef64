from collections.abc import Callable, Sequence

from django import forms

from bookings.forms.overlap import AsksIfItOverlaps, OverlapField
from bookings.models import Booking
from lib.dates import day_and_clock
from lib.forms import Form
from training.models import Event

CHANGED = "What moving means, or the terms of booking, changed since you opened this page. Read them again before you go on"


class ColleagueForm(AsksIfItOverlaps, Form):
    """Who comes instead: somebody of the same agency, known by their address or new."""

    answer = "email"

    first_name = forms.CharField(label="Colleague’s first name", max_length=100)
    last_name = forms.CharField(label="Colleague’s last name", max_length=100)
    email = forms.EmailField(
        label="Colleague’s email address", max_length=254, help_text="We write to them at once"
    )
    post = forms.CharField(
        label="Colleague’s post",
        max_length=120,
        required=False,
        help_text="Their job, for example health visitor. Needed only if they have never used this site",
    )

    def __init__(self, data=None, *, clashing: Callable[[str], Sequence[Booking]]):
        super().__init__(data)
        self.look_for_overlaps(clashing, own=False)


class ChosenColleagueForm(Form):
    """A colleague chosen from a list who has another booking at the same time."""

    overlap = OverlapField()
    colleague = forms.CharField(widget=forms.HiddenInput)
    asked = forms.CharField(widget=forms.HiddenInput, required=False, initial="yes")

    def __init__(self, data, *, colleague: str):
        super().__init__(data if data.get("asked") else None, initial={"colleague": colleague})


class TransferForm(AsksIfItOverlaps, Form):
    """Which date instead. `seen` is what leaving costs, and the terms of the new date, as the reader saw them."""

    answer = "event"
    event = forms.ModelChoiceField(
        None,
        to_field_name="code",
        label="Which date do you want instead?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a date", "invalid_choice": "Choose one of these dates"},
    )
    agree = forms.BooleanField(
        label="I agree to the terms of booking for the new date",
        error_messages={"required": "Agree to the terms of booking to go on"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data=None, *, events, seen: str, clashing: Callable[[Event], Sequence[Booking]], own: bool
    ):
        super().__init__(data, initial={"seen": seen})
        self.look_for_overlaps(clashing, own=own)
        self.now_is = seen
        self.fields["event"].queryset = events
        self.fields["event"].label_from_instance = _date

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.now_is:
            self.add_error(None, CHANGED)
            self.data = self.data.copy()
            self.data["seen"] = self.now_is
        return cleaned


def _date(event) -> str:
    left = (
        "full" if event.is_full else f"{event.places_left} place{'' if event.places_left == 1 else 's'} left"
    )
    return f"{day_and_clock(event.starts_at)}, {event.place} ({left})"


class OutOfTurnForm(Form):
    reason = forms.CharField(
        label="Why does this person come first?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why this person comes first"},
        help_text="Kept in the trail. Do not name a child or a family.",
    )

    @staticmethod
    def sentence(booking: Booking) -> str:
        """What was done, for the officer."""
        if booking.is_offered:
            return f"{booking.person} has been offered a place until {day_and_clock(booking.expires_at)}."
        return f"{booking.person} is first in the list and has been told. The next free place is offered to them."
