from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from training.forms.catalogue import CourseForm
from training.models import Course
from training.planning import change_course, create_course


@doors.officer
def courses(request):
    """All courses by title, searched by title, summary and theme."""
    words = request.GET.get("q", "")[:200]
    found = Course.objects.visible_to(request.user).search(words).with_events_to_come(request.now)
    return render(
        request, "training/courses.html", {"page": page_of(found.order_by("title"), request), "words": words}
    )


@doors.officer
def course_new(request):
    if made := made_before(request, Course.objects.visible_to(request.user)):
        messages.info(request, "This course is saved already.")
        return redirect("training:course", made.code)
    form = CourseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcomes = form.cleaned_data["outcomes"]
        try:
            course = create_course(
                form.facts,
                outcomes=outcomes,
                **form.ties,
                code=form.instance.code,
                by=request.user,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The course is saved. Now plan its first event.")
            return redirect("training:course", course.code)
    crumbs = [("Courses", reverse("training:courses")), ("New", None)]
    return render(
        request, "training/course.html", {"form": form, "title": "New course", "breadcrumbs": crumbs}
    )


@doors.officer
def course(request, code):
    """Shows and changes one course, with its events to come."""
    found = get_object_or_404(Course.objects.visible_to(request.user), code=code)
    title, form = found.title, CourseForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        deed = {"seen": form.cleaned_data["seen"], "by": request.user, "now": request.now}
        try:
            change_course(found, form.facts, outcomes=form.outcome_lines, **form.ties, **deed)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The course is saved.")
            return redirect("training:course", code)
    events = found.events.not_cancelled().filter(ends_at__gt=request.now).with_sessions()[:10]
    crumbs = [("Courses", reverse("training:courses")), (title, None)]
    context = {"form": form, "course": found, "title": title, "events": events, "breadcrumbs": crumbs}
    context["waiting"] = found.interests.open().count()
    return render(request, "training/course.html", context)
