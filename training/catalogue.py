"""Deeds of the planning desk on courses and themes. Each is one transaction and writes the trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, ProtectedError

from accounts.models import Person
from accounts.trail import record
from lib.errors import Refused
from training import interests, prerequisites
from training.models import Course, LearningOutcome, Lesson, Theme
from training.rows import changes, facts_of, revise, save_checked

COURSE = [
    "title", "format", "level", "summary", "description", "audience", "minutes", "participatory_minutes", "approval",
    "validity_months", "minimum", "is_published",
]  # fmt: skip
# What a course is tied to; each is a set of rows.
TIES = ["themes", "lessons", "prerequisites", "equivalents"]
THEME = ["name", "source", "year", "summary"]


@dataclass(frozen=True)
class OutcomeLine:
    """A learning outcome on a form. With `id` it is the row that has this id, perhaps reworded; its answers stay."""

    text: str
    id: int | None = None


def create_course(
    facts: dict,
    *,
    outcomes: Sequence[str],
    by: Person | None,
    now: datetime,
    code: str = "",
    **ties: Iterable,
) -> Course:
    """A new course; `facts` are its columns by name, `outcomes` sentences in their order, `code` its code when the form brought one,
    `ties` rows by the names of TIES.

    Raises Refused for facts that do not fit, such as a title that is taken.
    """
    course = Course(**facts, **({"code": code} if code else {}))
    with transaction.atomic():
        save_checked(course)
        _tie(course, ties)
        _set_outcomes(course, outcomes)
        record(by, "course.created", course, changes({}, _facts(course)), now=now)
    return course


def change_course(
    course: Course,
    facts: dict,
    *,
    outcomes: Sequence[str | OutcomeLine],
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    **ties: Iterable,
) -> Course:
    """Changes a course. An outcome given as a sentence keeps the row of the same words, else it is new; an OutcomeLine rewords its row.

    `ties` are rows by the names of TIES; what is not given stays. Raises Refused when an outcome that would go has been asked in
    evaluations, or when courses would wait for each other, TooLate when the course is no longer at revision `seen`.
    """

    def apply() -> None:
        for name, value in facts.items():
            setattr(course, name, value)
        save_checked(course)
        _tie(course, ties)
        _set_outcomes(course, outcomes)

    with transaction.atomic():
        prerequisites.hold_still(course, ties.get("prerequisites", []))
        was_published = Course.objects.values_list("is_published", flat=True).get(pk=course.pk)
        if made := revise(course, seen, facts=_facts, apply=apply):
            record(by, "course.changed", course, made, now=now)
            if course.is_published and not was_published:
                interests.tell_of_all(course, now=now)
    return course


def _tie(course: Course, ties: dict[str, Iterable]) -> None:
    first, equivalents = (list(ties.get(name, [])) for name in ("prerequisites", "equivalents"))
    if reasons := prerequisites.reasons_against(course, first, equivalents):
        raise Refused(reasons)
    for name in TIES:
        if name in ties:
            getattr(course, name).set(ties[name])


def _set_outcomes(course: Course, outcomes: Sequence[str | OutcomeLine]) -> None:
    rows = {row.pk: row for row in course.outcomes.all()}
    by_text = {row.text: row.pk for row in rows.values()}
    lines = [OutcomeLine(o) if isinstance(o, str) else o for o in outcomes]
    named = {line.id for line in lines if line.id in rows}
    kept = []
    for line in lines:
        text = line.text.strip()
        pk = line.id if line.id in rows else by_text.get(text) if by_text.get(text) not in named else None
        row = rows.pop(pk) if pk in rows else LearningOutcome(course=course)
        row.text = text
        kept.append(row)
    if len({row.text.lower() for row in kept}) < len(kept):
        raise Refused("Two learning outcomes say the same. Keep one of them.")
    _delete(rows)
    _save_in_order(course, kept)


def _delete(rows: dict[int, LearningOutcome]) -> None:
    for row in rows.values():
        try:
            row.delete()
        except ProtectedError as error:
            raise Refused(
                f"People have answered about “{row.text}”, so it cannot go. Reword it, or start a new course."
            ) from error


def _save_in_order(course: Course, kept: list[LearningOutcome]) -> None:
    # Two rows may not have one position for a moment even: first all step out of the way.
    course.outcomes.update(position=F("position") + 1000)
    for position, row in enumerate(kept, 1):
        row.position = position
        save_checked(row)


def _facts(course: Course) -> dict:
    texts = list(course.outcomes.values_list("text", flat=True))
    ties = {name: sorted(str(row) for row in getattr(course, name).all()) for name in TIES}
    return facts_of(course, COURSE) | {"outcomes": texts} | ties


def save_theme(
    theme: Theme,
    facts: dict,
    *,
    lessons: Sequence[str],
    by: Person | None,
    now: datetime,
    seen: int | None = None,
) -> Theme:
    """Creates a theme (an unsaved row) or changes one; `lessons` are sentences in their order and replace those before.

    A lesson of the same words stays the same row, and so does one whose line was reworded in its place: the courses that answer it stay.
    Raises Refused for facts that do not fit, TooLate when the theme is no longer at revision `seen`.
    """

    def apply() -> None:
        for name, value in facts.items():
            setattr(theme, name, value)
        save_checked(theme)
        _set_lessons(theme, lessons)

    with transaction.atomic():
        if theme.pk is None:
            apply()
            record(by, "theme.created", theme, changes({}, _facts_of_theme(theme)), now=now)
        elif made := revise(theme, seen, facts=_facts_of_theme, apply=apply):
            record(by, "theme.changed", theme, made, now=now)
    return theme


def _set_lessons(theme: Theme, lessons: Sequence[str]) -> None:
    if list(theme.lessons.values_list("text", flat=True)) == list(lessons):
        return
    rows = list(theme.lessons.all())
    by_text = {row.text: row for row in rows}
    by_position = {row.position: row for row in rows if row.text not in lessons}
    kept = [by_text.get(text) or by_position.get(n) for n, text in enumerate(lessons, 1)]
    theme.lessons.exclude(pk__in=[row.pk for row in kept if row]).delete()
    # Two rows may not have one position for a moment even: first all step out of the way.
    theme.lessons.update(position=F("position") + 1000)
    for position, (text, row) in enumerate(zip(lessons, kept, strict=True), 1):
        lesson = row or Lesson(theme=theme)
        lesson.position, lesson.text = position, text
        lesson.save()


def _facts_of_theme(theme: Theme) -> dict:
    return facts_of(theme, THEME) | {"lessons": list(theme.lessons.values_list("text", flat=True))}
