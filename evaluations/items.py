"""What stands on a form: every question of its questionnaire, and a confidence question once for each learning outcome."""

from dataclasses import dataclass

from evaluations.models import Invitation, Question
from training.models import LearningOutcome


@dataclass(frozen=True)
class Item:
    """One thing to answer. `name` is its key in the answers: an int (a point, from 1) or a text."""

    name: str
    question: Question
    outcome: LearningOutcome | None = None

    @property
    def label(self) -> str:
        return self.outcome.text if self.outcome else self.question.text

    @property
    def options(self) -> list[str]:
        return self.question.options

    @property
    def is_text(self) -> bool:
        return self.question.is_text

    @property
    def is_required(self) -> bool:
        return self.question.is_required


def of(invitation: Invitation) -> list[Item]:
    """The items in the order of the form; no query when the invitation was loaded `with_questions()`."""
    found: list[Item] = []
    for question in invitation.questionnaire.questions.all():
        if question.is_per_outcome:
            outcomes = invitation.booking.event.course.outcomes.all()
            found += [Item(f"{question.name}-{outcome.pk}", question, outcome) for outcome in outcomes]
        else:
            found.append(Item(question.name, question))
    return found
