"""The questions of a course as fields of a form."""

from collections.abc import Iterable

from django import forms

from bookings.models import Booking
from bookings.replies import Texts, seen_of
from lib.seen import Seen
from training.models import BookingQuestion
from training.models.question import Kind

SENSITIVE = (
    "Only the training team and the lead trainer see your answer. It is deleted 30 days after the event."
)
KEPT = "You have answered this. Leave it empty to keep your answer, which is not shown here."
WORDS = {Kind.ORDER: 60}
LONGEST = 500
PREFIX = "question_"


def field_of(question: BookingQuestion, *, note: str = "") -> forms.Field:
    hint = ". ".join(part.rstrip(".") for part in (question.hint, note) if part)
    hint = " ".join(filter(None, [f"{hint}." if hint else "", SENSITIVE if question.is_sensitive else ""]))
    facts = {"label": question.text, "required": question.is_required, "help_text": hint}
    facts["error_messages"] = {"required": f"Answer “{question.text}”"}
    if question.options:
        choices = [(option, option) for option in question.options]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **facts)
    longest = WORDS.get(Kind(question.kind), LONGEST)
    widget = forms.TextInput if longest < LONGEST else forms.Textarea(attrs={"rows": 2})
    return forms.CharField(max_length=longest, widget=widget, **facts)


class AsksQuestions:
    """For a form that asks the questions of a course beside its own fields: `ask` them in __init__, read `texts` when it is valid."""

    def ask(self, questions: Iterable[BookingQuestion]) -> None:
        self.asked = list(questions)
        for question in self.asked:
            self.fields[PREFIX + question.code] = field_of(question)

    @property
    def texts(self) -> Texts:
        answers = self.cleaned_data
        return {question.code: answers[PREFIX + question.code] for question in self.asked}


class RepliesForm(Seen):
    """The answers of one booking. `hides` leaves out sensitive answers given before: whoever holds a forwarded e-mail reads nothing."""

    def __init__(self, data=None, *, booking: Booking, hides: bool):
        super().__init__(data, auto_id="reply_%s", now_is=seen_of(booking))
        known = {reply.question_id: reply.text for reply in booking.replies.all()}
        self.asked = list(booking.event.course.booking_questions.asked())
        self.hidden = {each.code for each in self.asked if hides and each.is_sensitive and each.pk in known}
        for question in self.asked:
            hidden = question.code in self.hidden
            field = field_of(question, note=KEPT if hidden else "")
            field.required = field.required and not hidden
            field.initial = "" if hidden else known.get(question.pk, "")
            self.fields[PREFIX + question.code] = field

    @property
    def texts(self) -> Texts:
        """What to keep: a hidden answer that was left empty stays as it is."""
        given = {question.code: self.cleaned_data[PREFIX + question.code] for question in self.asked}
        return {code: text for code, text in given.items() if text or code not in self.hidden}

    @property
    def facts(self) -> dict:
        """What `replies.change` asks; a form that brings no `seen` has nothing to compare."""
        return {"texts": self.texts, "seen": self.cleaned_data["seen"] if "seen" in self.data else None}
