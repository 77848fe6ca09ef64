from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from lib.errors import Refused
from lib.forms import Form
from lib.once import made_before
from lib.pages import page_of
from training.forms.groups import GroupForm
from training.groups import reasons_not_to_retire, retire, save_group
from training.models import Group


def crumbs_of(group: Group | None, *further: str) -> list:
    back = [("Groups", reverse("training:groups"))]
    if group and group.pk:
        back.append((group.name, reverse("training:group", args=[group.code])))
    return [*back, *((title, None) for title in further)]


@doors.officer
def groups(request):
    """The groups there are; those that are retired on request."""
    retired = request.GET.get("state") == "retired"
    found = Group.objects.visible_to(request.user).with_size().select_related("lead")
    found = (found.exclude(retired_at=None) if retired else found.active()).order_by("name")
    return render(request, "training/groups.html", {"page": page_of(found, request), "retired": retired})


@doors.officer
def group_new(request):
    return _form(request, Group(lead=request.user), "New group")


@doors.officer
def group_edit(request, code):
    return _form(request, _group_or_404(request, code), "Change")


def _form(request, group: Group, title: str):
    if twice := made_before(request, Group.objects.visible_to(request.user)):
        messages.info(request, "This group is saved already.")
        return redirect("training:group", twice.code)
    crumbs = crumbs_of(group, title)
    form = GroupForm(request.POST if request.method == "POST" else None, instance=group)
    if form.is_valid():
        try:
            save_group(group, form.facts, seen=form.cleaned_data["seen"], by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The group is saved.")
            return redirect("training:group", group.code)
    heading = "New group" if group.pk is None else "Change this group"
    return render(
        request, "training/group_form.html", {"form": form, "title": heading, "breadcrumbs": crumbs}
    )


@doors.officer
def group(request, code):
    """One group: its members, those who left, and its events to come."""
    found = _group_or_404(request, code)
    members = found.memberships.current().select_related("person", "added_by")
    context = {
        "group": found,
        "page": page_of(members, request),
        "left": found.memberships.ended().select_related("person").order_by("-ends_on", "pk")[:20],
        "events": found.events.not_cancelled().filter(ends_at__gt=request.now).with_course().with_sessions(),
        "breadcrumbs": [*crumbs_of(found)[:-1], (found.name, None)],
    }
    return render(request, "training/group.html", context)


@doors.officer
def group_retire(request, code):
    """Asks once more, then ends the group."""
    found = _group_or_404(request, code)
    reasons = reasons_not_to_retire(found, request.now)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            retire(found, by=request.user, now=request.now)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
        else:
            messages.success(request, f"{found} is retired.")
        return redirect("training:group", code)
    context = {"group": found, "form": form, "reasons": reasons, "breadcrumbs": crumbs_of(found, "Retire")}
    return render(request, "training/group_retire.html", context)


def _group_or_404(request, code) -> Group:
    return get_object_or_404(Group.objects.visible_to(request.user).select_related("lead"), code=code)
