from django import forms

from evaluations import items
from evaluations.models import Invitation
from evaluations.models.questionnaire import LONGEST_TEXT
from lib.forms import Form


class Scale(forms.RadioSelect):
    """The points of a scale, side by side where there is room."""

    template_name = "evaluations/widgets/scale.html"


class AnswerForm(Form):
    """The questions of one invitation. `cleaned_data` is what `responses.answer` takes."""

    def __init__(self, invitation: Invitation, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items.of(invitation)
        for item in self.items:
            self.fields[item.name] = _field(item)

    def parts(self) -> list[dict]:
        """The page in its order: each question with its fields; one for each outcome where confidence is asked."""
        found: list[dict] = []
        for item in self.items:
            if not found or found[-1]["question"] != item.question:
                found.append({"question": item.question, "fields": []})
            found[-1]["fields"].append(self[item.name])
        return found


def _field(item: items.Item) -> forms.Field:
    if item.is_text:
        return forms.CharField(
            label=item.label,
            help_text=item.question.hint,
            required=item.is_required,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": f"Answer the question “{item.label}”"},
        )
    missing = (
        f"Choose how confident you are: {item.label}" if item.outcome else f"Choose an answer: {item.label}"
    )
    return forms.TypedChoiceField(
        label=item.label,
        help_text="" if item.outcome else item.question.hint,
        required=item.is_required,
        choices=list(enumerate(item.options, 1)),
        coerce=int,
        empty_value=None,
        widget=Scale if item.question.has_a_mean else forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )
