from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import doors
from finance import journals as batches
from finance.models import Journal
from finance.views.pages import crumbs
from lib.pages import page_of


@doors.finance
def journals(request):
    page = page_of(Journal.objects.select_related("issued_by"), request)
    return render(request, "finance/journals.html", {"page": page, "breadcrumbs": crumbs(request)})


@doors.finance
def journal(request, code):
    """One journal with its lines and its control total."""
    found = get_object_or_404(Journal.objects.select_related("issued_by"), code=code)
    page = page_of(found.lines.select_related("agency"), request)
    way = crumbs(request, ("Journals", reverse("finance:journals")))
    return render(request, "finance/journal.html", {"journal": found, "page": page, "breadcrumbs": way})


@doors.finance
def journal_csv(request, code):
    found = get_object_or_404(Journal, code=code)
    return batches.table(found).response("csv", f"journal-{found.reference}")
