from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from accounts import doors
from accounts.models import Board, Role
from finance import documents, figures, statement_rows
from finance.statement import income_statement
from finance.views.pages import crumbs
from finance.years import latest_first, year_or_404
from lib.dates import local_day
from lib.pages import page_of

FILES = ("csv", "xlsx")


@doors.committee
def statement(request, year):
    """The income statement of a year, the year before beside it, and the proof of its figures."""
    year = year_or_404(year)
    now, before = income_statement(year), income_statement(year.previous)
    if request.GET.get("format") in FILES:
        return statement_rows.table(now, before).response(request.GET["format"], f"income-statement-{year}")
    facts = {
        "year": year,
        "years": latest_first(figures.first_year(), local_day(request.now)),
        "statement": now,
        "rows": statement_rows.rows(now, before),
        "chart": documents.contributions_chart(now),
        "is_finance": request.user.is_a(Role.FINANCE),
        "breadcrumbs": crumbs(request),
    }
    return render(request, "finance/statement.html", facts)


@doors.committee
def statement_pdf(request, year):
    year = year_or_404(year)
    now, before = income_statement(year), income_statement(year.previous)
    content = documents.statement_pdf(now, before, board=Board.current(), now=request.now)
    return documents.as_download(content, f"income-statement-{year}")


@doors.committee
def statement_charges(request, year, which):
    """The charges behind a figure of the statement, without names."""
    year = year_or_404(year)
    try:
        found = figures.charges_of(year, which)
    except KeyError as unknown:
        raise Http404 from unknown
    if request.GET.get("format") in FILES:
        return figures.charges_table(year, which, found).response(
            request.GET["format"], f"charges-{which}-{year}"
        )
    page = page_of(found, request)
    facts = {"year": year, "which": which, "page": page, "table": figures.charges_table(year, which, page)}
    way = crumbs(request, (f"Income statement {year}", reverse("finance:statement", args=[year])))
    facts |= {"amount": figures.total(found, "amount"), "breadcrumbs": way}
    facts["part"] = figures.part_payments(income_statement(year), which, facts["amount"])
    return render(request, "finance/statement_charges.html", facts)
