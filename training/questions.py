"""What a course asks when somebody books it. A question keeps its meaning: it is reworded or ended, and another begun."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.trail import record
from lib.codes import new_code
from lib.errors import Refused, TooLate
from training.models import BookingQuestion, Course
from training.models.question import SHIPPED, Kind
from training.rows import changes, facts_of, revise, save_checked

FACTS = ["kind", "text", "hint", "is_required", "is_sensitive"]
MOST = 12
ENDED = "This question is no longer asked. Add a new one."


def add_question(
    course: Course, *, kind: str, text: str = "", hint: str = "", choices: Sequence[str] = (),
    is_required: bool = False, is_sensitive: bool = False, code: str = "", by: Person, now: datetime,
) -> BookingQuestion:  # fmt: skip
    """Asks one more question from now on; a shipped kind brings its own words, the form its code.

    Raises Refused with a sentence for what does not fit.
    """
    if kind in SHIPPED:
        text, hint, is_sensitive = SHIPPED[Kind(kind)]
        choices = ()
    if not text.strip():
        raise Refused("Enter the question.")
    if kind == Kind.CHOICE and len(choices) < 2:
        raise Refused("Enter at least two answers to choose from.")
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        _refuse_more(course, text)
        last = course.booking_questions.aggregate(last=Max("position"))["last"] or 0
        question = BookingQuestion(
            course=course, position=last + 1, kind=kind, text=text.strip(), hint=hint.strip(),
            choices=list(choices) if kind == Kind.CHOICE else [],
            is_required=is_required, is_sensitive=is_sensitive, code=code or new_code(),
        )  # fmt: skip
        save_checked(question)
        record(by, "course.question_added", course, changes({}, facts_of(question, FACTS)), now=now)
    return question


def _refuse_more(course: Course, text: str) -> None:
    asked = list(course.booking_questions.asked())
    if len(asked) >= MOST:
        raise Refused(f"A course asks {MOST} questions at most. End one first.")
    if text.strip().lower() in {question.text.lower() for question in asked}:
        raise Refused("This course asks this question already.")


def change_question(
    question: BookingQuestion, *, text: str, hint: str, is_required: bool, seen: int | None = None, by: Person, now: datetime,
) -> None:  # fmt: skip
    """Rewords a question or makes it required or not; what is asked and who sees the answers stay.

    Raises Refused for what does not fit, TooLate when it is no longer asked or no longer at revision `seen`.
    """
    with transaction.atomic():
        locked = BookingQuestion.objects.select_for_update().filter(pk=question.pk, is_asked=True).first()
        if locked is None:
            raise TooLate(ENDED)

        def apply() -> None:
            locked.text, locked.hint, locked.is_required = text.strip(), hint.strip(), is_required
            save_checked(locked)

        if differs := revise(locked, seen, facts=lambda row: facts_of(row, FACTS), apply=apply):
            record(by, "course.question_changed", locked.course, differs, now=now)


def end_question(question: BookingQuestion, *, by: Person, now: datetime) -> None:
    """It is not asked any more; answers given before stay where they are. Raises TooLate when it was ended already."""
    with transaction.atomic():
        if not BookingQuestion.objects.filter(pk=question.pk, is_asked=True).update(is_asked=False):
            raise TooLate("This question was ended already.")
        record(by, "course.question_ended", question.course, {"text": [question.text, ""]}, now=now)
