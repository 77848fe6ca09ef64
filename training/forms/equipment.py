from django import forms

from lib.forms import Form, ModelForm
from lib.once import Once
from training.equipment import EQUIPMENT
from training.models import Equipment
from training.models.equipment import MOST_PIECES
from training.rules import EventPlan, Need


class EquipmentForm(Once, ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Equipment
        fields = EQUIPMENT
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "note": "Where it is kept, what goes with it",
            "is_retired": "It cannot be chosen for new events; what is planned stays",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in EQUIPMENT}


class NeedsForm(Form):
    """How many of each kind of equipment an event needs; empty is none. `plan` is the event as it is, whose retired equipment stays."""

    def __init__(self, data=None, *, plan: EventPlan | None = None):
        needed = {need.equipment.pk: need.count for need in plan.equipment} if plan else {}
        self.things = [
            thing for thing in Equipment.objects.all() if not thing.is_retired or thing.pk in needed
        ]
        initial = {f"equipment_{thing.code}": needed.get(thing.pk) for thing in self.things}
        super().__init__(data, initial=initial)
        for thing in self.things:
            self.fields[f"equipment_{thing.code}"] = forms.IntegerField(
                label=f"{thing.name}: how many", required=False, min_value=0, max_value=MOST_PIECES,
                help_text=f"There {'is' if thing.quantity == 1 else 'are'} {thing.quantity}",
            )  # fmt: skip

    @property
    def needs(self) -> list[Need]:
        counts = [(thing, self.cleaned_data[f"equipment_{thing.code}"]) for thing in self.things]
        return [Need(thing, count) for thing, count in counts if count]
