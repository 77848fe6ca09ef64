from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.gone import row_or_gone
from lib.dates import local_day
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from training.forms.events import AsSeen
from training.forms.holidays import HolidayForm
from training.holidays import events_in, remove_holiday, save_holiday
from training.models import Holiday

TABS = [("", "To come"), ("past", "Past")]


@doors.officer
def holidays(request):
    """Holidays to come, the next one first, and those that are over behind a tab."""
    tab, today = "past" if request.GET.get("state") == "past" else "", local_day(request.now)
    found = Holiday.objects.over(today) if tab else Holiday.objects.to_come(today)
    context = {"page": page_of(found, request), "tab": tab, "tabs": TABS}
    return render(request, "training/holidays.html", context)


@doors.officer
def holiday_new(request):
    return _edit(request, Holiday(), "New holiday")


@doors.officer
def holiday(request, code):
    """Changes a holiday; names the events to come that lie in it."""
    found = get_object_or_404(Holiday, code=code)
    coming = events_in(found, request.now).with_course().with_sessions()[:20]
    return _edit(request, found, found.name, events=coming)


def _edit(request, holiday, title, **further):
    """Shows and saves a holiday, new or known."""
    if made_before(request, Holiday.objects):
        messages.info(request, "This holiday is saved already.")
        return redirect("training:holidays")
    form = HolidayForm(request.POST if request.method == "POST" else None, instance=holiday)
    if form.is_valid():
        deed = {"seen": form.cleaned_data["seen"], "by": request.user, "now": request.now}
        try:
            save_holiday(holiday, form.facts, **deed)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The holiday is saved.")
            return redirect("training:holidays")
    context = {"form": form, "title": title, "breadcrumbs": _crumbs((title, None)), **further}
    return render(request, "training/holiday.html", context)


@doors.officer
def holiday_remove(request, code):
    """Asks once more, then deletes."""
    found = row_or_gone(Holiday.objects.all(), code)
    if found is None:
        messages.error(request, "This holiday has been removed already.")
        return redirect("training:holidays")
    form = AsSeen(request.POST if request.method == "POST" else None, initial={"seen": found.revision})
    if form.is_valid():
        try:
            remove_holiday(found, seen=form.cleaned_data["seen"], by=request.user, now=request.now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"“{found}” is removed.")
        return redirect("training:holidays")
    crumbs = _crumbs((found.name, reverse("training:holiday", args=[code])), ("Remove", None))
    context = {"form": form, "holiday": found, "breadcrumbs": crumbs}
    return render(request, "training/holiday_remove.html", context)


def _crumbs(*further):
    return [("Holidays", reverse("training:holidays")), *further]
