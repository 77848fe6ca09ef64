from django import forms

from lib.forms import Day, Form, ModelForm
from lib.once import NewCode
from lib.seen import Seen
from training.models import Trainer
from training.models.trainer import WEEKDAYS


class NewTrainerForm(ModelForm):
    """What is printed about somebody who becomes a trainer."""

    class Meta:
        model = Trainer
        fields = ["about"]
        widgets = {"about": forms.Textarea(attrs={"rows": 2})}
        labels = {"about": "One line about them"}
        help_texts = {"about": "Printed under the name on the event’s page"}


class TrainerForm(NewTrainerForm):
    """The whole profile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta(NewTrainerForm.Meta):
        fields = ["about", "courses", "is_commissioned", "cost_per_day"]
        widgets = NewTrainerForm.Meta.widgets | {"courses": forms.CheckboxSelectMultiple}
        labels = NewTrainerForm.Meta.labels | {"courses": "Courses they may deliver"}
        help_texts = NewTrainerForm.Meta.help_texts | {
            "courses": "Another course can be chosen all the same; its page then shows a warning",
            "cost_per_day": "Only for a commissioned trainer. Never shown to the public",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        if self.instance.pk is None:
            del self.fields["seen"]
        if not self.fields["courses"].queryset.exists():
            del self.fields["courses"]

    def clean(self):
        found = super().clean()
        paid, cost = found.get("is_commissioned"), found.get("cost_per_day")
        if paid and cost is None and "cost_per_day" not in self.errors:
            self.add_error("cost_per_day", "Enter what this trainer costs per day")
        if not paid and cost is not None:
            self.add_error(
                "cost_per_day", "Only a commissioned trainer has a cost. Tick commissioned, or leave it empty"
            )
        return found

    @property
    def facts(self) -> dict:
        found = self.cleaned_data
        names = ["about", "is_commissioned", "cost_per_day"]
        return {name: found[name] for name in names} | {"courses": found.get("courses")}


class AbsenceForm(Form):
    """A period in which a trainer is away."""

    code = NewCode()
    from_on = Day(label="First day away")
    to_on = Day(label="Last day away", required=False, help_text="Leave empty for one day")
    reason = forms.CharField(
        label="Reason", required=False, max_length=200, help_text="Only you and the training team see it"
    )

    def clean(self):
        found = super().clean()
        found["to_on"] = found.get("to_on") or found.get("from_on")
        if found["to_on"] and found.get("from_on") and found["to_on"] < found["from_on"]:
            self.add_error("to_on", "The last day away cannot be before the first")
        return found


class WeekdaysForm(Seen):
    weekdays = forms.MultipleChoiceField(
        label="Usual weekdays", choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Tick none if any day may do",
    )  # fmt: skip

    def __init__(self, data=None, *, trainer: Trainer):
        super().__init__(data, now_is=trainer.weekdays, initial={"weekdays": list(trainer.weekdays)})

    @property
    def was_seen(self) -> str | None:
        """The weekdays that the page showed; None when the form says nothing of it."""
        return self.cleaned_data["seen"] if "seen" in self.data else None
