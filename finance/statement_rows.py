"""The income statement as rows: the page, the PDF and the files print the same ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from finance.statement import IncomeStatement
from lib.money import NOTHING
from lib.tables import Table

KINDS = {"contribution", "brought_forward", "expenditure"}


@dataclass(frozen=True)
class Row:
    """A line with its pounds this year and the year before; a heading has none. `behind` names the rows it is made of."""

    label: str
    amount: Decimal | None = None
    before: Decimal | None = None
    share: Decimal | None = None
    behind: str = ""
    is_total: bool = False

    @property
    def is_heading(self) -> bool:
        return self.amount is None

    @property
    def is_budget(self) -> bool:
        """Whether the rows behind it are lines of the budget, else charges."""
        return self.behind in KINDS


def rows(now: IncomeStatement, before: IncomeStatement) -> list[Row]:
    return [*_contributions(now, before), *_charges(now, before), *_expenditure(now, before)]


def _contributions(now: IncomeStatement, before: IncomeStatement) -> Iterator[Row]:
    yield Row("Partner contributions")
    old = {line.agency: line.amount for line in before.contributions}
    for line in now.contributions:
        yield Row(line.agency, line.amount, old.pop(line.agency, NOTHING), line.share, behind="contribution")
    for agency, amount in old.items():
        yield Row(agency, NOTHING, amount)
    whole = Decimal("100.0") if now.contributions_total else None
    yield Row(
        "Total contributions", now.contributions_total, before.contributions_total, whole, is_total=True
    )
    yield Row(
        "Brought forward from the year before",
        now.brought_forward,
        before.brought_forward,
        behind="brought_forward",
    )
    yield Row(
        "Contributions and brought forward, as annual reports print it",
        now.total_income_as_reported,
        before.total_income_as_reported,
        is_total=True,
    )


def _charges(now: IncomeStatement, before: IncomeStatement) -> Iterator[Row]:
    yield Row("Charges for not attending training")
    mine, old = now.charges, before.charges
    yield Row("Raised", mine.raised, old.raised, behind="raised")
    yield Row("Less waived", -mine.waived, -old.waived, behind="waived")
    yield Row("Less credited", -mine.credited, -old.credited, behind="credited")
    yield Row("Less outstanding", -mine.outstanding, -old.outstanding, behind="outstanding")
    yield Row("Charges received", mine.received, old.received, behind="received", is_total=True)
    yield Row("Total income, charges received included", now.total_income, before.total_income, is_total=True)


def _expenditure(now: IncomeStatement, before: IncomeStatement) -> Iterator[Row]:
    yield Row("Expenditure")
    old = {line.heading: line.amount for line in before.expenditure}
    for line in now.expenditure:
        yield Row(line.heading, line.amount, old.pop(line.heading, NOTHING), behind="expenditure")
    for heading, amount in old.items():
        yield Row(heading, NOTHING, amount)
    yield Row("Total expenditure", now.expenditure_total, before.expenditure_total, is_total=True)
    yield Row("Carried forward", now.carried_forward, before.carried_forward, is_total=True)


def table(now: IncomeStatement, before: IncomeStatement) -> Table:
    """The statement for a spreadsheet."""
    body = [[row.label, row.amount, row.before, row.share] for row in rows(now, before)]
    columns = ["Line", f"{now.year} (£)", f"{before.year} (£)", "Share of contributions (%)"]
    return Table(f"Income statement {now.year}", columns, body)
