"""Why people did not come: the page behind the link, and what the officer reads."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from bookings import absence_reasons, explaining
from bookings.charging import ANSWERED
from bookings.forms.absence import AbsencePeriod, ReasonForm
from bookings.models import Absence
from lib.dates import local_day
from lib.errors import Refused
from lib.links import unsign
from lib.pages import page_of
from training.models import Event


@doors.signed_link
@never_cache
def absence_answer(request, token):
    """Shows first, and acts on a POST; a second answer takes the place of the first and is told so."""
    code = unsign("absence", token) or ""
    found = Absence.objects.select_related("booking__person", "booking__event__course")
    absence = found.filter(booking__code=code).first()
    if absence is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = ReasonForm(posted, now_is=explaining.seen_of(absence))
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        try:
            explaining.answer(absence, **form.cleaned_data, by=by, now=request.now)
            messages.success(request, "Thank you. The training team will read your reason.")
            return redirect("bookings:absence_answer", token)
        except Refused as refusal:
            if str(refusal) != ANSWERED:
                messages.error(request, str(refusal))
                return redirect("bookings:absence_answer", token)
            form.look_again(ANSWERED)
    refusal = explaining.reason_not_to_answer(absence, request.now)
    context = {"absence": absence, "booking": absence.booking, "form": form, "refusal": refusal}
    return render(request, "bookings/absence_answer.html", context)


@doors.officer
def event_absences(request, code):
    """Who did not come to one event, and why."""
    event = get_object_or_404(Event.objects.visible_to(request.user).with_course(), code=code)
    if request.GET.get("format") in ("csv", "xlsx"):
        table = absence_reasons.table_of(event)
        return table.response(request.GET["format"], f"absences-{event.code}")
    page = page_of(absence_reasons.of_event(event), request)
    crumbs = [
        (str(event), reverse("bookings:event_bookings", args=[event.code])),
        ("Absences", None),
    ]
    rows = [absence_reasons.Missed.of(booking) for booking in page]
    context = {"event": event, "page": page, "rows": rows, "breadcrumbs": crumbs}
    return render(request, "bookings/event_absences.html", context)


@doors.officer
def reasons_for_absence(request):
    """How many absences of a period had which reason."""
    filters = AbsencePeriod(request.GET)
    first, last = filters.days(local_day(request.now))
    table = absence_reasons.by_reason(first, last)
    if request.GET.get("format") in ("csv", "xlsx"):
        return table.response(request.GET["format"], f"absences-{first}-{last}")
    crumbs = [("Repeated absence", reverse("bookings:absences")), ("By reason", None)]
    context = {"form": filters, "table": table, "breadcrumbs": crumbs}
    return render(request, "bookings/reasons_for_absence.html", context)
