from django.shortcuts import render

from accounts import doors
from finance import figures
from finance.causes import link_causes
from finance.forms import LedgerFilters
from finance.ledger import balances
from finance.views.pages import crumbs
from lib.dates import FinancialYear, local_day
from lib.pages import page_of


@doors.finance
def ledger(request):
    """The book of a year: its trial balance and every entry with its cause."""
    today = local_day(request.now)
    chosen = {"year": str(FinancialYear.of(today))} | {
        name: value for name, value in request.GET.items() if value
    }
    filters = LedgerFilters(chosen)
    entries = figures.ledger_entries(filters.chosen)
    if request.GET.get("format") in ("csv", "xlsx"):
        return figures.ledger_table(entries).response(request.GET["format"], "ledger")
    year = filters.chosen.get("year")
    page = page_of(entries, request)
    rows, sides = figures.trial_balance(balances(year))
    facts = {
        "filters": filters,
        "year": year,
        "page": page,
        "entries": link_causes(page),
        "balances": rows,
        "sides": sides,
        "breadcrumbs": crumbs(request),
    }
    return render(request, "finance/ledger.html", facts)
