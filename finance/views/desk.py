from django.shortcuts import render

from accounts import doors
from finance import figures
from finance.models import Invoice, Journal
from lib.dates import FinancialYear, local_day


@doors.finance
def desk(request):
    """What the finance officer has to do."""
    today = local_day(request.now)
    latest = [(invoice, *invoice.state(today)) for invoice in Invoice.objects.with_paid()[:5]]
    facts = {"year": FinancialYear.of(today), "latest": latest, "journals": Journal.objects.all()[:3]}
    return render(request, "finance/desk.html", facts | figures.desk(today))
