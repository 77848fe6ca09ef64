"""Closing a register, opening it again, and putting right what a closed one says about one person."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from bookings import absences, registers
from bookings.forms.closing import CorrectForm, OverrideForm, ReopenForm
from bookings.models import Booking
from bookings.registers import correcting, make_up_sheet, outcome_sheet, sheet
from bookings.views.registers import address, register_or_404
from lib.errors import Refused

LOOK_AGAIN = "What would follow has changed since you opened this page. Read it again before you go on."


def _crumbs(event, *more) -> list:
    return [("Registers", reverse("bookings:registers")), (str(event), address(event, 1)), *more]


@doors.trainer
def close_register(request, code):
    event = register_or_404(request, code)
    if request.method == "POST":
        try:
            registers.close(event, by=request.user, now=request.now, seen=request.POST.get("seen"))
            messages.success(request, "The register is closed.")
            return redirect("bookings:register", code)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("bookings:close_register", code)
    forecast = registers.forecast(event)
    # Who stays away again and again is for the training team only.
    again = absences.would_reach(forecast.absent, event, request.now) if request.user.is_a("officer") else []
    told = {
        "forecast": forecast,
        "again": again,
        "sessions": sheet.sessions_of(event),
        "reasons": registers.reasons_not_to_close(event, request.now),
        "make_ups": make_up_sheet.unmarked(event),
    }
    context = {"event": event, "breadcrumbs": _crumbs(event, ("", None)), **told}
    return render(request, "bookings/close_register.html", context)


@doors.officer
def reopen_register(request, code):
    event = register_or_404(request, code)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            registers.reopen(event, reason=form.cleaned_data["reason"], by=request.user, now=request.now)
            messages.success(request, "The register is open again. Close it once it is right.")
            return redirect("bookings:register", code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"event": event, "form": form, "breadcrumbs": _crumbs(event, ("Reopen", None))}
    return render(request, "bookings/reopen_register.html", context)


@doors.officer
def outcomes(request, code):
    event = register_or_404(request, code)
    sessions = sheet.sessions_of(event)
    context = {"event": event, "sessions": sessions, "rows": outcome_sheet.rows_of(event, sessions)}
    return render(
        request, "bookings/outcomes.html", context | {"breadcrumbs": _crumbs(event, ("Outcomes", None))}
    )


def _booking_or_404(event, code) -> Booking:
    people = (
        event.bookings.on_the_register().with_person().select_related("override__decided_by", "event__course")
    )
    return get_object_or_404(people, code=code)


def _person_crumbs(booking: Booking, last: str) -> list:
    event = booking.event
    outcomes_url = reverse("bookings:outcomes", args=[event.code])
    person_url = reverse("bookings:outcome", args=[event.code, booking.code])
    more = [(str(booking.person), person_url), (last, None)] if last else [(str(booking.person), None)]
    return _crumbs(event, ("Outcomes", outcomes_url), *more)


@doors.officer
def outcome(request, code, booking):
    """One person on the register: what was seen, what follows from it, and how it came about."""
    event = register_or_404(request, code)
    found = _booking_or_404(event, booking)
    there = getattr(found, "override", None)
    earned = "Earned" if found.earns_certificate else "Not earned" if found.outcome else "Not known yet"
    context = {
        "event": event, "booking": found, "certificate": earned, "history": outcome_sheet.history_of(found),
        "charges": found.charges.all(), "override": there, "seen": correcting.seen_of(there) if there else "",
        "breadcrumbs": _person_crumbs(found, ""),
    }  # fmt: skip
    return render(request, "bookings/outcome.html", context)


@doors.officer
def correct(request, code, booking):
    """One mark of a closed register."""
    event = register_or_404(request, code)
    found = _booking_or_404(event, booking)
    posted = request.POST if request.method == "POST" else None
    form = CorrectForm(posted, sessions=event.sessions.all(), initial={"session": event.sessions.first()})
    who = {"by": request.user, "now": request.now}
    return _in_two_steps(
        request, found, form, "Correct a mark", lambda facts: registers.correct(found, **facts, **who)
    )


@doors.officer
def override(request, code, booking):
    """Outcome and certificate otherwise than the rule says."""
    event = register_or_404(request, code)
    found = _booking_or_404(event, booking)
    there = getattr(found, "override", None)
    initial = {}
    if there:
        certificate = {None: "", True: "yes", False: "no"}[there.earns_certificate]
        initial = {"outcome": there.outcome, "certificate": certificate, "reason": there.reason}
    form = OverrideForm(request.POST if request.method == "POST" else None, initial=initial)
    who = {"by": request.user, "now": request.now}
    return _in_two_steps(
        request, found, form, "Decide otherwise", lambda facts: registers.override(found, **facts, **who)
    )


def _in_two_steps(request, booking: Booking, form, title: str, deed):
    """First what would follow, from the deed itself, undone again; then, once it was read, the deed."""
    followed, sure = None, ""
    if form.is_valid():
        try:
            with transaction.atomic():
                followed = deed(form.facts)
                sure = followed.seen
                is_sure = form.cleaned_data["sure"] == sure
                transaction.set_rollback(not is_sure)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if is_sure:
                messages.success(request, f"{booking.person}: what follows has been put right.")
                return redirect("bookings:outcome", booking.event.code, booking.code)
            if form.cleaned_data["sure"]:
                messages.error(request, LOOK_AGAIN)
    context = {
        "booking": booking,
        "event": booking.event,
        "form": form,
        "followed": followed,
        "sure": sure,
        "title": title,
    }
    return render(request, "bookings/correct.html", context | {"breadcrumbs": _person_crumbs(booking, title)})


@doors.officer
@require_POST
def override_lift(request, code, booking):
    event = register_or_404(request, code)
    found = _booking_or_404(event, booking)
    try:
        registers.lift_override(found, by=request.user, now=request.now, seen=request.POST.get("seen"))
        messages.success(request, f"{found.person}: the rule decides again.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("bookings:outcome", code, booking)
