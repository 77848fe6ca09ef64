from collections.abc import Sequence

from django import forms

from bookings.registers.missed import Missed
from lib.dates import day_and_clock
from lib.forms import Form
from training.models import Session


class MakeUpForm(Form):
    """Which missed session, and where it is made up."""

    session = forms.ChoiceField(
        label="Which session was missed?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the session that was missed",
            "invalid_choice": "Choose one of the sessions that were missed",
        },
    )
    at = forms.ChoiceField(
        label="Where is it made up?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose where it is made up",
            "invalid_choice": "Choose one of these sessions",
        },
    )

    def __init__(self, data=None, *, missed: Sequence[Missed], sittings: Sequence[tuple[Session, str]]):
        waiting = [str(each.session.pk) for each in missed if not each.is_arranged]
        super().__init__(data, initial={"session": waiting[0]} if len(waiting) == 1 else {})
        self.missed = {str(each.session.pk): each.session for each in missed}
        self.sittings = {str(session.pk): session for session, _ in sittings}
        self.fields["session"].choices = [(str(each.session.pk), _words(each)) for each in missed]
        self.fields["at"].choices = [
            (str(session.pk), f"{day_and_clock(session.starts_at)}, {session.place} ({free})")
            for session, free in sittings
        ]

    @property
    def facts(self) -> dict:
        """The two sessions, as `make_ups.arrange` takes them."""
        chosen = self.cleaned_data
        return {"session": self.missed[chosen["session"]], "at": self.sittings[chosen["at"]]}


def _words(missed: Missed) -> str:
    return f"{missed.words} (arranged already)" if missed.is_arranged else missed.words
