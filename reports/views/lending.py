from django.shortcuts import render
from django.urls import reverse

from accounts import doors
from accounts.models import Board
from reports import lending as queries
from reports.views.year import year_or_404


@doors.committee
def lending(request, year):
    """Days lent by agency against places used by its people, and what commissioned trainers cost."""
    chosen, day = year_or_404(year), Board.current().minutes_of_a_lent_day
    table = queries.lending(chosen, request.now, day)
    format = request.GET.get("format")
    if format in {"csv", "xlsx"}:
        return table.response(format, f"lending-{chosen}")
    context = {
        "table": table,
        "year": chosen,
        "paid": queries.commissioned(chosen, request.now, day),
        "breadcrumbs": [(f"The year {chosen}", reverse("reports:year", args=[chosen])), ("Days lent", None)],
    }
    return render(request, "reports/lending.html", context)
