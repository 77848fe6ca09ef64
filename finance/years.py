from datetime import date

from django.http import Http404

from lib.dates import FinancialYear


def financial_year(value: FinancialYear | int) -> FinancialYear:
    """The financial year itself, or the one that begins in this calendar year."""
    return value if isinstance(value, FinancialYear) else FinancialYear(value)


def year_or_404(text: str) -> FinancialYear:
    """The year that an address names as 2015-16; any other text is a page that does not exist."""
    try:
        return FinancialYear.parse(text)
    except ValueError as error:
        raise Http404(str(error)) from error


def latest_first(first: int | None, today: date) -> list[FinancialYear]:
    """All years from one (this year when None) to the current, the newest first."""
    current = FinancialYear.of(today).first
    return [FinancialYear(year) for year in range(current, min(first or current, current) - 1, -1)]
