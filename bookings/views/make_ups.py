"""A missed session is made up at another event: arranged by an officer or at the door, marked on the register there, cancelled."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import doors
from bookings.forms.make_up import MakeUpForm
from bookings.forms.register import MarkForm
from bookings.models import Booking, MakeUp
from bookings.models.booking import ON_THE_REGISTER
from bookings.registers import make_ups, missed, sheet
from bookings.registers.marks import said
from bookings.views.registers import Wrong, address, register_or_404, session_tapped, sheet_page
from lib.dates import day_and_clock
from lib.errors import Refused
from training.models import Event, Session


@doors.officer
def make_up(request, code):
    booking = get_object_or_404(missed.with_marks(Booking.objects.visible_to(request.user)), code=code)
    sessions = missed.missed_of(booking, request.now)
    posted = request.POST if request.method == "POST" else None
    form = MakeUpForm(posted, missed=sessions, sittings=missed.sittings_with_room(booking, request.now))
    if form.is_valid():
        try:
            made = make_ups.arrange(booking, **form.facts, by=request.user, now=request.now)
        except Refused as refusal:
            form.add_error("at", refusal.reasons)
        else:
            messages.success(request, f"{booking.person} makes it up on {day_and_clock(made.at.starts_at)}.")
            return redirect("bookings:make_up", code)
    back = reverse("bookings:booking", args=[code])
    return render(request, "bookings/make_up.html", {
        "booking": booking, "form": form, "has_missed": bool(sessions), "back": back, "can_cancel": True,
        "asks": bool(form.sittings) and (form.is_bound or not all(each.is_arranged for each in sessions)),
        "make_ups": [(each, said(each)) for each in booking.make_ups.all()],
        "breadcrumbs": [(booking.event.course.title, back), ("Make up a missed session", None)],
    })  # fmt: skip


@doors.trainer
@require_POST
def make_up_cancel(request, code):
    """From the register the button says at which session it stands."""
    found = MakeUp.objects.changeable_by(request.user).with_facts().select_related("at__event")
    make_up = get_object_or_404(found, code=code)
    try:
        make_ups.cancel(make_up, by=request.user, now=request.now)
        messages.success(request, f"The make-up of {make_up.booking.person} is cancelled.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    if "register" in request.POST or not request.user.is_a("officer"):
        return redirect(address(make_up.at.event, _number(make_up.at)))
    return redirect("bookings:make_up", make_up.booking.code)


def _number(session: Session) -> int:
    """The place of a session among those of its event."""
    return list(session.event.sessions.values_list("pk", flat=True)).index(session.pk) + 1


@doors.trainer
@require_POST
def make_up_add(request, code):
    """Somebody on the page of walk-ins came to make up a session that they missed."""
    event = register_or_404(request, code)
    if not {"booking", "missed", "session"} <= set(request.POST):
        messages.error(request, "Find the person, then choose the session that they make up.")
        return redirect("bookings:walk_in", code)
    session, number = session_tapped(event, request)
    booking, missed_session = _missed_or_404(event, request.POST["booking"], request.POST["missed"])
    who = {"by": request.user, "now": request.now}
    try:
        make_ups.add_at_door(booking, missed_session, session, **who)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{booking.person} makes up a session here and is marked present.")
    return redirect(address(event, number, code=booking.code))


def _missed_or_404(event: Event, code: str, session_pk: str) -> tuple[Booking, Session]:
    others = Booking.objects.on_the_register().filter(event__course=event.course_id).exclude(event=event)
    booking = get_object_or_404(others.select_related("person"), code=code)
    for session in booking.event.sessions.all():
        if str(session.pk) == session_pk:
            return booking, session
    raise Http404


@doors.trainer
@require_POST
def make_up_mark(request, code):
    """One tap on the row of somebody who makes up a session here."""
    event = register_or_404(request, code)
    if "make_up" not in request.POST:
        messages.error(request, "Choose somebody on the register.")
        return redirect("bookings:register", code)
    there = MakeUp.objects.at_event(event).with_facts()
    make_up = get_object_or_404(there, code=request.POST["make_up"])
    form, words = MarkForm(request.POST), request.POST.get("q", "")[:100]
    problem = "" if form.is_valid() else form.sentence
    try:
        if not problem:
            make_ups.mark(make_up, **form.facts, by=request.user, now=request.now)
    except Refused as refusal:
        problem = str(refusal)
    sessions = sheet.sessions_of(event)
    session = next(each for each in sessions if each.pk == make_up.at_id)
    if problem:
        return sheet_page(request, event, sessions, session, words, Wrong(make_up.booking, problem, form))
    return redirect(address(event, sessions.index(session) + 1, words, make_up.booking.code))


def shown_with(booking: Booking, reader, now: datetime) -> dict:
    """What the page of a booking says about sessions made up, and whether this reader may arrange it: no query before the event."""
    if booking.status not in ON_THE_REGISTER or not booking.event.has_started(now):
        return {}
    found = booking.make_ups.standing().select_related("session", "at__room__venue")
    return {
        "make_ups": [(each, said(each)) for each in found],
        "can_make_up": reader.is_authenticated and reader.is_a("officer"),
    }
