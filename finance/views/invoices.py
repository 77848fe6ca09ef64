from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import doors
from accounts.models import Role
from finance import documents, figures, payments
from finance.emails import FILE
from finance.forms import InvoiceFilters, PaymentForm
from finance.models import Invoice
from finance.views.pages import ask, crumbs, is_confirmed
from lib import links
from lib.dates import local_day
from lib.errors import Refused
from lib.money import pounds
from lib.once import made_before
from lib.pages import page_of

LIST = ("Invoices", "finance:invoices")


def _way(request, *more):
    return crumbs(request, (LIST[0], reverse(LIST[1])), *more)


def _seen(request, code: str) -> Invoice:
    """The invoice, if this person may see it."""
    return get_object_or_404(Invoice.objects.visible_to(request.user).with_paid(), code=code)


@doors.roles(Role.FINANCE, Role.COORDINATOR)
def invoices(request):
    """All invoices (a coordinator: their agency's), by words and state."""
    today = local_day(request.now)
    filters = InvoiceFilters(request.GET)
    found = figures.invoices_like(Invoice.objects.visible_to(request.user), filters.chosen, today)
    page = page_of(found, request)
    facts = {
        "filters": filters,
        "page": page,
        "rows": [(invoice, *invoice.state(today)) for invoice in page],
        "owed": figures.owed(found),
        "total": figures.total(found),
    }
    return render(request, "finance/invoices.html", facts | {"breadcrumbs": crumbs(request)})


@doors.roles(Role.FINANCE, Role.COORDINATOR)
def invoice(request, code):
    """One invoice: what it asks for, what came in."""
    found = _seen(request, code)
    text, colour = found.state(local_day(request.now))
    facts = {
        "invoice": found,
        "state": text,
        "colour": colour,
        "lines": found.lines.select_related("credit__credit_note"),
        "credit_notes": found.credit_notes.all(),
        "payments": found.payments.select_related("recorded_by"),
        "is_finance": request.user.is_a(Role.FINANCE),
    }
    return render(request, "finance/invoice.html", facts | {"breadcrumbs": _way(request)})


@doors.roles(Role.FINANCE, Role.COORDINATOR)
def invoice_pdf(request, code):
    found = _seen(request, code)
    return documents.as_download(documents.invoice_pdf(found, now=request.now), f"invoice-{found.reference}")


@doors.signed_link
@never_cache
def invoice_file(request, token):
    """The PDF for the finance contact of the agency, who has no account."""
    code = links.unsign(FILE, token)
    found = Invoice.objects.filter(code=code or "").first()
    if found is None:
        raise Http404
    return documents.as_download(documents.invoice_pdf(found, now=request.now), f"invoice-{found.reference}")


@doors.finance
def payment_new(request, code):
    """Records money that came in, after a look at what was typed: a payment cannot be changed."""
    found = _seen(request, code)
    if made_before(request, found.payments):
        messages.info(request, "This payment has already been recorded.")
        return redirect("finance:invoice", code=code)
    first = {"amount": found.outstanding, "received_on": local_day(request.now)}
    form = PaymentForm(request.POST or None, initial=first)
    if form.is_valid():
        _add_reasons(form, found, request.now)
    if is_confirmed(request, form):
        try:
            payment = payments.record_payment(found, **form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{pounds(payment.amount)} was recorded for invoice {found.reference}.")
            return redirect("finance:invoice", code=code)
    back = reverse("finance:invoice", args=[code])
    facts = {"invoice": found, "title": f"Record a payment of invoice {found.reference}", "cancel": back}
    way = _way(request, (found.reference, back))
    return ask(
        request,
        form,
        "finance/payment.html",
        **facts,
        caution="A payment cannot be changed or deleted.",
        breadcrumbs=way,
    )


def _add_reasons(form, invoice, now):
    facts = form.cleaned_data
    what = invoice, facts["amount"], facts["received_on"], facts["reference"]
    for name, sentence in payments.reasons_not_to_record(
        *what, already=invoice.received, today=local_day(now)
    ):
        form.add_error(name, sentence)
