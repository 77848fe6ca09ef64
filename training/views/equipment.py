from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from training.equipment import save_equipment
from training.forms.equipment import EquipmentForm
from training.models import Equipment, Event


@doors.officer
def equipment_list(request):
    """All equipment by name: how many there are, and whether it is in use."""
    page = page_of(Equipment.objects.all(), request)
    return render(request, "training/equipment_list.html", {"page": page})


@doors.officer
def equipment_new(request):
    return _edit(request, Equipment(), "New equipment")


@doors.officer
def equipment(request, code):
    found = get_object_or_404(Equipment, code=code)
    coming = Event.objects.filter(equipment_needs__equipment=found, ends_at__gt=request.now).not_cancelled()
    return _edit(request, found, found.name, events=coming.with_course().with_sessions()[:20])


def _edit(request, equipment, title, **further):
    """Shows and saves equipment, new or known."""
    if made_before(request, Equipment.objects):
        messages.info(request, "This equipment is saved already.")
        return redirect("training:equipment_list")
    form = EquipmentForm(request.POST if request.method == "POST" else None, instance=equipment)
    if form.is_valid():
        deed = {"seen": form.cleaned_data["seen"], "by": request.user, "now": request.now}
        try:
            save_equipment(equipment, form.facts, **deed)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The equipment is saved.")
            return redirect("training:equipment_list")
    crumbs = [("Equipment", reverse("training:equipment_list")), (title, None)]
    context = {"form": form, "title": title, "breadcrumbs": crumbs, **further}
    return render(request, "training/equipment.html", context)
