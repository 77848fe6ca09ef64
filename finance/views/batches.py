from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Board
from finance import invoicing, journals
from finance.collecting import fingerprint, total_of
from finance.forms import UpTo
from finance.views.pages import crumbs
from lib.dates import local_day
from lib.errors import Refused
from lib.money import pounds


def _previews(request, data):
    """The form with the last day and, up to that day, what would be invoiced and what would go into a journal."""
    form = UpTo(data)
    up_to = form.chosen.get("up_to") or local_day(request.now)
    return form, up_to, invoicing.preview(up_to, request.user), journals.preview(up_to, request.user)


def _ready(groups) -> dict:
    """What the button would issue."""
    ready = [group for group in groups if group.is_ready]
    charges = [charge for group in ready for charge in group.charges]
    return {
        "agencies": len(ready),
        "count": len(charges),
        "total": total_of(charges),
        "mark": fingerprint(ready),
    }


@doors.finance
def batch(request):
    """Confirmed charges by agency, before anything is issued."""
    form, up_to, to_invoice, to_journal = _previews(
        request, request.GET or {"up_to": local_day(request.now).isoformat()}
    )
    board = Board.current()
    facts = {
        "form": form,
        "up_to": up_to,
        "sections": [
            ("invoice", to_invoice, _ready(to_invoice)),
            ("journal", to_journal, _ready(to_journal)),
        ],
        "board_lacks": invoicing.board_lacks(board),
        "no_income_code": journals.NO_INCOME_CODE if to_journal and not board.income_code else "",
        "is_empty": not (to_invoice or to_journal),
    }
    return render(request, "finance/batch.html", facts | {"breadcrumbs": crumbs(request)})


def _confirm(request, kind: str, groups, up_to):
    here = reverse("finance:batch") + f"?up_to={up_to.isoformat()}"
    facts = {"kind": kind, "ready": _ready(groups), "up_to": up_to, "back": here}
    return render(
        request, "finance/batch_confirm.html", facts | {"breadcrumbs": crumbs(request, ("Issue", here))}
    )


@doors.finance
def batch_issue(request):
    """Asks once more, then issues one invoice to every agency that is ready."""
    _, up_to, groups, _ = _previews(request, request.POST or request.GET)
    if request.method != "POST":
        return _confirm(request, "invoice", groups, up_to)
    try:
        done = invoicing.issue_batch(
            up_to=up_to, by=request.user, now=request.now, expected=request.POST.get("mark", "")
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("finance:batch")
    if done.issued:
        count = len(done.issued)
        many = "1 invoice was issued" if count == 1 else f"{count} invoices were issued"
        messages.success(request, f"{many}, {pounds(done.total)} in all.")
    for sentence in done.refused:
        messages.error(request, sentence)
    return redirect("finance:invoices" if done.issued else "finance:batch")


@doors.finance
def journal_issue(request):
    """Asks once more, then moves the charges of the council's departments into one journal."""
    _, up_to, _, groups = _previews(request, request.POST or request.GET)
    if request.method != "POST":
        return _confirm(request, "journal", groups, up_to)
    try:
        journal = journals.issue_journal(
            up_to=up_to, by=request.user, now=request.now, expected=request.POST.get("mark", "")
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("finance:batch")
    messages.success(request, f"Journal {journal.reference} was issued, {pounds(journal.total)} in all.")
    return redirect("finance:journal", code=journal.code)
