from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Person
from lib.dates import FinancialYear
from lib.errors import Refused
from lib.pages import page_of
from training.forms.trainers import NewTrainerForm, TrainerForm
from training.hours import by_year, minutes_by_trainer
from training.models import Event, Trainer
from training.team import add_trainer, change_trainer

MOST_FOUND = 20


def _crumbs(title):
    return [("Trainers", reverse("training:trainers")), (title, None)]


@doors.officer
def trainers(request):
    """All trainers by name, with what they have delivered and will deliver."""
    published = Q(deliveries__event__state=Event.State.PUBLISHED)
    found = Trainer.objects.with_person().annotate(
        to_come=Count("deliveries", filter=published & Q(deliveries__event__starts_at__gt=request.now)),
        delivered=Count("deliveries", filter=published & Q(deliveries__event__ends_at__lte=request.now)),
    )  # fmt: skip
    page = page_of(found.order_by("person__last_name", "person__first_name", "pk"), request)
    year = FinancialYear.of(request.now)
    minutes = minutes_by_trainer(page.object_list, year, request.now)
    for shown in page:
        shown.minutes = minutes.get(shown.pk, 0)
    return render(request, "training/trainers.html", {"page": page, "year": year})


@doors.officer
def trainer_new(request):
    """Finds a person by name or e-mail address, then makes them a trainer."""
    if "person" not in request.GET:
        return _search(request)
    person = get_object_or_404(Person.objects.visible_to(request.user), code=request.GET["person"])
    form = NewTrainerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_trainer(person, about=form.cleaned_data["about"], by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{person} is a trainer now.")
            return redirect("training:trainers")
    title = f"Make {person} a trainer"
    context = {"form": form, "person": person, "title": title, "breadcrumbs": _crumbs(title)}
    return render(request, "training/trainer_form.html", context)


def _search(request):
    words = request.GET.get("q", "").strip()[:200]
    people = Person.objects.visible_to(request.user).filter(is_active=True, trainer=None).with_employment()
    found = list(people.search(words)[: MOST_FOUND + 1]) if len(words) > 1 else []
    context = {"words": words, "people": found[:MOST_FOUND], "is_more": len(found) > MOST_FOUND}
    return render(request, "training/trainer_search.html", context | {"breadcrumbs": _crumbs("New")})


@doors.officer
def trainer(request, code):
    """Changes what is printed about a trainer, and lists their events to come."""
    found = get_object_or_404(Trainer.objects.select_related("person"), code=code)
    form = TrainerForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        deed = {"seen": form.cleaned_data["seen"], "by": request.user, "now": request.now}
        try:
            change_trainer(found, **form.facts, **deed)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The trainer is saved.")
            return redirect("training:trainers")
    person = found.person
    events = Event.objects.delivered_by(person).not_cancelled().filter(ends_at__gt=request.now)
    context = {"form": form, "person": person, "title": person.name, "trainer": found}
    context |= {"years": by_year(found, request.now), "breadcrumbs": _crumbs(person.name)}
    return render(
        request, "training/trainer_form.html", context | {"events": events.with_course().with_sessions()}
    )
