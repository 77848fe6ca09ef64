from django import forms

from lib.forms import Form
from training.availability import ALTHOUGH_AWAY
from training.models import Event, Trainer
from training.models.invitation import Part


class InviteForm(Form):
    """Whom to ask to deliver an event, and as what."""

    trainers = forms.ModelMultipleChoiceField(
        Trainer.objects.none(), label="Whom do you ask?", to_field_name="code", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one trainer"},
    )  # fmt: skip
    part = forms.ChoiceField(
        label="As what?", choices=Part.choices, initial=Part.LEAD, widget=forms.RadioSelect
    )
    is_first_come = forms.BooleanField(
        label="First come, first served: the first to accept takes it, and the others are told",
        required=False,
    )
    although_away = forms.BooleanField(label=ALTHOUGH_AWAY, required=False)

    def __init__(self, data=None, *, trainers: list[Trainer]):
        super().__init__(data)
        # The page has loaded them with their agency: the field only checks that there is such a trainer.
        # Whoever was asked or put on since is refused by the verb, in words.
        self.fields["trainers"].queryset = Trainer.objects.filter(person__is_active=True)
        offered = [(trainer.code, _described(trainer)) for trainer in trainers]
        self.fields["trainers"].choices = offered + _also_chosen(self, "trainers", offered)


class StandInForm(Form):
    """Who falls out and who stands in."""

    gone = forms.ModelChoiceField(
        Trainer.objects.none(), label="Who cannot come?", to_field_name="code", empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    instead = forms.ModelChoiceField(
        Trainer.objects.none(), label="Who stands in?", to_field_name="code", empty_label="Choose a trainer",
        help_text="Reserves come first. Both trainers are told by email, unless the event is over",
    )  # fmt: skip
    although_away = forms.BooleanField(label=ALTHOUGH_AWAY, required=False)

    def __init__(self, data=None, *, event: Event, others: list[Trainer], reserves: set[int]):
        super().__init__(data)
        team = [delivery.trainer for delivery in event.deliveries.all()]
        # Whoever was put on or taken off since is refused by the verb, in words.
        self.fields["gone"].queryset = self.fields["instead"].queryset = Trainer.objects.select_related(
            "person"
        )
        here = [(trainer.code, str(trainer)) for trainer in team]
        self.fields["gone"].choices = here + _also_chosen(self, "gone", here)
        if len(team) == 1:
            self.fields["gone"].initial = team[0].code
        named = [(t.code, f"{t} (reserve)" if t.pk in reserves else str(t)) for t in others]
        named += _also_chosen(self, "instead", named)
        self.fields["instead"].choices = [("", "Choose a trainer"), *named]


class AnswerForm(Form):
    """The trainer's answer."""

    YES, NO = "accept", "decline"

    answer = forms.ChoiceField(
        label="Can you deliver it?", choices=[(YES, "Yes, I can"), (NO, "No, I cannot")], widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you can deliver it"},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why can you not?", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed only if you cannot. The training team will read it",
    )  # fmt: skip

    def clean(self):
        found = super().clean()
        if found.get("answer") == self.NO and not found.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say in a few words why you cannot")
        return found


def _also_chosen(form: forms.Form, name: str, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whoever was chosen from a page on which they still stood: an answer that is refused stays as it was given."""
    codes = set(form.data.getlist(name)) - {code for code, _ in offered}
    return [(trainer.code, str(trainer)) for trainer in form.fields[name].queryset.filter(code__in=codes)]


def _described(trainer: Trainer) -> str:
    job = trainer.person.employment
    return f"{trainer}, {job.agency}" if job else str(trainer)
