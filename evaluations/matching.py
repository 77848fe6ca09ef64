"""Answers of the same person at two stages, put together by their random key. Nothing here knows whose key it is."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Answer, Stage
from evaluations.results import SMALLEST, mean
from training.models import Event


@dataclass(frozen=True)
class Change:
    """Confidence in one learning outcome, of those who answered both before and after: n people, two means."""

    outcome: str
    n: int
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before

    @property
    def difference_in_words(self) -> str:
        """+1.2, −0.3, 0.0: the sign is never lost."""
        sign = "+" if self.difference > 0 else "−" if self.difference < 0 else ""
        return f"{sign}{abs(self.difference)}"


def changes(event: Event) -> list[Change]:
    """Matched change for each learning outcome that may be shown, in the order of the course.

    Left out where fewer than five match, and where taking the matched from all answers of a stage would leave one to four.
    """
    found = []
    for (_, outcome), (before, after) in sorted(_by_outcome(event).items()):
        both = before.keys() & after.keys()
        if len(both) >= SMALLEST and _hides(before, both) and _hides(after, both):
            n = len(both)
            found.append(
                Change(
                    outcome, n, mean(sum(before[k] for k in both), n), mean(sum(after[k] for k in both), n)
                )
            )
    return found


def _hides(answered: dict, both: set) -> bool:
    left = len(answered) - len(both)
    return left == 0 or left >= SMALLEST


def _by_outcome(event: Event) -> dict[tuple[int, str], tuple[dict, dict]]:
    """outcome → (key → point before, key → point after)."""
    found: dict = defaultdict(lambda: ({}, {}))
    rows = Answer.objects.filter(
        response__event=event, response__stage__in=[Stage.BEFORE, Stage.AFTER], outcome__isnull=False
    )
    facts = rows.order_by().values_list(
        "outcome__position", "outcome__text", "response__stage", "response__key", "value"
    )
    for position, text, stage, key, value in facts:
        found[position, text][stage == Stage.AFTER][key] = value
    return found
