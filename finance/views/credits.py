from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from accounts.models import Role
from finance import documents, figures
from finance.emails import CREDIT_FILE
from finance.models import CreditNote
from finance.views.pages import crumbs
from lib import links
from lib.pages import page_of

LIST = ("Credit notes", "finance:credit_notes")


def _seen(request, code: str) -> CreditNote:
    """The credit note, if this person may see the invoice that it is for."""
    notes = CreditNote.objects.visible_to(request.user).select_related("invoice", "issued_by")
    return get_object_or_404(notes, code=code)


@doors.roles(Role.FINANCE, Role.COORDINATOR)
def credit_notes(request):
    """All credit notes (a coordinator: their agency's), and for finance what waits for one."""
    is_finance = request.user.is_a(Role.FINANCE)
    notes = CreditNote.objects.visible_to(request.user).select_related("invoice")
    facts = {
        "page": page_of(notes, request),
        "total": figures.total(notes),
        "waiting": figures.to_credit() if is_finance else None,
        "breadcrumbs": crumbs(request),
    }
    return render(request, "finance/credit_notes.html", facts)


@doors.roles(Role.FINANCE, Role.COORDINATOR)
def credit_note(request, code):
    """One credit note: what it takes back, and what of it was paid."""
    found = _seen(request, code)
    facts = {"note": found, "lines": found.lines.select_related("line")}
    way = crumbs(request, (LIST[0], reverse(LIST[1])))
    return render(request, "finance/credit_note.html", facts | {"breadcrumbs": way})


def _pdf(request, note: CreditNote):
    content = documents.credit_note_pdf(note, now=request.now)
    return documents.as_download(content, f"credit-note-{note.reference}")


@doors.roles(Role.FINANCE, Role.COORDINATOR)
def credit_note_pdf(request, code):
    return _pdf(request, _seen(request, code))


@doors.signed_link
@never_cache
def credit_note_file(request, token):
    """The PDF for the finance contact of the agency, who has no account."""
    code = links.unsign(CREDIT_FILE, token)
    found = CreditNote.objects.select_related("invoice").filter(code=code or "").first()
    if found is None:
        raise Http404
    return _pdf(request, found)
