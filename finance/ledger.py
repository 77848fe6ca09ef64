from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.db.models import Sum

from accounts.models import Agency, Person
from finance.models import Account, LedgerEntry
from finance.years import financial_year
from lib.dates import FinancialYear
from lib.money import NOTHING, money


def post(
    debit: str,
    credit: str,
    amount: Decimal,
    *,
    cause: models.Model,
    on: date,
    by: Person | None,
    now: datetime,
    agency: Agency | None = None,
    year: FinancialYear | int | None = None,
    narrative: str = "",
) -> LedgerEntry:
    """Writes one balanced entry in the caller's transaction: `amount` pounds (more than nothing) from the credit account
    to the debit account. `year` is the financial year it belongs to, that of `on` unless given."""
    belongs_to = FinancialYear.of(on) if year is None else financial_year(year)
    return LedgerEntry.objects.create(
        debit=debit,
        credit=credit,
        amount=money(amount),
        on=on,
        year=belongs_to.first,
        agency=agency,
        cause_type=cause._meta.model_name,
        cause_code=cause.code,  # type: ignore[attr-defined]  # every cause has one
        narrative=(narrative or str(cause))[:300],
        posted_by=by,
        posted_at=now,
    )


def balances(year: FinancialYear | None = None) -> dict[str, Decimal]:
    """Every account with its balance in pounds, debits less credits, of one year's book or (None) of all. They add up to nothing."""
    entries = LedgerEntry.objects.all() if year is None else LedgerEntry.objects.of_year(year)
    found = {str(account): NOTHING for account in Account.values}
    for side, sign in (("debit", 1), ("credit", -1)):
        for account, total in entries.order_by().values_list(side).annotate(Sum("amount")):
            found[account] += sign * total
    return found
