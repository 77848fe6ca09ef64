"""External learning: the person's own pages, the file behind them, and the officer's queue."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from bookings import learning as verbs
from bookings.forms.learning import DecideForm, LearningForm
from bookings.models import ExternalLearning
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from lib.uploads import handed_out
from training.models import Course

TABS = [("now", "To decide"), ("decided", "Decided")]


@doors.practitioner
def learning_list(request):
    page = page_of(ExternalLearning.objects.of(request.user).for_lists(), request)
    return render(request, "bookings/learning_list.html", {"page": page})


@doors.practitioner
def learning_new(request):
    """`?course=` chooses the course that was missing."""
    if sent := made_before(request, ExternalLearning.objects.of(request.user).for_lists()):
        messages.info(request, "You have sent this already. The training team will write to you.")
        return redirect("bookings:learning", sent.code)
    asked = Course.objects.published().filter(code=request.GET.get("course", "")).first()
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LearningForm(*data, initial={"course": asked})
    if form.is_valid():
        try:
            made = verbs.send(request.user, form.facts, file=form.cleaned_data["file"], now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
        else:
            messages.success(request, "Sent. The training team will look at it and write to you.")
            return redirect("bookings:learning", made.code)
    crumbs = [("My external learning", reverse("bookings:learning_list")), ("New", None)]
    return render(request, "bookings/learning_new.html", {"form": form, "breadcrumbs": crumbs})


@doors.signed_in
def learning(request, code):
    """One entry, for the person and the officers."""
    found = _found(request, code)
    is_own = found.person_id == request.user.pk
    back = ("My external learning", reverse("bookings:learning_list"))
    queue = ("External learning", reverse("bookings:learning_queue"))
    crumbs = [back if is_own else queue, (found.title, None)]
    context = {"learning": found, "is_own": is_own, "breadcrumbs": crumbs}
    return render(request, "bookings/learning.html", context)


@doors.signed_in
def learning_evidence(request, code):
    found = get_object_or_404(ExternalLearning.objects.visible_to(request.user), code=code)
    if not found.has_file:
        raise Http404
    return handed_out(found.evidence_name, found.evidence_kind, found.evidence)


@doors.practitioner
@require_POST
def learning_withdraw(request, code):
    found = get_object_or_404(ExternalLearning.objects.of(request.user).for_lists(), code=code)
    try:
        verbs.withdraw(found, by=request.user, now=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Withdrawn. The training team no longer sees the evidence.")
    return redirect("bookings:learning_list")


@doors.officer
def learning_queue(request):
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(TABS) else "now"
    words = request.GET.get("q", "")[:200].strip()
    seen = ExternalLearning.objects.visible_to(request.user).for_lists().search(words)
    rows = seen.undecided() if tab == "now" else seen.decided()
    page = page_of(rows.with_agencies(), request)
    context = {"tab": tab, "tabs": TABS, "words": words, "page": page}
    return render(request, "bookings/learning_queue.html", context)


@doors.officer
def learning_decide(request, code):
    found = _found(request, code)
    first = {"valid_until": verbs.valid_until_by_course(found)}
    form = DecideForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            _decide(found, form.cleaned_data, by=request.user, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
        else:
            messages.success(request, f"Decided. {found.person} has been told.")
            return redirect("bookings:learning_queue")
    crumbs = [("External learning", reverse("bookings:learning_queue")), (found.title, None)]
    context = {"learning": found, "form": form, "breadcrumbs": crumbs}
    return render(request, "bookings/learning_decide.html", context)


def _decide(found: ExternalLearning, answer: dict, *, by, now) -> None:
    if answer["answer"] == DecideForm.YES:
        verbs.accept(found, valid_until=answer["valid_until"], by=by, now=now)
    else:
        verbs.decline(found, reason=answer["reason"], by=by, now=now)


def _found(request, code) -> ExternalLearning:
    return get_object_or_404(ExternalLearning.objects.visible_to(request.user).for_lists(), code=code)
