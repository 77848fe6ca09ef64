"""Places an agency holds without a name: held, named, given back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from bookings import holding, many
from bookings.forms.many import HoldForm, NewColleagueForm
from bookings.models import Booking, HeldPlace
from bookings.views.many import crumbs_of, event_or_404
from lib.dates import day_and_clock
from lib.errors import Refused, TooLate
from lib.forms import Form
from lib.once import made_before
from lib.pages import page_of

TABS = [("all", "All"), ("soon", "To name within five working days")]


@doors.for_agencies
def hold(request, code, agency):
    event = event_or_404(request, code)
    found = get_object_or_404(many.agencies_for(request.user), code=agency)
    if made_before(request, event.held_places.filter(agency=found)):
        messages.info(request, "These places are held already.")
        return redirect("bookings:held_places")
    now_is = holding.seen_of(event, found, now=request.now)
    form = HoldForm(request.POST if request.method == "POST" else None, now_is=now_is)
    if form.is_valid():
        try:
            rows = holding.hold(event, found, **form.facts, by=request.user, now=request.now)
        except TooLate as changed:
            form.look_again(str(changed))
        except Refused as refusal:
            form.add_error("how_many", refusal.reasons)
        else:
            held = "1 place is held" if len(rows) == 1 else f"{len(rows)} places are held"
            messages.success(request, f"{held}. Name by {day_and_clock(rows[0].name_by)}.")
            return redirect("bookings:held_places")
    context = {
        "event": event,
        "agency": found,
        "form": form,
        "held": holding.held_by(event, found),
        "reasons": holding.reasons_not_to_hold(event, found, by=request.user, now=request.now),
        "name_by": holding.name_by_of(event, now=request.now),
        "breadcrumbs": crumbs_of(event, ("Hold places without names", None)),
    }
    return render(request, "bookings/hold.html", context)


@doors.for_agencies
def held_places(request):
    """What is held and not named yet, the first to be named on top; all of it, or what must be named soon."""
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(TABS) else "all"
    seen = HeldPlace.objects.changeable_by(request.user)
    rows = seen.to_name_soon(request.now) if tab == "soon" else seen.held()
    page = page_of(rows.with_facts().order_by("name_by", "pk"), request)
    context = {"page": page, "tab": tab, "tabs": TABS, "breadcrumbs": [("Held places", None)]}
    return render(request, "bookings/held_places.html", context)


@doors.for_agencies
def held_name(request, code):
    """Books one of the agency's people, or somebody new, on the place."""
    held = _held_or_404(request, code)
    people = many.people_of(held.agency).filter(is_active=True)
    new = request.method == "POST" and "person" not in request.POST
    form, reasons = NewColleagueForm(request.POST if new else None), []
    try:
        if booking := _named(request, held, people, form):
            messages.success(request, f"{booking.person}: {booking.get_status_display().lower()}.")
            return redirect("bookings:held_places")
    except Refused as refusal:
        form.add_error(None, refusal.reasons) if new else reasons.extend(refusal.reasons)
    words = request.GET.get("q", "")[:200].strip()
    context = {
        "held": held, "form": form, "reasons": reasons, "words": words, "page": page_of(people.search(words), request),
        "refusal": holding.reason_not_to_name(held, request.now), "breadcrumbs": _crumbs("Name this place"),
    }  # fmt: skip
    return render(request, "bookings/held_name.html", context)


def _named(request, held: HeldPlace, people, form: NewColleagueForm) -> Booking | None:
    """The booking of whoever was chosen or typed; None while nobody is."""
    if "person" in request.POST:
        person = get_object_or_404(people, code=request.POST["person"])
        return holding.name(held, person, by=request.user, now=request.now)
    if form.is_valid():
        return holding.name_new(held, by=request.user, now=request.now, **form.cleaned_data)
    return None


@doors.for_agencies
def held_give_back(request, code):
    held = _held_or_404(request, code)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            holding.give_back(held, by=request.user, now=request.now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The place is given back. Nothing is charged.")
        return redirect("bookings:held_places")
    context = {"held": held, "form": form, "breadcrumbs": _crumbs("Give this place back")}
    return render(request, "bookings/held_give_back.html", context)


def _held_or_404(request, code) -> HeldPlace:
    return get_object_or_404(HeldPlace.objects.changeable_by(request.user).with_facts(), code=code)


def _crumbs(here: str) -> list:
    return [("Held places", reverse("bookings:held_places")), (here, None)]
