from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from bookings import interests
from bookings.forms.interest import InterestForm
from lib.errors import Refused
from training.interests import take_back
from training.models import Course, Interest


@doors.practitioner
def interest(request, code):
    """Asks to be told when the course has a date; once asked, changes the note."""
    course = get_object_or_404(Course.objects.published(), code=code)
    mine = Interest.objects.open().of(request.user).filter(course=course).first()
    reasons = interests.reasons_not_to_ask(request.user, course, request.now)
    data = request.POST if request.method == "POST" else None
    form = InterestForm(data, mine=mine)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            interests.ask(request.user, course, note=note, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "We will write to you when there is a date.")
            return redirect("bookings:mine")
    page = reverse("bookings:course", args=[code])
    crumbs = [("Programme", reverse("bookings:programme")), (course.title, page), ("Tell me", None)]
    context = {"course": course, "mine": mine, "reasons": reasons, "form": form, "back": page}
    return render(request, "bookings/interest.html", context | {"breadcrumbs": crumbs})


@doors.signed_in
@require_POST
def interest_end(request, code):
    """Takes one's own interest back."""
    mine = get_object_or_404(Interest.objects.of(request.user).with_course(), code=code)
    try:
        take_back(mine, by=request.user, now=request.now)
        messages.success(request, f"You no longer wait for a date of “{mine.course}”.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bookings:mine")
