"""The register on paper: the sheet to sign, and typing in a signed one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts import doors
from bookings import documents, registers
from bookings.forms.keys import LineForm, RestForm, UndoForm
from bookings.models import Attendance
from bookings.models.attendance import Mark
from bookings.registers import keys as typing_in
from bookings.registers import marks, sheet
from lib.errors import Refused
from training.models import Event, Session

REST = [Mark.ABSENT, Mark.PRESENT]


def _event_or_404(request, code) -> Event:
    return get_object_or_404(Event.objects.registers_of(request.user).with_course(), code=code)


def _session_of(event: Event, number: str, now) -> tuple[list[Session], Session, int]:
    """All sessions, the one asked for (“1”, “2” …), and its place in the row."""
    sessions = sheet.sessions_of(event)
    session = sheet.session_shown(sessions, number, now)
    return sessions, session, sessions.index(session) + 1


def _to_keys(event: Event, number: int, **more) -> HttpResponse:
    return redirect(f"{reverse('bookings:keys', args=[event.code])}?{urlencode({'session': number} | more)}")


@doors.trainer
def sign_in_sheet(request, code):
    event = _event_or_404(request, code)
    if not event.is_published:
        messages.error(request, "This event is not taking place, so it has no sign-in sheet.")
        return redirect("bookings:register", code)
    content = documents.sign_in_pdf(event, now=request.now)
    headers = {"Content-Disposition": f'inline; filename="sign-in-{event.code}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@doors.trainer
def keys(request, code):
    """One field: a line for each person of a signed sheet, Enter, and the next."""
    event = _event_or_404(request, code)
    sessions, session, number = _session_of(event, request.GET.get("session", ""), request.now)
    rows, choices, form = sheet.rows_of(event, session), [], LineForm()
    if request.method == "POST":
        form = LineForm(request.POST)
        choices = _meant(rows, form)
        done = _mark(request, session, choices[0], form) if len(choices) == 1 else ""
        if done:
            return _to_keys(event, number, done=done)
        if len(choices) > 1:
            form = LineForm(initial={"among": form.said})
    return render(request, "bookings/keys.html", {
        "event": event, "sessions": sessions, "session": session, "number": number, "form": form, "choices": choices,
        "counts": sheet.counts_of(rows), "done": _done(request, rows), "people": typing_in.to_search(rows),
        "opens_at": registers.opens_at(session), "most": typing_in.MOST_CHOICES,
        "can_mark": event.is_published and not event.is_closed and registers.opens_at(session) <= request.now,
        "breadcrumbs": _crumbs(event, number, "Signed sheet"),
    })  # fmt: skip


def _crumbs(event: Event, number: int, last: str = "") -> list[tuple]:
    register = f"{reverse('bookings:register', args=[event.code])}?session={number}"
    return [("Registers", reverse("bookings:registers")), (str(event), register), (last, None)]


def _meant(rows: list[sheet.Row], form: LineForm) -> list[sheet.Row]:
    """Whom the line can mean. Nobody, with a sentence on the form, when it says nothing or nobody is called so."""
    if not form.is_valid():
        return []
    try:
        words = typing_in.read(form.said).words
    except Refused as refusal:
        form.add_error("line", str(refusal))
        return []
    if pick := form.cleaned_data["pick"]:
        found = [row for row in rows if row.booking.code == pick]
    else:
        found = typing_in.found(rows, words)
        found = found[form.choice - 1 : form.choice] or found if form.choice else found
    if not found:
        form.nobody = " ".join(words)
        form.add_error(
            "line", f"Nobody on this register has a name or agency that begins with “{form.nobody}”."
        )
    return found


def _mark(request, session: Session, row: sheet.Row, form: LineForm) -> str:
    """Marks one person as the line says. What was there before, for the button that undoes it; empty when it was refused."""
    was = row.seen or Attendance(mark=marks.NO_MARK)
    who = {"how": Attendance.How.PAPER, "by": request.user, "now": request.now}
    try:
        registers.mark(row.booking, session, **typing_in.read(form.said).facts, **who)
    except Refused as refusal:
        form.add_error("line", str(refusal))
        return ""
    return f"{row.booking.code}.{was.mark}.{was.minutes_late}.{was.minutes_early}"


def _done(request, rows: list[sheet.Row]) -> tuple[sheet.Row, dict] | None:
    """The row that was marked last, and what was there before, to undo it."""
    code, _, before = request.GET.get("done", "").partition(".")
    row = next((row for row in rows if row.booking.code == code), None)
    parts = before.split(".")
    if row is None or len(parts) != 3:
        return None
    was = UndoForm({"mark": parts[0], "minutes_late": parts[1], "minutes_early": parts[2]})
    return (row, was.cleaned_data) if was.is_valid() else None


def _posted(request, code) -> tuple[Event, Session, int]:
    event = _event_or_404(request, code)
    _, session, number = _session_of(event, request.GET.get("session", ""), request.now)
    return event, session, number


@doors.trainer
@require_POST
def keys_undo(request, code):
    event, session, number = _posted(request, code)
    form = UndoForm(request.POST)
    if "person" not in request.POST or not form.is_valid():
        messages.error(request, "There is nothing to undo.")
        return _to_keys(event, number)
    booking = get_object_or_404(event.bookings.select_related("person"), code=request.POST["person"])
    try:
        who = {"how": Attendance.How.PAPER, "by": request.user, "now": request.now}
        registers.mark(booking, session, **form.cleaned_data, **who)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _to_keys(event, number)


@doors.trainer
def keys_rest(request, code):
    """Everybody who is not on the signed sheet: asks first, naming how many."""
    event, session, number = _posted(request, code)
    wanted = request.GET.get("mark")
    mark = Mark(wanted) if wanted in REST else Mark.ABSENT
    missing = marks.unmarked(event, session)
    form = RestForm(request.POST if request.method == "POST" else None, now_is=marks.seen_of(missing))
    if form.is_valid():
        try:
            who = {"how": Attendance.How.PAPER, "by": request.user, "now": request.now}
            count = registers.mark_the_rest(
                event, session, mark, seen=form.cleaned_data["seen"] or None, **who
            )
            people = "1 person" if count == 1 else f"{count} people"
            messages.success(request, f"{people} marked {mark.label.lower()}.")
            return redirect(f"{reverse('bookings:register', args=[event.code])}?session={number}")
        except Refused as refusal:
            form.look_again(str(refusal))
    context = {"event": event, "session": session, "number": number, "mark": mark, "missing": len(missing)}
    return render(
        request, "bookings/keys_rest.html", context | {"form": form, "breadcrumbs": _crumbs(event, number)}
    )
