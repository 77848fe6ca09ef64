"""Who may do what, and who may sign in at all: an administrator's decisions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors, people
from accounts.forms.people import Confirm, RoleForm
from accounts.models import Person
from accounts.views.people import crumbs_to
from lib.errors import Refused


@doors.administrator
def role_new(request, code):
    person = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    form = RoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            held = people.grant(person, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{person} now holds the role {held}.")
            return redirect("accounts:person", person.code)
    facts = {
        "form": form,
        "person": person,
        "title": "Give a role",
        "breadcrumbs": crumbs_to(person, "Give a role"),
    }
    return render(request, "accounts/person_form.html", facts)


@doors.administrator
def role_remove(request, code, grant):
    person = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    grant = person.role_grants.select_related("person", "agency").filter(code=grant).first()
    if grant is None:
        messages.error(request, "This role was taken away already.")
        return redirect("accounts:person", person.code)
    words = {
        "title": f"Take the role {grant} away from {grant.person}?",
        "text": "They lose at once what this role lets them see and do. You can give it again.",
        "submit": "Take the role away",
        "done": f"{grant.person} no longer holds the role {grant}.",
    }
    return _confirm(request, grant.person, people.revoke, grant, words)


@doors.administrator
def deactivate(request, code):
    person = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    words = {
        "title": f"End the access of {person}?",
        "text": "They are signed out at once and cannot sign in. Their bookings, certificates and roles stay as they are.",
        "submit": "End access",
        "done": f"{person} can no longer sign in.",
    }
    return _confirm(request, person, people.deactivate, person, words)


@doors.administrator
def reactivate(request, code):
    person = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    words = {
        "title": f"Let {person} sign in again?",
        "text": "They get back the roles that they held.",
        "submit": "Give access",
        "done": f"{person} can sign in again.",
    }
    return _confirm(request, person, people.reactivate, person, words)


def _confirm(request, person: Person, deed, subject, words: dict):
    """Asks once more, then does it; either way one ends on the person's page."""
    page = reverse("accounts:person", args=[person.code])
    if request.method == "POST":
        try:
            deed(subject, by=request.user, now=request.now)
            messages.success(request, words["done"])
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(page)
    facts = {"form": Confirm(), "cancel": page, "breadcrumbs": crumbs_to(person, "Confirm")}
    return render(request, "accounts/confirm.html", facts | words)
