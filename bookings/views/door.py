"""People at the door who are not on the list, or come for somebody else; and what was noted there."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Person
from bookings import registers
from bookings.forms.register import NewColleagueForm, NewPersonForm, NoteForm
from bookings.models import Booking
from bookings.registers import missed, notes, sheet, substitutes, walk_ins
from bookings.views.registers import address, register_or_404
from lib.errors import Refused, TooLate
from lib.once import made_before

MOST_FOUND = 10


def _session(event, request):
    """The session that the page is about, and its place in the row."""
    sessions = sheet.sessions_of(event)
    session = sheet.session_shown(sessions, request.GET.get("session", ""), request.now)
    return session, sessions.index(session) + 1


def _crumbs(event, number: int, last: str) -> list:
    return [("Registers", reverse("bookings:registers")), (str(event), address(event, number)), (last, None)]


@doors.trainer
def walk_in(request, code):
    event = register_or_404(request, code)
    session, number = _session(event, request)
    words = request.GET.get("q", "")[:200].strip()
    found = walk_ins.find(words, by=request.user)
    who = {"session": session, "by": request.user, "now": request.now}
    away, form = _taken_down(
        request, event, number, NewPersonForm, found,
        known=lambda person: registers.add_walk_in(event, person=person, **who),
        new=lambda facts: registers.add_new_person(event, **facts, **who),
        said="{} is on the register.",
    )  # fmt: skip
    if away:
        return away
    facts = {"event": event, "session": session, "number": number, "words": words, "form": form}
    people = missed.with_missed(event, found[:MOST_FOUND] if words else [], request.now)
    shown = {"found": people, "breadcrumbs": _crumbs(event, number, "")}
    return render(request, "bookings/walk_in.html", facts | shown)


@doors.trainer
def substitute(request, code, booking):
    """Somebody came for a colleague: chosen among the people of the agency, or new."""
    event = register_or_404(request, code)
    session, number = _session(event, request)
    absent = get_object_or_404(event.bookings.with_person(), code=booking)
    words = request.GET.get("q", "")[:200].strip()
    found = substitutes.colleagues(absent, words, by=request.user)
    who = {"by": request.user, "now": request.now}
    away, form = _taken_down(
        request, event, number, NewColleagueForm, found,
        known=lambda person: substitutes.substitute(absent, person, session, **who),
        new=lambda facts: substitutes.substitute_new(absent, session, **facts, **who),
        said=f"{{}} came instead of {absent.person} and is marked present.",
    )  # fmt: skip
    if away:
        return away
    facts = {
        "event": event,
        "session": session,
        "number": number,
        "words": words,
        "form": form,
        "absent": absent,
    }
    shown = {
        "found": found[:MOST_FOUND] if words else [],
        "refusal": substitutes.reason_not_to_replace(absent),
    }
    crumbs = _crumbs(event, number, "Somebody came instead")
    return render(request, "bookings/substitute.html", facts | shown | {"breadcrumbs": crumbs})


def _taken_down(request, event, number, kind, found, *, said: str, **deeds):
    """Back to the register once somebody is on it, else None; and the form for somebody new."""
    is_new = request.method == "POST" and "person" not in request.POST
    form = kind(request.POST if is_new else None)
    if made := made_before(request, Person.objects.filter(bookings__event=event)):
        messages.info(request, f"{made} is on the register already.")
        return redirect(address(event, number)), form
    if booking := _added(request, form, found, **deeds):
        messages.success(request, said.format(booking.person))
        return redirect(address(event, number, code=booking.code)), form
    return None, form


def _added(request, form, found, *, known: Callable[[Person], Booking], new: Callable) -> Booking | None:
    """The new booking; None when nobody was chosen yet, or it was refused and the sentence stands on the form or the page."""
    if request.method != "POST":
        return None
    try:
        if not form.is_bound:
            return known(get_object_or_404(found, code=request.POST["person"]))
        if form.is_valid():
            return new(form.cleaned_data)
    except Refused as refusal:
        if form.is_bound:
            form.add_error(None, str(refusal))
        else:
            messages.error(request, str(refusal))
    return None


@doors.trainer
def register_note(request, code):
    """The note on the whole register."""
    event = register_or_404(request, code)
    return _note(request, event, event, None)


@doors.trainer
def person_note(request, code, booking):
    """The note on one person of the register."""
    event = register_or_404(request, code)
    found = get_object_or_404(event.bookings.select_related("person"), code=booking)
    return _note(request, event, found, found)


def _note(request, event, subject, booking: Booking | None):
    _, number = _session(event, request)
    back = address(event, number, code=booking.code if booking else "")
    now_is = notes.seen_of(subject)
    posted = request.POST if request.method == "POST" else None
    form = NoteForm(posted, now_is=now_is, initial={"text": notes.note_on(subject)})
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"] if "seen" in form.data else None
            notes.write(subject, form.cleaned_data["text"], by=request.user, now=request.now, seen=seen)
        except TooLate as changed:
            form.look_again(str(changed))
        else:
            messages.success(
                request,
                "The note is saved." if form.cleaned_data["text"].strip() else "The note is taken away.",
            )
            return redirect(back)
    crumbs = _crumbs(event, number, "Note")
    facts = {"event": event, "form": form, "booking": booking, "back": back, "breadcrumbs": crumbs}
    there = notes.note_on(subject) if form.non_field_errors() else ""
    return render(request, "bookings/register_note.html", facts | {"there": there})
