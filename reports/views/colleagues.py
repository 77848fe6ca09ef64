from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.forms.people import ColleagueForm, EmailForm
from accounts.models import Agency
from accounts.people import add_person
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from reports import colleagues as people_of_agency


@doors.coordinator
def colleagues(request):
    """The people of the coordinator's agencies, with what is coming and what is due to be refreshed."""
    words = request.GET.get("q", "")[:200].strip()
    sort = request.GET.get("sort", "name")
    found = people_of_agency.colleagues_of(request.user).search(words)
    rows = people_of_agency.sorted_by(people_of_agency.with_figures(found, request.user, request.now), sort)
    if request.GET.get("format") in ("csv", "xlsx"):
        return people_of_agency.table_of(rows).response(request.GET["format"], "people")
    context = {"page": page_of(rows, request), "words": words, "sort": sort, "breadcrumbs": _crumbs()}
    return render(request, "reports/colleagues.html", context)


@doors.coordinator
def colleague(request, code):
    """One of them: what they booked, how it went, their certificates and charges, as far as it was for these agencies."""
    person = get_object_or_404(people_of_agency.colleagues_of(request.user), code=code)
    bookings = people_of_agency.bookings_of(person, request.user)
    learnt = people_of_agency.learnt_by(person, request.user, request.now)
    context = {
        "person": person,
        "coming": bookings.coming_up(request.now),
        "page": page_of(bookings.over(request.now), request),
        "learnt": learnt,
        "due": [each for each in learnt if each.is_due],
        "can_give_email": not people_of_agency.reason_not_to_give_email(person, request.user),
        "charges": people_of_agency.charges_of(person, request.user),
        "breadcrumbs": _crumbs(person.name),
    }
    return render(request, "reports/colleague.html", context)


@doors.coordinator
def colleague_new(request):
    """Somebody new at the agency, with or without an e-mail address."""
    if made := made_before(request, people_of_agency.colleagues_of(request.user)):
        messages.info(request, f"{made} is added already.")
        return redirect("reports:colleague", made.code)
    mine = Agency.objects.active().filter(pk__in=request.user.coordinated_agency_ids)
    form = ColleagueForm(request.POST if request.method == "POST" else None, agencies=mine)
    if form.is_valid():
        try:
            added = add_person(**form.person_facts, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{added} is added.")
            return redirect("reports:colleague", added.code)
    context = {"form": form, "breadcrumbs": _crumbs("Add a person")}
    return render(request, "reports/colleague_new.html", context)


@doors.coordinator
def colleague_email(request, code):
    """The first e-mail address of one of them."""
    person = get_object_or_404(people_of_agency.colleagues_of(request.user), code=code)
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            people_of_agency.give_email(person, form.cleaned_data["email"], by=request.user, now=request.now)
        except Refused as refused:
            form.add_error("email", refused.reasons)
        else:
            messages.success(request, f"{person} has an email address now, and reads their own messages.")
            return redirect("reports:colleague", code)
    here = reverse("reports:colleague", args=[code])
    context = {
        "person": person, "form": form, "back": here, "refusal": people_of_agency.reason_not_to_give_email(person, request.user),
        "breadcrumbs": [*_crumbs(person.name)[:-1], (person.name, here), ("Email address", None)],
    }  # fmt: skip
    return render(request, "reports/colleague_email.html", context)


def _crumbs(here: str = "") -> list:
    back = [("My agency", reverse("bookings:agency"))]
    return (
        [*back, ("People", reverse("reports:colleagues")), (here, None)]
        if here
        else [*back, ("People", None)]
    )
