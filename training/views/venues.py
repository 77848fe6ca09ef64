from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from lib.dates import FinancialYear
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from training.diary import cost_of_year, diary
from training.forms.rows import unjudged
from training.forms.venues import VenueForm, rooms_of
from training.models import Event, Venue
from training.venues import save_venue


@doors.officer
def venues(request):
    """All venues by name, with their rooms."""
    page = page_of(Venue.objects.prefetch_related("rooms"), request)
    return render(request, "training/venues.html", {"page": page})


@doors.officer
def venue_new(request):
    return _edit(request, Venue(), "New venue")


@doors.officer
def venue(request, code):
    found = get_object_or_404(Venue, code=code)
    return _edit(request, found, found.name)


@doors.officer
def venue_diary(request, code):
    """Everything about a venue: what visitors need, whom to ring, what is planned there, what the year costs."""
    found = get_object_or_404(Venue.objects.prefetch_related("rooms"), code=code)
    year = FinancialYear.of(request.now)
    coming = Event.objects.not_cancelled().at_venue(found).filter(ends_at__gt=request.now)
    context = {
        "venue": found,
        "weeks": diary(found, request.now),
        "events": coming.with_course().with_sessions()[:20],
        "costs": [(each, cost_of_year(found, each)) for each in (year, year.previous)],
        "breadcrumbs": [("Venues", reverse("training:venues")), (found.name, None)],
    }
    return render(request, "training/venue_diary.html", context)


def _edit(request, venue, title):
    """Shows and saves one venue and its rooms, new or known."""
    if made_before(request, Venue.objects):
        messages.info(request, "This venue is saved already.")
        return redirect("training:venues")
    posted = request.POST if request.method == "POST" else None
    form, rows = VenueForm(posted, instance=venue), rooms_of(venue, posted)
    if rows.is_asking:
        for each in [form, *rows.forms]:
            unjudged(each)
    elif posted and all([form.is_valid(), rows.is_valid()]):
        deed = {"seen": form.cleaned_data["seen"], "by": request.user, "now": request.now}
        try:
            save_venue(venue, form.facts, rooms=[room.line for room in rows.forms], **deed)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The venue is saved.")
            return redirect("training:venues")
    crumbs = [("Venues", reverse("training:venues")), (title, None)]
    context = {"form": form, "rows": rows, "title": title, "breadcrumbs": crumbs}
    return render(request, "training/venue.html", context)
