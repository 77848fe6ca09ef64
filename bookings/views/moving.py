"""An officer moves an event, or decides that it goes ahead: both are told to those who booked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from bookings import deciding, moving
from bookings.event_list import by_status
from bookings.forms.deciding import GoAheadForm
from bookings.forms.moving import MoveDesk
from lib.errors import Refused
from training.deciding import reason_not_to_go_ahead
from training.models import Event


def _event_or_404(request, code) -> Event:
    events = Event.objects.visible_to(request.user).with_course().with_sessions().with_team()
    return get_object_or_404(events, code=code)


def _crumbs(event: Event, last: str) -> list:
    page = reverse("training:event", args=[event.code])
    return [("Events", reverse("training:events")), (str(event), page), (last, None)]


@doors.officer
def event_move(request, code):
    """Asks for the new days, times and places; shows who is told and what becomes of their deadlines; then moves."""
    event = _event_or_404(request, code)
    desk = MoveDesk(request.POST if request.method == "POST" else None, event)
    shown = None
    if desk.is_valid() and "change" not in request.POST:
        shown = moving.preview(event, desk.sessions, request.now)
        if "confirm" in request.POST and shown.is_done:
            messages.info(request, "The event is moved like this already.")
            return redirect("training:event", code)
        if shown.reasons:
            desk.refuse(shown.reasons)
        elif "confirm" in request.POST and _moved(request, event, desk):
            return redirect("training:event", code)
    context = {
        "event": event,
        "desk": desk,
        "form": desk.form,
        "preview": None if desk.form.errors else shown,
        "statuses": by_status(event, active=True),
        "refusal": moving.reason_not_to_move(event, request.now),
        "breadcrumbs": _crumbs(event, "Move"),
    }
    return render(request, "bookings/event_move.html", context)


def _moved(request, event: Event, desk: MoveDesk) -> bool:
    found = desk.form.cleaned_data
    try:
        told = moving.move(
            event, desk.sessions, note=found["note"], seen=found["seen"], by=request.user, now=request.now
        )
    except Refused as refused:
        desk.refuse(refused.reasons)
        return False
    people = "1 person has" if told == 1 else f"{told} people have"
    messages.success(request, f"The event is moved. {people} been told, and its trainers.")
    return True


@doors.officer
def event_go_ahead(request, code):
    """Decides that an event with a minimum takes place."""
    event = _event_or_404(request, code)
    form = GoAheadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            told = deciding.go_ahead(event, tell=form.cleaned_data["tell"], by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"The event goes ahead. Messages written: {told}.")
            return redirect("training:event", code)
    context = {
        "event": event,
        "form": form,
        "refusal": reason_not_to_go_ahead(event, request.now),
        "booked": event.bookings.booked().count(),
        "breadcrumbs": _crumbs(event, "Go ahead"),
    }
    return render(request, "bookings/event_go_ahead.html", context)
