from dataclasses import dataclass
from datetime import time

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts import doors
from accounts.models import Person
from bookings import registers
from bookings.forms.register import MarkForm, NewPersonForm
from bookings.models import Attendance, Booking
from bookings.models.booking import ON_THE_REGISTER
from bookings.registers import sheet, walk_ins
from bookings.replies import may_read_needs
from lib.dates import at, local_day
from lib.errors import Refused
from lib.once import made_before
from training.models import Event, Material, Session


@dataclass(frozen=True)
class Wrong:
    """A tap that did not do: on whose row, the sentence, and what was typed."""

    booking: Booking
    problem: str
    form: MarkForm


MINUTES = [5, 10, 15, 20, 30]
TABS = [("now", "To mark and close"), ("coming", "Coming"), ("closed", "Closed")]


def _register_or_404(request, code) -> Event:
    return get_object_or_404(Event.objects.registers_of(request.user).with_course(), code=code)


def _to(event: Event, number: int, words: str = "", code: str = "") -> str:
    query = {"session": number} | ({"q": words} if words else {})
    anchor = f"#p-{code}" if code else ""
    return f"{reverse('bookings:register', args=[event.code])}?{urlencode(query)}{anchor}"


@doors.trainer
def register_list(request):
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(TABS) else "now"
    mine = Event.objects.registers_of(request.user).not_cancelled().with_course().with_sessions()
    tonight = at(local_day(request.now), time.max)
    events = {
        "now": mine.register_open().begun(tonight).order_by("starts_at", "pk"),
        "coming": mine.register_open().upcoming(tonight).order_by("starts_at", "pk"),
        "closed": mine.register_closed().order_by("-starts_at", "-pk"),
    }[tab]
    people = Count("bookings", filter=Q(bookings__status__in=ON_THE_REGISTER))
    page = Paginator(events.annotate(people=people), 25).get_page(request.GET.get("page"))
    return render(request, "bookings/registers.html", {"tab": tab, "tabs": TABS, "page": page})


@doors.trainer
def register(request, code):
    event = _register_or_404(request, code)
    sessions = sheet.sessions_of(event)
    session = sheet.session_shown(sessions, request.GET.get("session", ""), request.now)
    return _sheet(request, event, sessions, session, request.GET.get("q", "")[:100].strip())


def _sheet(request, event, sessions, session, words, wrong: Wrong | None = None) -> HttpResponse:
    """The register at one session; `wrong` is the tap that did not do, with what was typed."""
    rows = sheet.rows_of(event, session)
    opens_at = registers.opens_at(session)
    return render(request, "bookings/register.html", {
        "event": event, "sessions": sessions, "session": session, "number": sessions.index(session) + 1,
        "rows": sheet.matching(rows, words), "counts": sheet.counts_of(rows), "words": words,
        "sees_needs": may_read_needs(request.user, event), "wrong": wrong, "has_errors": bool(wrong),
        "opens_at": opens_at, "can_mark": not event.is_closed and event.is_published and opens_at <= request.now,
        "minutes": MINUTES, "needs": event.equipment_needs.select_related("equipment"),
        "breadcrumbs": [("Registers", reverse("bookings:registers")), (str(event), None)],
        "materials": Material.objects.of_event(event).without_content(),
    })  # fmt: skip


@doors.trainer
@require_POST
def mark(request, code):
    event = _register_or_404(request, code)
    if "person" not in request.POST:
        messages.error(request, "Choose somebody on the register.")
        return redirect("bookings:register", code)
    booking = get_object_or_404(event.bookings.select_related("person"), code=request.POST["person"])
    session, number = _session_tapped(event, request)
    form = MarkForm(request.POST)
    problem = "" if form.is_valid() else form.sentence
    try:
        if not problem:
            registers.mark(booking, session, **form.facts, by=request.user, now=request.now)
    except Refused as refusal:
        problem = str(refusal)
    words = request.POST.get("q", "")[:100]
    if request.htmx:
        return _row(request, event, booking, session, number, words, problem, form)
    if problem:
        sessions = sheet.sessions_of(event)
        return _sheet(request, event, sessions, session, words, Wrong(booking, problem, form))
    return redirect(_to(event, number, words, booking.code))


