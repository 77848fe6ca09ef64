"""The register of an event, session by session: the page at the door, its taps, and what the others tapped meanwhile."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts import doors
from bookings import registers
from bookings.forms.register import MarkForm, SinceForm
from bookings.models import Booking
from bookings.models.booking import ON_THE_REGISTER
from bookings.registers import make_up_sheet, sheet
from bookings.registers.marks import NotYours
from bookings.replies import may_read_needs
from lib.dates import at, local_day
from lib.errors import Refused
from training.models import Event, Material, Session


@dataclass(frozen=True)
class Wrong:
    """A tap that did not do: on whose row, the sentence, and what was typed."""

    booking: Booking
    problem: str
    form: MarkForm


MINUTES = [5, 10, 15, 20, 30]
TABS = [("now", "To mark and close"), ("coming", "Coming"), ("closed", "Closed")]
# A mark is there for others when its transaction ends, a little later than the moment it bears.
UNDER_WAY = timedelta(seconds=20)


def register_or_404(request, code) -> Event:
    mine = Event.objects.registers_of(request.user).with_course().select_related("register_note")
    return get_object_or_404(make_up_sheet.flagged(mine), code=code)


def address(event: Event, number: int, words: str = "", code: str = "") -> str:
    """The address of the register at its first, second … session, at the row of somebody on it."""
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
    event = register_or_404(request, code)
    sessions = sheet.sessions_of(event)
    session = sheet.session_shown(sessions, request.GET.get("session", ""), request.now)
    return sheet_page(request, event, sessions, session, request.GET.get("q", "")[:100].strip())


def sheet_page(request, event, sessions, session, words, wrong: Wrong | None = None) -> HttpResponse:
    """The register at one session; `wrong` is the tap that did not do, with what was typed."""
    rows = sheet.rows_of(event, session)
    opens_at = registers.opens_at(session)
    return render(request, "bookings/register.html", {
        "event": event, "sessions": sessions, "session": session, "number": sessions.index(session) + 1,
        "rows": sheet.matching(rows, words), "counts": sheet.counts_of(rows), "words": words, "wrong": wrong,
        "is_officer": request.user.is_a("officer"), "has_errors": bool(wrong), "opens_at": opens_at, "minutes": MINUTES,
        "can_mark": not event.is_closed and event.is_published and opens_at <= request.now,
        "breadcrumbs": [("Registers", reverse("bookings:registers")), (str(event), None)],
        "make_ups": make_up_sheet.rows_at(event, session),
    })  # fmt: skip


@doors.trainer
@require_POST
def mark(request, code):
    """One tap: by the page's script, which gets the row back, or by a button of the page without it."""
    form = MarkForm(request.POST)
    if "key" in request.POST:
        return _tap(request, code, form)
    event = register_or_404(request, code)
    if "person" not in request.POST:
        messages.error(request, "Choose somebody on the register.")
        return redirect("bookings:register", code)
    booking = get_object_or_404(event.bookings.select_related("person"), code=request.POST["person"])
    session, number = session_tapped(event, request)
    problem = "" if form.is_valid() else form.sentence
    try:
        if not problem:
            registers.mark(booking, session, **form.facts, by=request.user, now=request.now)
    except Refused as refusal:
        problem = str(refusal)
    words = request.POST.get("q", "")[:100]
    if problem:
        return sheet_page(
            request, event, sheet.sessions_of(event), session, words, Wrong(booking, problem, form)
        )
    return redirect(address(event, number, words, booking.code))


def session_tapped(event: Event, request) -> tuple[Session, int]:
    """The session of the page that was tapped, and its place in the row; 404 when it has gone since."""
    for number, session in enumerate(event.sessions.all(), 1):
        if str(session.pk) == request.POST.get("session"):
            return session, number
    raise Http404


def _tap(request, code, form: MarkForm) -> HttpResponse:
    """Five queries in all: who asks (two), the place, the mark and the trail. 422 says why the tap did not do: it is not sent again."""
    if not form.is_valid():
        return HttpResponse(form.sentence, status=422, content_type="text/plain; charset=utf-8")
    session = form.cleaned_data["session"]
    who = {"by": request.user, "now": request.now, "register": code, **form.when(request.now)}
    try:
        seen = registers.tap(request.POST.get("person", "")[:12], session, **form.facts, **who)
    except (Booking.DoesNotExist, NotYours):
        raise Http404 from None
    except Refused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(_row(request, seen.booking.event, sheet.row_of(seen), form))


def _row(request, event: Event, row: sheet.Row, form: MarkForm | SinceForm) -> str:
    place = {"session": {"pk": form.cleaned_data["session"]}, "number": form.cleaned_data["number"]}
    context = {"event": event, "row": row, "minutes": MINUTES, "can_mark": not event.is_closed, **place}
    return render_to_string("bookings/_register_row.html", context, request)


@doors.trainer
def register_changes(request, code):
    """For the page that stays open: the rows that changed since, who is on the register, and until when this tells."""
    form = SinceForm(request.GET)
    event = get_object_or_404(Event.objects.registers_of(request.user), code=code)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    session = form.cleaned_data["session"]
    rows = sheet.rows_saved_since(event, session, form.cleaned_data["since"] - UNDER_WAY)
    return JsonResponse({
        "now": request.now.isoformat(), "me": request.user.code, "token": get_token(request), "is_closed": event.is_closed,
        "rows": {row.booking.code: _row(request, event, row, form) for row in rows},
        "people": list(event.bookings.on_the_register().values_list("code", flat=True)),
    })  # fmt: skip


@doors.trainer
@require_POST
def mark_all(request, code):
    event = register_or_404(request, code)
    if "session" not in request.POST:
        return redirect("bookings:register", code)
    session, number = session_tapped(event, request)
    try:
        marked = registers.mark_all_present(event, session, by=request.user, now=request.now)
        messages.success(request, f"{marked} {'person' if marked == 1 else 'people'} marked present.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(address(event, number))


@doors.trainer
def register_day(request, code):
    """What the day needs: materials, equipment, and for those who may read it what people need."""
    event = register_or_404(request, code)
    return render(request, "bookings/register_day.html", {
        "event": event, "needs": event.equipment_needs.select_related("equipment"),
        "sees_needs": may_read_needs(request.user, event), "materials": Material.objects.of_event(event).without_content(),
        "breadcrumbs": [("Registers", reverse("bookings:registers")), (str(event), address(event, 1)), ("The day", None)],
    })  # fmt: skip
