from django.shortcuts import render
from django.urls import reverse

from accounts import doors
from accounts.forms.trail import TrailFilters
from accounts.models import TrailEntry
from lib.pages import page_of


@doors.administrator
def trail(request):
    """Who changed what, when, from what to what."""
    filters = TrailFilters(request.GET)
    found = TrailEntry.objects.matching(**filters.chosen).select_related("by")
    facts = {
        "filters": filters,
        "page": page_of(found, request, 50),
        "breadcrumbs": [("Settings", reverse("accounts:board")), ("Audit trail", None)],
    }
    return render(request, "accounts/trail.html", facts)
