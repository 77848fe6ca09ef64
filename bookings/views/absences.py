"""Repeated non-attendance, as the officer sees it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Board, Person
from bookings import absence_reasons, absences
from bookings.forms.absence import LiftForm
from bookings.models import LimitLift
from lib.dates import local_day
from lib.errors import Refused, TooLate
from lib.pages import page_of


@doors.officer
def absence_list(request):
    """Everybody whose missed events have reached the limit, and until when an officer has lifted it."""
    page = page_of(absences.repeatedly_absent(request.now), request)
    lifts = LimitLift.objects.in_force(local_day(request.now)).filter(person__in=list(page.object_list))
    until = {lift.person_id: lift for lift in lifts.select_related("lifted_by").order_by("until")}
    missed = absence_reasons.missed_by(page.object_list, request.now)
    rows = [(person, until.get(person.pk), missed[person.pk]) for person in page]
    context = {"page": page, "rows": rows, "board_limits": Board.current()}
    return render(request, "bookings/absences.html", context)


@doors.officer
def absence_lift(request, code):
    person = get_object_or_404(Person.objects.visible_to(request.user), code=code)
    now_is = absences.seen_of(person, request.now)
    form = LiftForm(request.POST if request.method == "POST" else None, now_is=now_is)
    if form.is_valid():
        try:
            absences.lift(person, **form.facts, by=request.user, now=request.now)
        except TooLate as lifted:
            form.look_again(str(lifted))
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
        else:
            messages.success(request, f"The limit is lifted. {person} can book freely until then.")
            return redirect("bookings:absences")
    missed = absences.missed(request.now).filter(person=person).with_event().order_by("-event__starts_at")
    crumbs = [("Repeated absence", reverse("bookings:absences")), (str(person), None)]
    lifts = absences.lifts_of(person, request.now)
    context = {"form": form, "absent": person, "missed": missed, "lifts": lifts, "breadcrumbs": crumbs}
    return render(request, "bookings/absence_lift.html", context)
