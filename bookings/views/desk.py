from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Person
from bookings import cancellation, event_list, shares
from bookings.booking import book, facts_of
from bookings.forms.desk import BookSomebodyForm, CancelEventForm
from bookings.models.booking import Status
from bookings.overlaps import overlaps
from bookings.rules import reasons_not_to_book, without_missing
from lib.dates import day
from lib.errors import Refused
from training.models import Event


def _event_or_404(request, code) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).with_course().with_sessions(), code=code)


def _crumbs(event: Event) -> list:
    return [
        (f"{event}, {day(event.starts_at)}", reverse("bookings:event_bookings", args=[event.code])),
        ("", None),
    ]


@doors.officer
def event_bookings(request, code):
    event = _event_or_404(request, code)
    status = request.GET.get("status") if request.GET.get("status") in Status.values else ""
    words = request.GET.get("q", "")[:200].strip()
    found = event_list.matching(event, status, words)
    if request.GET.get("format") in ("csv", "xlsx"):
        return event_list.table(event, found).response(request.GET["format"], f"bookings-{event.code}")
    mix = shares.LiveMix(event, request.now)
    return render(request, "bookings/event_bookings.html", {
        "event": event, "page": Paginator(found, 50).get_page(request.GET.get("page")), "status": status, "words": words,
        "statuses": event_list.by_status(event), "mix": event_list.by_agency(event),
        "sectors": mix.sectors(), "shares": mix.shares(), "unnamed": shares.unnamed(event),
        "can_book": not event.has_started(request.now),
        "can_cancel": not cancellation.reason_not_to_cancel_event(event),
        "breadcrumbs": [("Plan", reverse("training:events")), (str(event), reverse("training:event", args=[code])), ("", None)],
    })  # fmt: skip


@doors.officer
def event_add(request, code):
    """Books somebody who telephoned or wrote: finds them, then the same verb as everybody's."""
    event = _event_or_404(request, code)
    words = request.GET.get("q", "")[:200].strip()
    if request.method == "POST" and "person" not in request.POST:
        messages.error(request, "Choose the person to book for.")
    elif request.method == "POST":
        person = _person_or_404(request, request.POST["person"])
        if person == request.user:
            return redirect("bookings:book", code)
        form = _book_form(request, event, person, {})
        # The page of the person gives every reason, and asks what the officer must confirm.
        if not form.fields and _book(request, event, person, form):
            return redirect("bookings:event_bookings", code)
        return redirect("bookings:event_add_person", code, person.code)
    people = Person.objects.visible_to(request.user).filter(is_active=True).search(words).with_employment()
    found = Paginator(people, 20).get_page(request.GET.get("page")) if words else None
    facts = {"event": event, "words": words, "page": found, "breadcrumbs": _crumbs(event)}
    return render(request, "bookings/event_add.html", facts)


@doors.officer
def event_add_person(request, code, person):
    """Somebody with an overlap, a missing course or another reason against it: everything at once, and what the officer may confirm."""
    event, found = _event_or_404(request, code), _person_or_404(request, person)
    if found == request.user:
        return redirect("bookings:book", code)  # an officer has no power over the rules for themselves
    form = _book_form(request, event, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _book(request, event, found, form):
        return redirect("bookings:event_bookings", code)
    facts = facts_of(event, found, by=request.user, now=request.now)
    context = {
        "event": event, "found": found, "form": form, "clashes": overlaps(found, event), "missing": facts.person.missing,
        "reasons": reasons_not_to_book(without_missing(facts)), "breadcrumbs": _crumbs(event),
    }  # fmt: skip
    return render(request, "bookings/event_add_person.html", context)


def _person_or_404(request, code) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), code=code)


def _book_form(request, event: Event, person: Person, data) -> BookSomebodyForm:
    missing = facts_of(event, person, by=request.user, now=request.now).person.missing
    return BookSomebodyForm(data, overlaps=bool(overlaps(person, event)), missing=bool(missing))


def _book(request, event: Event, person: Person, form: BookSomebodyForm) -> bool:
    override = form.cleaned_data.get("override", "") if form.is_valid() else ""
    try:
        booking = book(person, event, by=request.user, now=request.now, override=override)
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return False
    messages.success(request, f"{person}: {booking.get_status_display().lower()}. They have been told.")
    return True


@doors.officer
def event_cancel(request, code):
    event = _event_or_404(request, code)
    form = CancelEventForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            told = cancellation.cancel_event(
                event, by=request.user, now=request.now, reason=form.cleaned_data["reason"]
            )
            messages.success(
                request,
                f"The event is cancelled. {told} {'person has' if told == 1 else 'people have'} been told.",
            )
            return redirect("bookings:event_bookings", code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    facts = {
        "event": event,
        "form": form,
        "told": event.bookings.active().count(),
        "breadcrumbs": _crumbs(event),
    }
    return render(
        request,
        "bookings/event_cancel.html",
        facts | {"refusal": cancellation.reason_not_to_cancel_event(event)},
    )
