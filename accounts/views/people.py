from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts import people as deeds
from accounts.forms.employment import ChangeEmploymentForm
from accounts.forms.people import NamesForm, PeopleFilters, PersonForm
from accounts.models import Person, Role, TrailEntry
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of

staff = doors.roles(Role.OFFICER, Role.ADMIN)
LATEST = 20


def crumbs_to(person: Person, here: str = "") -> list[tuple[str, str | None]]:
    """The way to a page of one person."""
    way = [("People", reverse("accounts:people"))]
    if not here:
        return [*way, (person.name, None)]
    return [*way, (person.name, reverse("accounts:person", args=[person.code])), (here, None)]


@staff
def people(request):
    """Everybody, searched by name or e-mail and filtered by role and agency."""
    filters = PeopleFilters(request.GET)
    found = Person.objects.visible_to(request.user).matching(**filters.chosen)
    page = page_of(found.with_employment().with_roles(), request)
    return render(request, "accounts/people.html", {"filters": filters, "page": page})


@staff
def person(request, code):
    """One person: where they worked and when, which roles they hold, and what the trail says of them."""
    found = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    facts = {
        "person": found,
        "employments": found.employments.select_related("agency").order_by("-starts_on", "-pk"),
        "grants": found.role_grants.select_related("agency").order_by("role", "agency__name"),
        "entries": TrailEntry.objects.about(found).select_related("by")[:LATEST],
        "may_decide_access": request.user.is_a(Role.ADMIN),
        "breadcrumbs": crumbs_to(found),
    }
    return render(request, "accounts/person.html", facts)


@staff
def person_new(request):
    if made := made_before(request, Person.objects.visible_to(request.user)):
        messages.info(request, f"{made} is added already.")
        return redirect("accounts:person", made.code)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = deeds.add_person(**form.person_facts, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{added} is added.")
            return redirect("accounts:person", added.code)
    crumbs = [("People", reverse("accounts:people")), ("Add a person", None)]
    return render(request, "accounts/person_new.html", {"form": form, "breadcrumbs": crumbs})


@staff
def person_names(request, code):
    found = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    form = NamesForm(request.POST if request.method == "POST" else None, person=found)
    if form.is_valid():
        try:
            _save_names(found, **form.names, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"The details of {found} are saved.")
            return redirect("accounts:person", found.code)
    facts = {
        "form": form,
        "person": found,
        "title": "Change the name",
        "breadcrumbs": crumbs_to(found, "Name"),
    }
    return render(request, "accounts/person_form.html", facts)


@transaction.atomic
def _save_names(person: Person, *, first_name: str, last_name: str, email: str = "", by: Person, now) -> None:
    deeds.rename(person, first_name=first_name, last_name=last_name, by=by, now=now)
    if email:
        deeds.give_email(person, email, by=by, now=now)


@staff
def person_employment(request, code):
    found = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    form = ChangeEmploymentForm(request.POST if request.method == "POST" else None, person=found)
    if form.is_valid():
        try:
            deeds.register_employment(found, **form.employment, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"Where {found} works is saved.")
            return redirect("accounts:person", found.code)
    title = "Change where they work" if found.employment else "Say where they work"
    facts = {"form": form, "person": found, "title": title, "breadcrumbs": crumbs_to(found, "Employment")}
    return render(request, "accounts/person_form.html", facts)
