from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import doors
from lib.charts import bars
from lib.dates import FinancialYear
from reports import queries
from reports.tables import KINDS
from reports.year import year_summary


def year_or_404(text: str) -> FinancialYear:
    try:
        return FinancialYear.parse(text)
    except ValueError as error:
        raise Http404(str(error)) from error


@doors.committee
def this_year(request):
    return redirect("reports:year", FinancialYear.of(request.now))


@doors.committee
def year(request, year):
    chosen = year_or_404(year)
    context = {
        "summary": year_summary(chosen),
        "last": year_summary(chosen.previous),
        "not_counted": queries.not_yet_counted(chosen, request.now).count(),
        "next_year": chosen.next if chosen.ends_before <= request.now else None,
        "kinds": KINDS.values(),
        "chart": _show_up_by_sector(chosen),
        "courses": KINDS["courses"].make(chosen),
        "sectors": KINDS["sectors"].make(chosen),
    }
    return render(request, "reports/year.html", context)


def _show_up_by_sector(year: FinancialYear):
    rows = [(row.name, row.show_up) for row in queries.attendance_by_sector(year) if row.booked]
    return bars(
        f"Show-up by sector, {year}",
        "Of every hundred people booked at the start, how many came. Walk-ins are not in it.",
        rows,
        unit="%",
        maximum=100,
    )


@doors.committee
def table(request, year, name):
    chosen, kind = year_or_404(year), KINDS.get(name)
    if kind is None:
        raise Http404("There is no such table.")
    made = kind.make(chosen)
    format = request.GET.get("format")
    if format in {"csv", "xlsx"}:
        return made.response(format, f"{name}-{chosen}")
    crumbs = [(f"The year {chosen}", reverse("reports:year", args=[chosen])), (kind.title, None)]
    return render(
        request, "reports/table.html", {"table": made, "kind": kind, "year": chosen, "breadcrumbs": crumbs}
    )
