from django.shortcuts import render

from accounts import doors
from lib.pages import page_of
from training import coverage
from training.models import Lesson, Theme


@doors.officer
def coverage_page(request):
    """Which lessons no course answers, and which courses answer no lesson, theme by theme."""
    if request.GET.get("format") in ("csv", "xlsx"):
        return coverage.table().response(request.GET["format"], "coverage")
    page = page_of(coverage.with_coverage(Theme.objects.order_by("name")), request)
    context = {
        "page": page,
        "themes": [coverage.of_theme(theme) for theme in page],
        "lessons": Lesson.objects.count(),
        "unanswered": coverage.unanswered_lessons().count(),
        "without": coverage.courses_without_lessons(),
    }
    return render(request, "training/coverage.html", context)
