"""Booking many people of one agency at once: choose, look, confirm, and see what became of each."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Agency
from bookings import holding, many
from bookings.booking import tariff_and_terms
from bookings.forms.many import ChooseForm, ConfirmManyForm, HoldForm, NewcomerForm, matching
from bookings.lines import MOST, TEMPLATE, Line, seal, unseal
from bookings.prices import cost_sentence, days_of, deadline_sentence
from bookings.programme import open_to
from lib.dates import day
from lib.seen import fingerprint
from lib.tables import Table
from training.models import Event

SENT_ANEW = "The list could not be read. Choose the people again."


def event_or_404(request, code) -> Event:
    return get_object_or_404(open_to(request.user).with_course().with_sessions(), code=code)


def crumbs_of(event: Event, *further: tuple[str, str | None]) -> list:
    return [
        ("Programme", reverse("bookings:programme")),
        (f"{event}, {day(event.starts_at)}", reverse("bookings:event", args=[event.code])),
        *further,
    ]


@doors.for_agencies
def book_many(request, code):
    """For which agency: whoever looks after one goes on at once."""
    event, agencies = event_or_404(request, code), many.agencies_for(request.user)
    found = list(agencies)
    if len(found) == 1:
        return redirect("bookings:book_many_for", code, found[0].code)
    crumbs = crumbs_of(event, ("Book for your people", None))
    return render(
        request, "bookings/book_many.html", {"event": event, "agencies": found, "breadcrumbs": crumbs}
    )


@doors.for_agencies
def many_template(request, format):
    """An empty spreadsheet with the headings."""
    if format not in ("csv", "xlsx"):
        raise Http404
    return Table("People", TEMPLATE, []).response(format, "people-to-book")


@doors.for_agencies
def book_many_for(request, code, agency):
    event = event_or_404(request, code)
    found = get_object_or_404(many.agencies_for(request.user), code=agency)
    if "lines" in request.POST:
        return _confirm(request, event, found)
    checked = request.POST.get("step") == "check"
    people = many.people_of(found)
    form = ChooseForm(request.POST if checked else None, request.FILES if checked else None, people=people)
    if checked and form.is_valid():
        return _preview(request, event, found, form.lines)
    return _choose(request, event, found, form)


def _choose(request, event: Event, agency: Agency, form: ChooseForm):
    words = request.POST.get("q", "")[:200].strip()
    chosen = request.POST.getlist("people")
    context = {
        "event": event, "agency": agency, "form": form, "words": words, "chosen": set(chosen),
        "pasted": request.POST.get("pasted", ""), "most": MOST,
        "people": matching(many.people_of(agency), words, chosen),
        "hold_form": HoldForm(now_is=holding.seen_of(event, agency, now=request.now)), "held": holding.held_by(event, agency),
        "reasons_not_to_hold": holding.reasons_not_to_hold(event, agency, by=request.user, now=request.now),
        "name_by": holding.name_by_of(event, now=request.now),
        "breadcrumbs": crumbs_of(event, ("Book for your people", None)),
    }  # fmt: skip
    return render(request, "bookings/book_many_choose.html", context)


def _seal_of(request, event: Event, agency: Agency) -> str:
    return f"{event.code}:{agency.code}:{request.user.code}"


def _preview(request, event: Event, agency: Agency, lines: list[Line], data=None):
    """What would become of each, before anything happens. `data` is what was sent of it and not complete."""
    fates = many.preview(event, agency, lines, by=request.user, now=request.now)
    lines = [replace(fate.line, shown=fate.outcome) for fate in fates]
    rows = [(fate, _newcomer(fate, number, data)) for number, fate in enumerate(fates)]
    terms = _terms(event, agency, request.now)
    context = {
        "event": event, "agency": agency, "rows": rows, "sealed": seal(lines, _seal_of(request, event, agency)),
        "form": ConfirmManyForm(data, overlaps=_overlaps(fates), now_is=fingerprint(terms)),
        "newcomers": [form for _, form in rows if form],
        "possible": sum(fate.is_possible for fate in fates),
        "breadcrumbs": crumbs_of(event, ("Book for your people", _here(event, agency)), ("Look before you book", None)),
    }  # fmt: skip
    return render(request, "bookings/book_many_preview.html", context | terms)


def _terms(event: Event, agency: Agency, now) -> dict:
    """What one agrees to, as the page says it."""
    tariff, terms = tariff_and_terms(event, agency.sector, now=now)
    days = len(days_of(event.sessions.all()))
    return {
        "deadline": deadline_sentence(terms.cancel_by, now),
        "cost": cost_sentence(terms, who=agency.name, days=days, now=now),
        "agreement": tariff.terms if tariff else "",
    }


def _overlaps(fates: list[many.Fate]) -> bool:
    return any(fate.clashes and fate.is_possible for fate in fates)


def _newcomer(fate: many.Fate, number: int, data=None) -> NewcomerForm | None:
    """The form of somebody new of whom something is missing."""
    if fate.person or not fate.is_possible or fate.line.is_complete:
        return None
    return NewcomerForm(data, line=fate.line, number=number)


def _confirm(request, event: Event, agency: Agency):
    lines = unseal(request.POST["lines"], _seal_of(request, event, agency))
    if lines is None:
        messages.error(request, SENT_ANEW)
        return redirect("bookings:book_many_for", event.code, agency.code)
    fates = many.preview(event, agency, lines, by=request.user, now=request.now)
    forms = [_newcomer(fate, number, request.POST) for number, fate in enumerate(fates)]
    now_is = fingerprint(_terms(event, agency, request.now))
    confirm = ConfirmManyForm(request.POST, overlaps=_overlaps(fates), now_is=now_is)
    if not all(form.is_valid() for form in [confirm, *filter(None, forms)]):
        return _preview(request, event, agency, lines, request.POST)
    pairs = zip(lines, forms, strict=True)
    wanted = [_completed(line, form) for line, form in pairs if not (form and form.cleaned_data["leave_out"])]
    results = many.book_all(event, agency, wanted, by=request.user, now=request.now)
    crumbs = crumbs_of(event, ("Book for your people", _here(event, agency)), ("What became of it", None))
    context = {"event": event, "agency": agency, "results": results, "breadcrumbs": crumbs}
    context["booked"] = sum(bool(result.booking) for result in results)
    return render(request, "bookings/book_many_done.html", context)


def _completed(line: Line, form: NewcomerForm | None) -> Line:
    if form is None:
        return line
    return replace(line, **{name: form.cleaned_data[name] for name in ("first_name", "last_name", "post")})


def _here(event: Event, agency: Agency) -> str:
    return reverse("bookings:book_many_for", args=[event.code, agency.code])
