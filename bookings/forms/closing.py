from django import forms

from bookings.models.attendance import Mark
from bookings.models.booking import Outcome
from lib.dates import day_and_clock
from lib.forms import Form
from training.models import Session

IN_THE_TRAIL = "Kept in the audit trail. Do not write about health."
CERTIFICATE = [("", "As the rule says"), ("yes", "Earns a certificate"), ("no", "No certificate")]


def _reason(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=IN_THE_TRAIL,
        error_messages={"required": "Enter why"},
    )


class ReopenForm(Form):
    reason = _reason("Why is the register reopened?")


class Asked(Form):
    """A form in two steps: `sure` holds what the page said would follow, once somebody has read it. `what` is what it changes, in a word."""

    what: str
    sure = forms.CharField(required=False, widget=forms.HiddenInput)


class SessionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Session) -> str:
        return day_and_clock(obj.starts_at)


class CorrectForm(Asked):
    what = "Mark"
    session = SessionField(None, label="Session", empty_label=None)
    mark = forms.ChoiceField(choices=Mark.choices, label="They were", widget=forms.RadioSelect)
    minutes_late = forms.IntegerField(label="Minutes late", min_value=0, max_value=1440, required=False)
    minutes_early = forms.IntegerField(
        label="Minutes left early", min_value=0, max_value=1440, required=False
    )
    reason = _reason("Why is the mark changed?")

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions

    @property
    def facts(self) -> dict:
        chosen = self.cleaned_data
        minutes = {name: chosen[name] or 0 for name in ("minutes_late", "minutes_early")}
        return {"session": chosen["session"], "mark": chosen["mark"], "reason": chosen["reason"], **minutes}


class OverrideForm(Asked):
    what = "Decision"
    mark_optional = False  # “As the rule says” is an answer too

    outcome = forms.ChoiceField(
        choices=[("", "As the rule says"), *(each for each in Outcome.choices if each[0])],
        label="Outcome",
        required=False,
        widget=forms.RadioSelect,
    )
    certificate = forms.ChoiceField(
        choices=CERTIFICATE, label="Certificate", required=False, widget=forms.RadioSelect
    )
    reason = _reason("Why is it decided otherwise than the rule?")

    @property
    def facts(self) -> dict:
        chosen = self.cleaned_data
        earns = {"": None, "yes": True, "no": False}[chosen["certificate"]]
        return {"outcome": chosen["outcome"], "earns_certificate": earns, "reason": chosen["reason"]}
