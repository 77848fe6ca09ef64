from django import forms
from django.db.models import F

from bookings.models import ExternalLearning
from lib.forms import Day, Form, ModelForm
from lib.once import Once
from lib.uploads import EVIDENCE, Upload
from training.models import Course

FACTS = ["course", "title", "provider", "done_on", "hours", "link"]


class LearningForm(Once, ModelForm):
    """What somebody learnt elsewhere, with a file or a link as evidence."""

    file = Upload(
        kinds=EVIDENCE,
        megabytes=5,
        required=False,
        label="File with the evidence",
        help_text="For example the certificate: a PDF, Word, PNG or JPG file of 5 MB or less. Leave out names of children",
    )

    link = forms.URLField(
        label="Link to the evidence",
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text="Instead of a file, a web address that starts with https://",
    )

    class Meta:
        model = ExternalLearning
        fields = FACTS
        help_texts = {
            "hours": "For example 6.5",
        }
        error_messages = {"course": {"required": "Choose the course that it stands for"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = Course.objects.published().order_by(F("title"))

    def clean(self):
        found = super().clean()
        if not self.errors and not found.get("file") and not found.get("link"):
            self.add_error("file", "Choose a file, or enter a link to the evidence")
        return found

    @property
    def facts(self) -> dict:
        """The columns of the row to be, with the code that the form brought."""
        return {name: self.cleaned_data[name] for name in FACTS} | {"code": self.instance.code}


class DecideForm(Form):
    YES, NO = "accept", "decline"

    answer = forms.ChoiceField(
        label="Does it count as the course?",
        choices=[(YES, "Yes, accept it"), (NO, "No, decline it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it counts"},
    )
    valid_until = Day(
        label="Valid until",
        required=False,
        help_text="The last day on which it counts, if you accept it. Leave empty if it does not expire",
    )
    reason = forms.CharField(
        label="Why does it not count?",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed only if you decline. The person reads it.",
    )

    def clean(self):
        found = super().clean()
        if found.get("answer") == self.NO and not found.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why it does not count, so that the person knows")
        return found
