from itertools import groupby

from django import forms

from training.models import Course, Lesson


def lessons_by_theme(field: forms.ModelMultipleChoiceField) -> None:
    """Offers every lesson under the name of its theme; one query."""
    field.queryset = Lesson.objects.select_related("theme").order_by("theme__name", "position")
    field.choices = [
        (theme, [(lesson.pk, lesson.text) for lesson in lessons])
        for theme, lessons in groupby(field.queryset, key=lambda lesson: lesson.theme.name)
    ]


def courses_but(course: Course, field: forms.ModelMultipleChoiceField) -> None:
    """Offers every course but this one."""
    field.queryset = Course.objects.exclude(pk=course.pk)
