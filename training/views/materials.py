from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from accounts.gone import row_or_gone
from lib.errors import Refused
from lib.forms import Form
from lib.once import made_before
from lib.uploads import handed_out
from training.forms.materials import MaterialChangeForm, MaterialForm, UpForm
from training.materials import GONE, add_material, change_material, move_up, remove_material
from training.models import Course, Event, Material


@doors.trainer
def event_materials(request, code):
    """What people get for one event: its own, which officers and its trainers keep, and those of its course."""
    event = get_object_or_404(_events(request.user), code=code)
    of_course = event.course.materials.without_content()
    return _materials(request, event, {"event": event, "course": event.course, "of_course": of_course})


def _events(person):
    """An officer prepares also drafts, a trainer their own events."""
    if person.is_a("officer"):
        return Event.objects.visible_to(person).with_course()
    return Event.objects.registers_of(person).with_course()


@doors.officer
def course_materials(request, code):
    """What people get whenever this course is held."""
    course = get_object_or_404(Course.objects.visible_to(request.user), code=code)
    return _materials(request, course, {"course": course})


def _materials(request, owner, context):
    if twice := made_before(request, owner.materials.without_content()):
        messages.info(request, f"“{twice}” is added already.")
        return redirect(_list_of(twice))
    form = MaterialForm(request.POST, request.FILES) if request.method == "POST" else MaterialForm()
    if form.is_valid():
        try:
            made = add_material(owner, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"“{made}” is added.")
            return redirect(_list_of(made))
    context |= {
        "form": form,
        "own": owner.materials.without_content(),
        "breadcrumbs": _crumbs(request, owner),
    }
    return render(request, "training/materials.html", context)


@doors.trainer
def material(request, code):
    """Renames a material, and says from when people see it."""
    found = _changeable(request, code)
    if found is None:
        return _gone(request)
    title, page = found.title, _list_of(found)
    form = MaterialChangeForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        try:
            change_material(found, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The material is saved.")
            return redirect(page)
    crumbs = [*_crumbs(request, found.owner)[:-1], ("Materials", page), (title, None)]
    context = {"form": form, "material": found, "title": title, "back": page, "breadcrumbs": crumbs}
    return render(request, "training/material.html", context)


@doors.trainer
def material_file(request, code):
    """The file itself, for those who prepare the event."""
    found = get_object_or_404(Material.objects.visible_to(request.user), code=code)
    if not found.is_file:
        raise Http404
    return handed_out(found.file_name, found.file_kind, found.file)


@doors.trainer
@require_POST
def material_up(request, code):
    found, form = _changeable(request, code), UpForm(request.POST)
    if found is None:
        return _gone(request)
    page = _list_of(found)
    try:
        move_up(found, seen=form.place, by=request.user, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{page}#m-{code}")


@doors.trainer
def material_remove(request, code):
    """Asks once more, then deletes."""
    found = _changeable(request, code)
    if found is None:
        return _gone(request)
    page, form = _list_of(found), Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            remove_material(found, by=request.user, now=request.now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"“{found}” is removed.")
        return redirect(page)
    crumbs = [*_crumbs(request, found.owner)[:-1], ("Materials", page), ("Remove", None)]
    context = {"form": form, "material": found, "back": page, "breadcrumbs": crumbs}
    return render(request, "training/material_remove.html", context)


def _changeable(request, code) -> Material | None:
    """None when it has been removed since."""
    materials = Material.objects.changeable_by(request.user).without_content()
    return row_or_gone(materials.select_related("course", "event__course"), code)


def _gone(request):
    """What it belonged to went with it: an officer finds the list of events, a trainer their own."""
    messages.error(request, GONE)
    return redirect("training:events" if request.user.is_a("officer") else "training:own")


def _list_of(material: Material) -> str:
    kind = "course" if material.course else "event"
    return reverse(f"training:{kind}_materials", args=[material.owner.code])


def _crumbs(request, owner) -> list:
    """To the page of the event or course for officers; a trainer has a register."""
    if isinstance(owner, Course):
        there = reverse("training:course", args=[owner.code])
        return [("Courses", reverse("training:courses")), (owner.title, there), ("Materials", None)]
    if request.user.is_a("officer"):
        there = reverse("training:event", args=[owner.code])
        return [("Events", reverse("training:events")), (owner.course.title, there), ("Materials", None)]
    there = reverse("bookings:register", args=[owner.code])
    return [("Registers", reverse("bookings:registers")), (owner.course.title, there), ("Materials", None)]
