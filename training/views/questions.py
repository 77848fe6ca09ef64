from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from lib.errors import Refused
from lib.once import made_before
from training.forms.questions import QuestionChangeForm, QuestionForm, first_answers
from training.models import BookingQuestion, Course
from training.questions import ENDED, add_question, change_question, end_question


@doors.officer
def questions(request, code):
    """What this course asks when somebody books it; adds one more."""
    course = get_object_or_404(Course.objects.visible_to(request.user), code=code)
    if made_before(request, course.booking_questions):
        messages.info(request, "The question is asked already.")
        return redirect("training:questions", code)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_question(course, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The question is asked from now on.")
            return redirect("training:questions", code)
    asked = course.booking_questions.asked()
    context = {"course": course, "form": form, "asked": asked, "breadcrumbs": [*_crumbs(course), ("", None)]}
    return render(request, "training/questions.html", context)


@doors.officer
def question(request, code):
    """Rewords one question."""
    found = get_object_or_404(BookingQuestion.objects.select_related("course"), code=code)
    back = reverse("training:questions", args=[found.course.code])
    if not found.is_asked:
        messages.error(request, ENDED)
        return redirect(back)
    form = QuestionChangeForm(
        request.POST if request.method == "POST" else None, initial=first_answers(found)
    )
    if form.is_valid():
        try:
            change_question(found, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The question is saved.")
            return redirect(back)
    crumbs = [*_crumbs(found.course), ("Questions", back), ("", None)]
    context = {"question": found, "form": form, "back": back, "breadcrumbs": crumbs}
    return render(request, "training/question.html", context)


@doors.officer
@require_POST
def question_end(request, code):
    found = get_object_or_404(BookingQuestion.objects.select_related("course"), code=code)
    try:
        end_question(found, by=request.user, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The question is no longer asked. Answers given before stay.")
    return redirect("training:questions", found.course.code)


def _crumbs(course: Course) -> list:
    courses = ("Courses", reverse("training:courses"))
    return [courses, (course.title, reverse("training:course", args=[course.code]))]
