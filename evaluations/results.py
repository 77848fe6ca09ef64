"""What was answered about one event, as figures. Fewer than five answers are never shown."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q

from evaluations.models import Answer, Invitation, Question, Response, Stage
from lib.money import share
from training.models import Event

SMALLEST = 5


def mean(total: int, count: int) -> Decimal:
    """With one place: more would pretend to more than five points can tell."""
    return (Decimal(total) / count).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """The answers to one question, or to one outcome of it: `counts` how many chose each option."""

    label: str
    counts: list[int]
    has_a_mean: bool

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def is_shown(self) -> bool:
        return self.n >= SMALLEST

    @property
    def mean(self) -> Decimal | None:
        if not (self.has_a_mean and self.is_shown):
            return None
        return mean(sum(point * count for point, count in enumerate(self.counts, 1)), self.n)

    @property
    def shares(self) -> list[tuple[int, Decimal | None]]:
        return [(count, share(count, self.n)) for count in self.counts]


@dataclass(frozen=True)
class Asked:
    """One question with its lines, and with its words where they may be read."""

    question: Question
    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def options(self) -> list[tuple[str, int, Decimal | None]]:
        """(option, how many, per cent) of a question with one line."""
        return [(text, *pair) for text, pair in zip(self.question.options, self.lines[0].shares, strict=True)]

    @property
    def is_shown(self) -> bool:
        return any(line.is_shown for line in self.lines) or len(self.words) >= SMALLEST


@dataclass(frozen=True)
class Grid:
    """Scales that share their words, as one table: a line for each outcome or statement."""

    caption: str
    options: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class StageResult:
    stage: Stage
    asked: int
    answered: int
    questions: list[Asked]

    @property
    def rate(self) -> Decimal | None:
        return share(self.answered, self.asked)

    @property
    def is_shown(self) -> bool:
        return self.answered >= SMALLEST

    @property
    def parts(self) -> list[Grid | Asked]:
        """The questions in their order; statements that follow each other on one scale stand in one table."""
        found: list[Grid | Asked] = []
        for asked in self.questions:
            question = asked.question
            before = found[-1] if found else None
            if not question.has_a_mean:
                found.append(asked)
            elif (
                isinstance(before, Grid)
                and before.options == question.options
                and not question.is_per_outcome
            ):
                before.lines.extend(asked.lines)
            else:
                caption = question.text if question.is_per_outcome else "How far people agree"
                found.append(Grid(caption, question.options, [*asked.lines]))
        return found


def of_event(event: Event, *, with_words: bool) -> list[StageResult]:
    """Every stage that was asked, in its order. `with_words` adds what people wrote, in random order."""
    asked = _counted(Invitation.objects.counted().filter(booking__event=event))
    answered = _counted(Response.objects.filter(event=event))
    shown = {stage for stage, count in answered.items() if count >= SMALLEST}
    questions = _questions(event, shown, with_words)
    return [
        StageResult(stage, asked.get(stage, 0), answered.get(stage, 0), questions.get(stage, []))
        for stage in Stage
        if asked.get(stage)
    ]


def _counted(rows) -> dict[str, int]:
    return dict(rows.order_by().values_list("stage").annotate(Count("pk")))


def _questions(event: Event, shown: set[str], with_words: bool) -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = defaultdict(list)
    if not shown:
        return found
    counts = _points(event, shown)
    words = _words(event, shown) if with_words else {}
    used = Question.objects.filter(
        Q(answers__response__event=event), questionnaire__stage__in=shown
    ).distinct()
    for question in used.select_related("questionnaire").order_by("questionnaire__version", "position"):
        asked = Asked(question, _lines(question, counts), words.get(question.pk, []))
        if not question.is_text or with_words:
            found[question.questionnaire.stage].append(asked)
    return found


def _points(event: Event, shown: set[str]) -> dict[int, dict[tuple, dict[int, int]]]:
    """question → (position, text of the outcome) → point → how many."""
    found: dict = defaultdict(lambda: defaultdict(dict))
    rows = Answer.objects.filter(
        response__event=event, response__stage__in=shown, value__isnull=False
    ).order_by()
    grouped = rows.values_list("question", "outcome__position", "outcome__text", "value").annotate(
        Count("pk")
    )
    for question, position, outcome, value, count in grouped:
        found[question][position or 0, outcome or ""][value] = count
    return found


def _lines(question: Question, counts: dict) -> list[Line]:
    points = range(1, len(question.options) + 1)
    return [
        Line(outcome or question.text, [chosen.get(point, 0) for point in points], question.has_a_mean)
        for (_, outcome), chosen in sorted(counts.get(question.pk, {}).items())
    ]


def _words(event: Event, shown: set[str]) -> dict[int, list[str]]:
    """question → what people wrote, in the random order of the answers' identifiers; only where five wrote."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Answer.objects.filter(response__event=event, response__stage__in=shown).exclude(text="")
    for question, text in rows.order_by("id").values_list("question", "text"):
        found[question].append(text)
    return {question: texts for question, texts in found.items() if len(texts) >= SMALLEST}
