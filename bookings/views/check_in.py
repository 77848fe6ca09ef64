"""Arriving: the code on the wall, what a phone that scanned it sees, a person's own code, and what the trainer who scans that sees."""

from contextlib import suppress
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from accounts.models import Board
from bookings.forms.check_in import ArrivalForm, OwnCodeForm
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.models.booking import Status
from bookings.registers import check_in as checking_in
from bookings.registers import own_codes, said, sheet, wall
from bookings.registers.check_in import (
    place_of,
    reason_for_all,
    reason_not_to_check_in,
    seen_of,
    since,
    with_own_code,
)
from bookings.views.links import behind
from lib.errors import Refused
from lib.qr import qr_code
from training.models import Event, Session

SCAN_LASTS = timedelta(minutes=10)
QUIET_ZONE = 4  # modules around a code, without which cameras do not find it


@doors.trainer
@never_cache
def wall_page(request, code):
    event = get_object_or_404(Event.objects.registers_of(request.user).with_course(), code=code)
    sessions = sheet.sessions_of(event)
    session = wall.session_now(sessions, request.now)
    if request.GET.get("session"):
        session = sheet.session_shown(sessions, request.GET["session"], request.now)
    session.event, number = event, sessions.index(session) + 1
    shut = wall.reason_shut(session, request.now)
    address = "" if shut else wall.address_of(session, request.now)
    back = f"{reverse('bookings:register', args=[code])}?session={number}"
    return render(request, "bookings/wall.html", {
        "event": event, "session": session, "number": number, "sessions": sessions, "address": address,
        "qr_code": qr_code(address, border=QUIET_ZONE) if address else "", "window": wall.window_of(session),
        "is_early": wall.window_of(session).is_early(request.now), "counts": wall.here(session),
        "seconds": wall.seconds_left(request.now),
        "breadcrumbs": [("Registers", reverse("bookings:registers")), (str(event), back), ("", None)],
    })  # fmt: skip


@doors.signed_link
@never_cache
def check_in(request, token):
    """Opening it only shows, and remembers the scan in this browser; the button marks."""
    scanned = wall.read(token)
    sessions = Session.objects.select_related("event__course", "room__venue")
    session = get_object_or_404(sessions, pk=scanned.session if scanned else None)
    has_scanned = _holds_a_scan(request, session, is_good=scanned.is_good(request.now))
    is_known = request.user.is_authenticated
    form = OwnCodeForm(request.POST if request.method == "POST" and not is_known else None)
    if request.method == "POST" and _checked_in(request, session, form, has_scanned):
        return redirect("bookings:check_in", token)
    booking = place_of(session.event, request.user) if is_known else None
    seen = seen_of(booking, session)
    who = {"has_scanned": has_scanned, "now": request.now}
    reason = reason_for_all(session, **who)
    if is_known:
        reason = reason_not_to_check_in(booking, seen, session, **who)
    return render(request, "bookings/check_in.html", {
        "event": session.event, "session": session, "form": form, "reason": reason, "seen": seen,
        "is_present": bool(seen and seen.mark == Mark.PRESENT), "minutes_late": wall.minutes_late(session, request.now),
        "since": since(seen, request.now) if seen else "", "words": said(seen),
    })  # fmt: skip


def _holds_a_scan(request, session: Session, *, is_good: bool) -> bool:
    """Whether this browser scanned the wall in the last 10 minutes: time to sign in. A good code begins them anew."""
    if is_good:
        until = (request.now + SCAN_LASTS).timestamp()
        request.session["scanned"] = {"session": session.pk, "until": until}
    kept = request.session.get("scanned") or {}
    return kept.get("session") == session.pk and request.now.timestamp() <= kept.get("until", 0)


def _checked_in(request, session: Session, form: OwnCodeForm, has_scanned: bool) -> bool:
    """Does it; False when the form must be shown again. Whatever else is in the way stands on the page by itself."""
    who = {"has_scanned": has_scanned, "now": request.now}
    if request.user.is_authenticated:
        with suppress(Refused):
            checking_in.check_in(place_of(session.event, request.user), session, **who)
        return True
    if reason_for_all(session, **who):
        return True
    if not form.is_valid():
        return False
    try:
        seen = checking_in.check_in(with_own_code(session.event, form.cleaned_data["code"]), session, **who)
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return False
    messages.success(request, _told(seen, request.now))
    return True


def _told(seen: Attendance, now) -> str:
    return "You are checked in." if seen.marked_at == now else f"You are checked in since {since(seen, now)}."


@doors.signed_link
@never_cache
def own_code(request, token):
    """To show at the door. It names nobody, because whoever finds it can open it; trainers are led on to the page that marks."""
    booking = behind("own-code", token)
    if _is_at_the_door(request.user, booking):
        return redirect("bookings:arrive", token)
    is_shown = own_codes.is_shown(booking, request.now)
    return render(request, "bookings/own_code.html", {
        "event": booking.event, "token": token, "booking": booking, "is_shown": is_shown,
        "reason": checking_in.WITHOUT_A_PLACE.get(Status(booking.status), ""),
        "qr_code": qr_code(own_codes.address_of(booking), border=QUIET_ZONE) if is_shown else "",
    })  # fmt: skip


def _is_at_the_door(user, booking: Booking) -> bool:
    """Trainers and officers, unless it is their own place."""
    return user.is_authenticated and user.is_a("trainer", "officer") and user != booking.person


@doors.trainer
@never_cache
def arrive(request, token):
    booking = behind("own-code", token)
    if not Event.objects.registers_of(request.user).filter(pk=booking.event_id).exists():
        return render(request, "bookings/arrive_elsewhere.html", {"token": token})
    session = own_codes.session_of(booking, request.now)
    late = {"minutes_late": wall.minutes_late(session, request.now), "session": session}
    data = request.POST if request.method == "POST" else None
    limit = Board.current().late_limit_minutes
    form = ArrivalForm(data, initial=late, event=booking.event, late_limit=limit)
    if form.is_valid() and _arrived(request, booking, form):
        return redirect("bookings:arrive", token)
    return _arrival(request, booking, session, form)


def _arrived(request, booking: Booking, form: ArrivalForm) -> bool:
    """Marks them; False when that was refused, and the sentence stands on the form."""
    try:
        seen = own_codes.arrive(booking, **form.cleaned_data, by=request.user, now=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    limit = Board.current().late_limit_minutes
    beyond = f" That is more than {limit} minutes, so the session does not count as attended."
    messages.success(request, f"{booking.person}: {said(seen)}.{beyond if seen.minutes_late > limit else ''}")
    return True


def _arrival(request, booking: Booking, session: Session, form: ArrivalForm) -> HttpResponse:
    seen = seen_of(booking, session)
    sessions = list(booking.event.sessions.all())
    register = (
        f"{reverse('bookings:register', args=[booking.event.code])}?session={sessions.index(session) + 1}"
    )
    late, limit = wall.minutes_late(session, request.now), Board.current().late_limit_minutes
    return render(request, "bookings/arrive.html", {
        "booking": booking, "event": booking.event, "session": session, "seen": seen, "form": form,
        "is_present": bool(seen and seen.mark == Mark.PRESENT), "words": said(seen), "limit": limit,
        "since": since(seen, request.now) if seen else "", "is_beyond": late > limit, "minutes_late": late,
        "reason": own_codes.reason_not_to_arrive(booking, session, request.now), "register": register,
        "breadcrumbs": [("Registers", reverse("bookings:registers")), (str(booking.event), register), ("", None)],
    })  # fmt: skip
