from django import forms

from lib.forms import Form
from training.models import Event, Session


class OwnCodeForm(Form):
    """Somebody who checks in without signing in says who they are by the code of their booking."""

    code = forms.CharField(
        label="Your own code",
        max_length=30,
        help_text="12 letters and digits. It is in your confirmation and your reminder.",
    )


class ArrivalForm(Form):
    """One person at the door, whose code was scanned."""

    session = forms.ModelChoiceField(
        Session.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            name: "This session is not part of the event any more. Scan the code again."
            for name in ("required", "invalid_choice")
        },
    )
    minutes_late = forms.IntegerField(label="Minutes late", min_value=0, max_value=1440)

    def __init__(self, *args, event: Event, late_limit: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = event.sessions.all()
        self.fields[
            "minutes_late"
        ].help_text = f"More than {late_limit} minutes late: the session does not count as attended."
