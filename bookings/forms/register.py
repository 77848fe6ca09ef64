from datetime import datetime, timedelta

from django import forms

from accounts.models import Agency
from bookings.models.attendance import Mark
from bookings.registers.marks import NO_MARK
from lib.forms import Form
from lib.once import NewCode
from lib.seen import Seen

BUTTONS = [*Mark.choices, ("late", "Late"), ("early", "Left early"), ("undo", "Undo")]


def _minutes(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=1440, required=False)


class MarkForm(Form):
    """One tap on the register: a button, and for those late or leaving early the minutes (a button each, or typed).

    A tap of the page's script brings a key too, and how many seconds ago it was made: it may have waited for a signal.
    """

    mark = forms.ChoiceField(choices=BUTTONS, required=False)
    session = forms.IntegerField(min_value=0, max_value=2**31)
    late = _minutes("Minutes late")
    late_other = _minutes("Minutes late")
    early = _minutes("Minutes early")
    early_other = _minutes("Minutes early")
    key = forms.UUIDField(required=False)
    number = forms.IntegerField(required=False)
    ago = forms.FloatField(required=False, min_value=0, max_value=timedelta(days=30).total_seconds())

    def clean(self):
        facts = super().clean()
        for kind in ("late", "early"):
            # Enter in the field for the minutes presses the first button of the form, which is Present.
            typed = facts.get(f"{kind}_other") if facts.get("mark") in (kind, Mark.PRESENT) else None
            minutes = facts[kind] = facts.get(kind) or typed
            if facts.get("mark") == kind and not minutes and not self.errors:
                raise forms.ValidationError(f"Enter how many minutes {kind}.")
        if not (facts.get("mark") or facts["late"] or facts["early"] or self.errors):
            raise forms.ValidationError("Choose a mark.")
        return facts

    @property
    def facts(self) -> dict:
        """What the tap says. Somebody late who then leaves early is both, so the minutes not named stay as they were."""
        chosen = self.cleaned_data
        if not (chosen["late"] or chosen["early"]):
            return {"mark": NO_MARK if chosen["mark"] == "undo" else chosen["mark"]}
        return {
            "mark": Mark.PRESENT,
            "minutes_late": chosen["late"] or None,
            "minutes_early": chosen["early"] or None,
        }

    def when(self, now: datetime) -> dict:
        """The moment of the tap by the server's clock, whatever the phone's says, and its key."""
        ago = timedelta(seconds=self.cleaned_data["ago"] or 0)
        return {"at": now - ago, "key": self.cleaned_data["key"]}

    @property
    def sentence(self) -> str:
        """Everything that is wrong, for a register where there is no room for an error summary."""
        return " ".join(str(sentence) for those in self.errors.values() for sentence in those)


class SinceForm(Form):
    """What the register's page asks for again and again: the marks that arrived since."""

    session = forms.IntegerField(min_value=0, max_value=2**31)
    number = forms.IntegerField()
    since = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])


class NewColleagueForm(Form):
    """Somebody at the door who came instead of a colleague, and whom nobody knew before. Their agency is the colleague's."""

    code = NewCode()
    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Last name", max_length=100)
    post = forms.CharField(label="Post", max_length=120, help_text="Their job, for example health visitor")
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        required=False,
        help_text="The evaluation and the certificate are sent to it",
    )


class NewPersonForm(NewColleagueForm):
    """Somebody at the door whom nobody knew before."""

    agency = forms.ModelChoiceField(Agency.objects.active(), label="Agency", empty_label="Choose the agency")
    field_order = ["code", "first_name", "last_name", "agency", "post", "email"]


class NoteForm(Seen):
    text = forms.CharField(
        label="Note",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only the trainers of this event and the training team read it, and it is deleted 30 days after the event. "
        "Do not write about anybody’s health or about a child.",
    )
