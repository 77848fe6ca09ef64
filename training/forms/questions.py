from django import forms

from lib.forms import Form
from lib.once import NewCode
from training.forms.lines import Lines
from training.models import BookingQuestion
from training.models.question import SHIPPED, Kind

SEEN = "Then only the training team and the lead trainer see the answers, and they are deleted 30 days after the event"


class QuestionForm(Form):
    """A new question: a shipped one needs no words, an own one does."""

    code = NewCode()
    kind = forms.ChoiceField(
        label="What is asked?",
        choices=Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is asked"},
    )
    text = forms.CharField(
        label="Your own question", max_length=150, required=False, help_text="Only for an own question"
    )
    hint = forms.CharField(label="Hint under the question", max_length=200, required=False)
    choices = Lines(
        longest=100, most=10, required=False, label="Answers to choose from",
        help_text="One on each line, only for “one of several answers”",
    )  # fmt: skip
    is_required = forms.BooleanField(label="It must be answered", required=False)
    is_sensitive = forms.BooleanField(label="The answers are sensitive", required=False, help_text=SEEN)

    def clean(self):
        found = super().clean()
        kind = found.get("kind")
        if kind and kind not in SHIPPED and not found.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter the question")
        if kind == Kind.CHOICE and "choices" not in self.errors and len(found.get("choices", [])) < 2:
            self.add_error("choices", "Enter at least two answers to choose from")
        return found


class QuestionChangeForm(Form):
    """What may change under the answers there are. `seen` is the revision that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    text = forms.CharField(
        label="The question", max_length=150, error_messages={"required": "Enter the question"}
    )
    hint = forms.CharField(label="Hint under the question", max_length=200, required=False)
    is_required = forms.BooleanField(label="It must be answered", required=False)


def first_answers(question: BookingQuestion) -> dict:
    """What the form of a question opens with."""
    names = ("text", "hint", "is_required")
    return {name: getattr(question, name) for name in names} | {"seen": question.revision}
