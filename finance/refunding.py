"""What becomes of money that came in for lines which were credited afterwards: it pays for other lines, or it is due back."""

from dataclasses import dataclass
from decimal import Decimal

from finance.models import ChargeLine, Invoice
from finance.payments import allocate
from lib.dates import FinancialYear
from lib.money import NOTHING


@dataclass(frozen=True)
class Moved:
    """Pounds by financial year. What `gives` up either pays for lines of another year (`takes`) or is due back (`refunds`)."""

    gives: dict[FinancialYear, Decimal]
    takes: dict[FinancialYear, Decimal]
    refunds: dict[FinancialYear, Decimal]


def newly_due(invoice: Invoice, credit: Decimal) -> Decimal:
    """How much of a new credit was paid already, and so is due back, in pounds. The credit is not yet on the invoice."""
    over = invoice.received + invoice.credited + credit - invoice.total
    return max(over, NOTHING) - invoice.refund_due


def moved(before: list[ChargeLine], after: list[ChargeLine], received: Decimal) -> Moved:
    """How the lines that `received` pounds pay for differ by year, when a credit makes `after` of `before`.

    The same lines in the same order, with what stands of each. What stays on the invoice is used for other years first.
    """
    old, new = allocate(before, NOTHING, received), allocate(after, NOTHING, received)
    change = {
        year: new.get(year, NOTHING) - old.get(year, NOTHING) for year in sorted(old.keys() | new.keys())
    }
    takes = {year: amount for year, amount in change.items() if amount > 0}
    gives: dict[FinancialYear, Decimal] = {}
    refunds: dict[FinancialYear, Decimal] = {}
    wanted = sum(takes.values(), NOTHING)
    for year, amount in change.items():
        if amount >= 0:
            continue
        used = min(-amount, wanted)
        wanted -= used
        gives[year], refunds[year] = used, -amount - used
    return Moved(_some(gives), takes, _some(refunds))


def _some(sums: dict[FinancialYear, Decimal]) -> dict[FinancialYear, Decimal]:
    return {year: amount for year, amount in sums.items() if amount}
