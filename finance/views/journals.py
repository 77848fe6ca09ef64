from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import doors
from finance import journals as batches
from finance.models import Journal
from finance.views.pages import crumbs
from lib.pages import page_of


@doors.finance
def journals(request):
    page = page_of(Journal.objects.select_related("issued_by", "reverses"), request)
    return render(request, "finance/journals.html", {"page": page, "breadcrumbs": crumbs(request)})


@doors.finance
def journal(request, code):
    """One journal with its lines and its control total."""
    found = get_object_or_404(Journal.objects.select_related("issued_by", "reverses"), code=code)
    page = page_of(batches.lines_of(found), request)
    way = crumbs(request, ("Journals", reverse("finance:journals")))
    facts = {"journal": found, "page": page, "reversals": found.reversals.all(), "breadcrumbs": way}
    return render(request, "finance/journal.html", facts)


@doors.finance
def journal_csv(request, code):
    found = get_object_or_404(Journal, code=code)
    return batches.table(found).response("csv", f"journal-{found.reference}")
