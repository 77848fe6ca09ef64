from collections.abc import Iterable

from django.urls import reverse

from finance.models import BudgetLine, LedgerEntry, Payment

PAGES = {"creditnote": "credit_note"}


def link_causes(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """Gives every entry the address of the page of its cause as `url`, in two queries however many entries there are."""
    entries = list(entries)
    paid = dict(
        Payment.objects.filter(code__in=_codes(entries, "payment")).values_list("code", "invoice__code")
    )
    years = {line.code: line for line in BudgetLine.objects.filter(code__in=_codes(entries, "budgetline"))}
    for entry in entries:
        entry.url = _url(entry.cause_type, entry.cause_code, paid, years)  # type: ignore[attr-defined]
    return entries


def _codes(entries: list[LedgerEntry], cause_type: str) -> list[str]:
    return [entry.cause_code for entry in entries if entry.cause_type == cause_type]


def _url(cause_type: str, code: str, paid: dict[str, str], lines: dict[str, BudgetLine]) -> str:
    if cause_type == "payment":
        return reverse("finance:invoice", args=[paid[code]]) + "#payments"
    if cause_type == "budgetline":
        line = lines[code]
        return reverse("finance:budget", args=[line.financial_year]) + f"#{line.kind}"
    return reverse(f"finance:{PAGES.get(cause_type, cause_type)}", args=[code])
