"""Which lessons are answered by which courses, and what is missing on either side."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from lib.tables import Table
from training.models import Course, Lesson, Theme


@dataclass(frozen=True)
class ThemeCoverage:
    """One theme: its lessons, each with its courses, and the courses of the theme that answer none of them."""

    theme: Theme
    lessons: list[Lesson]
    idle: list[Course]

    @property
    def unanswered(self) -> list[Lesson]:
        return [lesson for lesson in self.lessons if not lesson.courses.all()]


def with_coverage(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """Themes with everything that `of_theme` asks for, in a few queries for all."""
    lessons = Lesson.objects.prefetch_related("courses")
    return themes.prefetch_related(Prefetch("lessons", lessons), "courses__lessons")


def of_theme(theme: Theme) -> ThemeCoverage:
    lessons = list(theme.lessons.all())
    own = {lesson.pk for lesson in lessons}
    idle = [c for c in theme.courses.all() if not own & {lesson.pk for lesson in c.lessons.all()}]
    return ThemeCoverage(theme, lessons, idle)


def unanswered_lessons() -> QuerySet[Lesson]:
    return Lesson.objects.filter(courses=None)


def courses_without_lessons() -> QuerySet[Course]:
    return Course.objects.filter(lessons=None)


def table() -> Table:
    """Every lesson with the courses that answer it, then the courses that answer none."""
    rows = [row for theme in with_coverage(Theme.objects.all()) for row in _rows(of_theme(theme))]
    for course in courses_without_lessons().prefetch_related("themes"):
        themes = ", ".join(theme.name for theme in course.themes.all())
        rows.append([themes, None, None, course.title, "Course answers no lesson"])
    return Table("Coverage of lessons", ["Theme", "Source", "Lesson", "Courses", "Missing"], rows)


def _rows(covered: ThemeCoverage) -> Iterable[list]:
    for lesson in covered.lessons:
        courses = "; ".join(course.title for course in lesson.courses.all())
        missing = None if courses else "No course answers it"
        yield [covered.theme.name, covered.theme.get_source_display(), lesson.text, courses or None, missing]
