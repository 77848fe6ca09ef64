from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
NOTHING = Decimal("0.00")


def money(value: Decimal | int | str) -> Decimal:
    """An amount in pounds with exactly two places, half pennies rounded up."""
    return Decimal(value).quantize(PENNY, rounding=ROUND_HALF_UP)


def pounds(value: Decimal | int | None) -> str:
    """An amount as it is printed: £1,234.50, −£25.00; nothing for None."""
    if value is None:
        return ""
    amount = money(value)
    return f"−£{-amount:,.2f}" if amount < 0 else f"£{amount:,.2f}"


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Part of whole in per cent with one place, or None when there is no whole."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
