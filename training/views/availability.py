"""A trainer's own page: when they are away, what they can usually do, what they are asked and what they have delivered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from lib.dates import local_day
from lib.errors import Refused
from lib.links import sign
from lib.once import made_before
from training import availability as verbs
from training.forms.trainers import AbsenceForm, WeekdaysForm
from training.hours import by_year
from training.models import Event, Trainer


def _trainer(request, code) -> Trainer:
    return get_object_or_404(Trainer.objects.visible_to(request.user).select_related("person"), code=code)


@doors.trainer
def own(request):
    """The page of whoever is signed in; an officer who does not train goes to the list."""
    mine = Trainer.objects.filter(person=request.user).first()
    return redirect("training:availability", mine.code) if mine else redirect("training:trainers")


@doors.trainer
def availability(request, code):
    """Adds a period in which a trainer is away; shows everything else about their time."""
    found = _trainer(request, code)
    if made_before(request, found.absences):
        messages.info(request, "The period is noted already.")
        return redirect("training:availability", code)
    form = AbsenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verbs.add_absence(found, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The period is noted.")
            return redirect("training:availability", code)
    return _page(request, found, form=form)


def _page(request, trainer: Trainer, *, form=None, weekdays=None):
    """The page with these answers, or with forms that nobody has filled in yet."""
    shown = {"form": form or AbsenceForm(), "weekdays": weekdays or WeekdaysForm(trainer=trainer)}
    return render(request, "training/availability.html", _facts(request, trainer) | shown)


def _facts(request, trainer: Trainer) -> dict:
    now, is_own = request.now, trainer.person_id == request.user.pk
    coming = Event.objects.delivered_by(trainer.person).not_cancelled()
    asked = list(trainer.invitations.awaited(now).with_event())
    for invitation in asked:
        invitation.token = sign("deliver", invitation.code)
    crumbs = [
        ("Trainers", reverse("training:trainers")),
        (str(trainer), reverse("training:trainer", args=[trainer.code])),
    ]
    title = "My training" if is_own else f"{trainer}: availability and hours"
    return {
        "trainer": trainer, "is_own": is_own, "title": title, "asked": asked,
        "absences": trainer.absences.to_come(local_day(now)), "clashing": verbs.events_while_away(trainer, now),
        "years": by_year(trainer, now),
        "events": coming.filter(ends_at__gt=now).with_course().with_sessions(),
        "breadcrumbs": None if is_own else [*crumbs, ("Availability", None)],
    }  # fmt: skip


@doors.trainer
@require_POST
def weekdays(request, code):
    found = _trainer(request, code)
    form = WeekdaysForm(request.POST, trainer=found)
    if form.is_valid():
        deed = {"seen": form.was_seen, "by": request.user, "now": request.now}
        try:
            verbs.set_weekdays(found, form.cleaned_data["weekdays"], **deed)
        except Refused as refused:
            form.look_again(str(refused))
        else:
            messages.success(request, "The weekdays are saved.")
            return redirect("training:availability", code)
    return _page(request, found, weekdays=form)


@doors.trainer
@require_POST
def absence_remove(request, code, absence):
    found = _trainer(request, code)
    try:
        verbs.remove_absence(found.absences.filter(code=absence).first(), by=request.user, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The period is removed.")
    return redirect("training:availability", code)