def _session_tapped(event: Event, request) -> tuple[Session, int]:
    """The session of the page that was tapped, and its place in the row; 404 when it has gone since."""
    for number, session in enumerate(event.sessions.all(), 1):
        if str(session.pk) == request.POST.get("session"):
            return session, number
    raise Http404


def _row(request, event, booking, session, number, words, problem, form) -> HttpResponse:
    """The row that changed and the new count, for a page that stays where it is."""
    seen = Attendance.objects.filter(booking=booking, session=session).first()
    return render(request, "bookings/register_row.html", {
        "event": event, "session": session, "number": number, "row": sheet.Row(booking, seen), "words": words,
        "counts": sheet.counts(event, session), "minutes": MINUTES, "problem": problem, "can_mark": True,
        "form": form if problem else None,
    })  # fmt: skip


@doors.trainer
@require_POST
def mark_all(request, code):
    event = _register_or_404(request, code)
    if "session" not in request.POST:
        return redirect("bookings:register", code)
    session, number = _session_tapped(event, request)
    try:
        marked = registers.mark_all_present(event, session, by=request.user, now=request.now)
        messages.success(request, f"{marked} {'person' if marked == 1 else 'people'} marked present.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_to(event, number))


@doors.trainer
def walk_in(request, code):
    event = _register_or_404(request, code)
    sessions = sheet.sessions_of(event)
    session = sheet.session_shown(sessions, request.GET.get("session", ""), request.now)
    number, words = sessions.index(session) + 1, request.GET.get("q", "")[:200].strip()
    found = walk_ins.find(words, by=request.user)
    is_new = request.method == "POST" and "person" not in request.POST
    form = NewPersonForm(request.POST if is_new else None)
    if made := made_before(request, Person.objects.filter(bookings__event=event)):
        messages.info(request, f"{made} is on the register already.")
        return redirect(_to(event, number))
    if request.method == "POST":
        booking = _add(request, event, session, form, found)
        if booking:
            messages.success(request, f"{booking.person} is on the register.")
            return redirect(_to(event, number, code=booking.code))
    facts = {"event": event, "session": session, "number": number, "words": words, "form": form}
    crumbs = [("Registers", reverse("bookings:registers")), (str(event), _to(event, number)), ("", None)]
    shown = {"found": found[:10] if words else [], "breadcrumbs": crumbs}
    return render(request, "bookings/walk_in.html", facts | shown)


def _add(request, event, session, form, found) -> Booking | None:
    """The new booking; None when it was refused, and the sentence stands on the form or the page."""
    who = {"session": session, "by": request.user, "now": request.now}
    try:
        if not form.is_bound:
            person = get_object_or_404(found, code=request.POST["person"])
            return registers.add_walk_in(event, person=person, **who)
        if form.is_valid():
            return registers.add_new_person(event, **form.cleaned_data, **who)
    except Refused as refusal:
        if form.is_bound:
            form.add_error(None, str(refusal))
        else:
            messages.error(request, str(refusal))
    return None


@doors.trainer
def close_register(request, code):
    event = _register_or_404(request, code)
    if request.method == "POST":
        try:
            registers.close(event, by=request.user, now=request.now, seen=request.POST.get("seen"))
            messages.success(request, "The register is closed.")
            return redirect("bookings:register", code)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("bookings:close_register", code)
    crumbs = [("Registers", reverse("bookings:registers")), (str(event), _to(event, 1)), ("", None)]
    told = {
        "forecast": registers.forecast(event),
        "reasons": registers.reasons_not_to_close(event, request.now),
    }
    return render(request, "bookings/close_register.html", {"event": event, "breadcrumbs": crumbs, **told})
