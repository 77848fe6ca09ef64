from collections.abc import Iterable

from django import forms

from bookings.forms.overlap import OverlapField
from bookings.forms.replies import PREFIX, AsksQuestions
from lib.forms import Form
from lib.seen import OnlyAsSeen
from training.models import BookingQuestion

CHANGED = "What cancelling means has changed since you opened this page. Read it again before you go on"


class BookForm(AsksQuestions, OnlyAsSeen):
    """The questions of the course, agreement to the terms that were read, and to an overlap where there is one."""

    changed_meanwhile = "The terms have changed since you opened this page. Read them again before you go on"

    overlap = OverlapField(own=True)
    agree = forms.BooleanField(
        label="I agree to these terms", error_messages={"required": "Agree to the terms of booking to go on"}
    )

    def __init__(self, *args, overlaps: bool, questions: Iterable[BookingQuestion], **kwargs):
        super().__init__(*args, **kwargs)
        if not overlaps:
            del self.fields["overlap"]
        self.ask(questions)
        self.order_fields([name for name in self.fields if name not in ("overlap", "agree")])

    @property
    def question_fields(self) -> list:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def agreement_fields(self) -> list:
        return [self[name] for name in self.fields if not name.startswith(PREFIX)]


class CancelForm(Form):
    """`seen` is the consequence as the reader saw it: when it has changed since, the page is shown again instead of charging silently."""

    reason = forms.CharField(
        label="Why are you cancelling?",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Do not name a child or a family here.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, seen: str):
        super().__init__(data, initial={"seen": seen})
        self.now_is = seen

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.now_is:
            self.add_error(None, CHANGED)
            self.data = self.data.copy()
            self.data["seen"] = self.now_is
        return cleaned


class AnswerForm(Form):
    """The manager's answer."""

    YES, NO = "agree", "decline"

    name = forms.CharField(label="Your name", max_length=150)
    answer = forms.ChoiceField(
        label="Do you agree?",
        choices=[(YES, "Yes, I agree"), (NO, "No, I decline")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why do you decline?",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed only if you decline. The person will read it.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == self.NO and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why you decline, so that the person knows")
        return cleaned
