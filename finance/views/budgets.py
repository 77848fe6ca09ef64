from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from accounts.models import Role
from finance import figures
from finance.budget import reasons_recorded_before, record_line, reverse_line
from finance.forms import BudgetLineForm, ReversalForm
from finance.models import BudgetLine
from finance.statement import income_statement
from finance.views.pages import ask, crumbs, is_confirmed
from finance.years import latest_first, year_or_404
from lib.dates import FinancialYear, local_day
from lib.errors import Refused
from lib.money import pounds
from lib.once import made_before


@doors.committee
def budget(request, year):
    """The Board's own money of a year, line by line."""
    year = year_or_404(year)
    lines = list(BudgetLine.objects.of_year(year).with_facts())
    statement = income_statement(year)
    totals = {
        "contribution": statement.contributions_total,
        "brought_forward": statement.brought_forward,
        "expenditure": statement.expenditure_total,
    }
    sections = [
        (kind, label, [line for line in lines if line.kind == kind], totals[kind])
        for kind, label in BudgetLine.Kind.choices
    ]
    facts = {
        "year": year,
        "years": latest_first(figures.first_year(), local_day(request.now)),
        "sections": sections,
        "is_finance": request.user.is_a(Role.FINANCE),
        "breadcrumbs": crumbs(request),
    }
    return render(request, "finance/budget.html", facts)


@doors.finance
def budget_new(request):
    """Records a line, after a look at what was typed: a line cannot be changed, only taken back."""
    first = {"year": request.GET.get("year") or str(FinancialYear.of(request.now))}
    if twice := made_before(request, BudgetLine.objects):
        messages.info(request, "This line has already been recorded.")
        return redirect("finance:budget", year=twice.financial_year)
    form = BudgetLineForm(request.POST or None, initial=first)
    if form.is_valid():
        for sentence in reasons_recorded_before(**form.cleaned_data):
            form.add_error("heading", sentence)
    if is_confirmed(request, form):
        try:
            line = record_line(**form.cleaned_data, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(
                request, f"{line.label}: {pounds(line.amount)} was recorded for {line.financial_year}."
            )
            return redirect("finance:budget", year=line.financial_year)
    back = reverse("finance:budget", args=[_year_of(first["year"], request)])
    facts = {
        "title": "Record a line of the budget",
        "cancel": back,
        "breadcrumbs": crumbs(request, ("Budget", back)),
    }
    return ask(
        request, form, "finance/form.html", **facts, caution="A line cannot be changed, only taken back."
    )


def _year_of(text: str, request) -> str:
    try:
        return str(FinancialYear.parse(text))
    except ValueError:
        return str(FinancialYear.of(request.now))


@doors.finance
def budget_reverse(request, code):
    """Takes a line back, with a reason; both lines stay."""
    line = get_object_or_404(BudgetLine.objects.with_facts(), code=code)
    back = reverse("finance:budget", args=[line.financial_year])
    form = ReversalForm(request.POST or None)
    if form.is_valid():
        try:
            reverse_line(line, reason=form.cleaned_data["reason"], by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"{line.label}: {pounds(line.amount)} was taken back.")
            return redirect(back)
    facts = {"form": form, "line": line, "cancel": back, "breadcrumbs": crumbs(request, ("Budget", back))}
    return render(request, "finance/budget_reverse.html", facts)
