"""The attendance file of an online meeting: chosen, looked at, and marked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts import doors
from bookings.forms.online import ApplyForm, ChangeForm, UploadForm
from bookings.models import OnlineFile
from bookings.registers import online, sheet
from lib.errors import Refused, TooLate
from lib.once import made_before
from training.models import Event


def _register_or_404(request, code) -> Event:
    return get_object_or_404(Event.objects.registers_of(request.user).with_course(), code=code)


def _file_or_404(request, code, file) -> OnlineFile:
    visible = OnlineFile.objects.visible_to(request.user).with_facts()
    return get_object_or_404(visible, code=file, session__event__code=code)


def _crumbs(event: Event, number: int, *further: tuple[str, str | None]) -> list:
    register = f"{reverse('bookings:register', args=[event.code])}?{urlencode({'session': number})}"
    return [("Registers", reverse("bookings:registers")), (str(event), register), *further]


@doors.trainer
def online_files(request, code):
    """Takes the attendance file of one session, and lists those that were handed in."""
    event = _register_or_404(request, code)
    sessions = sheet.sessions_of(event)
    session = sheet.session_shown(sessions, request.GET.get("session", ""), request.now)
    files = OnlineFile.objects.filter(session__event=event).with_facts().without_rows()
    if made := made_before(request, files):
        messages.info(request, "This file is here already.")
        return redirect("bookings:online_file", code, made.code)
    data, chosen = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(data, chosen, sessions=sessions, session=session)
    if form.is_valid():
        try:
            made = online.keep(**form.facts, by=request.user, now=request.now)
            return redirect("bookings:online_file", code, made.code)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
    crumbs = _crumbs(event, sessions.index(session) + 1, ("Attendance file", None))
    context = {"event": event, "session": session, "form": form, "files": files, "breadcrumbs": crumbs}
    return render(request, "bookings/online_files.html", context)


@doors.trainer
def online_file(request, code, file):
    """What the file says of whom; one press marks all of it."""
    found = _file_or_404(request, code, file)
    proposal = online.propose(found)
    form = ApplyForm(request.POST if request.method == "POST" else None, proposal=proposal)
    if request.method == "POST" and _apply(request, found, proposal, form):
        return redirect(_crumbs(found.session.event, _number(found))[1][1])
    return _shown(request, found, proposal, form)


def _apply(request, found: OnlineFile, proposal: online.Proposal, form: ApplyForm) -> bool:
    """Whether all of it was marked; when not, the sentences stand on the form."""
    if proposal.is_done:
        messages.info(request, online.NOTHING_NEW)
        return True
    if not form.is_valid():
        return False
    try:
        done = online.apply(found, **form.facts, by=request.user, now=request.now)
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return False
    walk_ins = f", {done.walk_ins} of them without a booking" if done.walk_ins else ""
    people = "1 person" if done.marked == 1 else f"{done.marked} people"
    messages.success(request, f"{people} marked from the file{walk_ins}.")
    return True


def _number(found: OnlineFile) -> int:
    """The place of the file’s session in the row of sessions."""
    return [each.pk for each in found.session.event.sessions.all()].index(found.session_id) + 1


def _shown(
    request, found: OnlineFile, proposal: online.Proposal, form: ApplyForm, change: ChangeForm | None = None
):
    event, sessions = found.session.event, sheet.sessions_of(found.session.event)
    has_earlier = any(each.pk != found.pk for each in proposal.register.applied)
    number = [each.pk for each in sessions].index(found.session_id) + 1
    files = reverse("bookings:online_files", args=[event.code])
    crumbs = _crumbs(event, number, ("Attendance file", f"{files}?session={number}"), (found.file_name, None))
    context = {
        "event": event, "file": found, "proposal": proposal, "form": form, "breadcrumbs": crumbs, "number": number,
        "change": change or ChangeForm(file=found, sessions=sessions, has_earlier=has_earlier),
        "can_change": not (found.is_applied or found.is_discarded or event.is_closed),
    }  # fmt: skip
    return render(request, "bookings/online_file.html", context)


@doors.trainer
@require_POST
def online_change(request, code, file):
    """Reads a file in another way."""
    found = _file_or_404(request, code, file)
    proposal, sessions = online.propose(found), sheet.sessions_of(found.session.event)
    has_earlier = any(each.pk != found.pk for each in proposal.register.applied)
    form = ChangeForm(request.POST, file=found, sessions=sessions, has_earlier=has_earlier)
    if form.is_valid():
        try:
            online.change(found, **form.facts, by=request.user, now=request.now)
            return redirect("bookings:online_file", code, file)
        except TooLate as late:
            messages.error(request, str(late))
            return redirect("bookings:online_file", code, file)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
    return _shown(request, found, proposal, ApplyForm(proposal=proposal), form)


@doors.trainer
@require_POST
def online_discard(request, code, file):
    found = _file_or_404(request, code, file)
    try:
        online.discard(found, by=request.user, now=request.now)
        messages.success(request, "The file is discarded. Nothing of it was marked.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("bookings:online_files", code)
