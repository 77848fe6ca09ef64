from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts import doors
from accounts.models import Person
from lib.errors import Refused
from lib.forms import Form
from training.forms.groups import PasteForm
from training.groups import RETIRED, add_member, add_members, remove_member
from training.models import Group, Membership
from training.views.groups import crumbs_of

MOST_FOUND = 20


@doors.officer
def member_add(request, code):
    """Finds people by name or e-mail address and adds one."""
    group = _group_or_404(request, code)
    if group.is_retired:
        return _retired(request, group)
    if request.method == "POST" and request.POST.get("person"):
        return _add(request, group, request.POST["person"])
    if request.method == "POST":
        messages.error(request, "Choose whom you add.")
    words = request.GET.get("q", "").strip()[:200]
    members = group.memberships.current().values("person")
    people = Person.objects.visible_to(request.user).filter(is_active=True).exclude(pk__in=members)
    found = list(people.search(words).with_employment()[: MOST_FOUND + 1]) if len(words) > 1 else []
    context = {
        "group": group,
        "words": words,
        "people": found[:MOST_FOUND],
        "is_more": len(found) > MOST_FOUND,
    }
    return render(request, "training/member_add.html", context | {"breadcrumbs": crumbs_of(group, "Add")})


def _add(request, group: Group, code: str):
    person = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    try:
        add_member(group, person, by=request.user, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{person} is a member now.")
    return redirect("training:group", group.code)


@doors.officer
def members_paste(request, code):
    """Adds everybody on a pasted list, and answers line by line; what could not be added stays in the box."""
    group = _group_or_404(request, code)
    if group.is_retired:
        return _retired(request, group)
    form, answers = PasteForm(request.POST if request.method == "POST" else None), []
    if form.is_valid():
        try:
            answers = add_members(group, form.cleaned_data["addresses"], by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            form = PasteForm(initial={"addresses": [a.line for a in answers if not a.was_added]})
    context = {"group": group, "form": form, "answers": answers, "added": sum(a.was_added for a in answers)}
    return render(
        request, "training/members_paste.html", context | {"breadcrumbs": crumbs_of(group, "Paste a list")}
    )


@doors.officer
def member_remove(request, code):
    """Asks once more, then ends a membership."""
    groups = Group.objects.visible_to(request.user)
    memberships = Membership.objects.filter(group__in=groups).select_related("group", "person")
    found = get_object_or_404(memberships, code=code)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            remove_member(found, by=request.user, now=request.now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{found.person} is no longer a member.")
        return redirect("training:group", found.group.code)
    context = {"membership": found, "group": found.group, "form": form}
    return render(
        request, "training/member_remove.html", context | {"breadcrumbs": crumbs_of(found.group, "Remove")}
    )


def _group_or_404(request, code) -> Group:
    return get_object_or_404(Group.objects.visible_to(request.user), code=code)


def _retired(request, group: Group):
    messages.error(request, RETIRED)
    return redirect("training:group", group.code)
