"""What not coming costs, and until when cancelling is free. No database: a tariff and moments go in, amounts and moments come out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lib.dates import at, day_and_clock, local, local_day, working_days_after
from lib.money import NOTHING, money, pounds


@dataclass(frozen=True)
class Terms:
    """What is frozen on a booking: amounts are pounds for each day, `cancel_by` is a moment (UTC) or None when there is no tariff."""

    cancel_by: datetime | None = None
    no_show_amount: Decimal = NOTHING
    late_amount: Decimal = NOTHING

    def passed(self, now: datetime) -> bool:
        return is_late(self.cancel_by, now)


def terms_of(tariff: Any, *, starts_at: datetime, band: str, sector: str) -> Terms:
    """The terms of an event under a tariff; without a tariff nothing is ever due."""
    if tariff is None:
        return Terms()
    return Terms(
        cancel_by=tariff.cancel_by(starts_at),
        no_show_amount=tariff.no_show(band, sector),
        late_amount=tariff.late_cancellation(band, sector),
    )


def is_late(cancel_by: datetime | None, now: datetime) -> bool:
    """Cancelling at exactly the deadline is in time."""
    return cancel_by is not None and now > cancel_by


def deadline_after_move(tariff: Any, *, starts_at: datetime, now: datetime, days: int) -> datetime | None:
    """Until when cancelling is free after an event was moved at `now` to `starts_at`: as the booking's own tariff says, but not sooner than so
    many working days after the notice, and not after the start. Without a tariff nothing is ever due."""
    if tariff is None:
        return None
    return min(max(tariff.cancel_by(starts_at), days_after_notice(now, days)), starts_at)


def days_after_notice(now: datetime, days: int) -> datetime:
    """The same clock time in London so many working days later."""
    noticed = local(now)
    return at(working_days_after(noticed.date(), days), noticed.time())


def days_of(sessions: Iterable) -> list[date]:
    """The London days on which an event is held, each once, in order."""
    return sorted({local_day(session.starts_at) for session in sessions})


def for_days(amount: Decimal, days: int) -> Decimal:
    return money(amount * days)


def deadline_sentence(cancel_by: datetime | None, now: datetime) -> str:
    """Until when cancelling is free, to the person who books."""
    if cancel_by is None:
        return "You can cancel free of charge until the event starts."
    if is_late(cancel_by, now):
        return f"The time to cancel free of charge ended on {day_and_clock(cancel_by)}."
    return f"You can cancel free of charge until {day_and_clock(cancel_by)}."


def cost_sentence(terms: Terms, *, who: str, days: int, now: datetime) -> str:
    """What not coming costs; `who` pays ("Riverside NHS Trust", "your agency"), `days` is how many days the event has."""
    if not terms.no_show_amount and not terms.late_amount:
        return "There is no charge for not coming."
    each = " for each day" if days > 1 else ""
    cancel = "cancel" if terms.passed(now) else "cancel later"
    if terms.no_show_amount == terms.late_amount:
        return f"If you {cancel} or do not come, {who} will be charged {pounds(terms.no_show_amount)}{each}."
    late = f"charged {pounds(terms.late_amount)}{each}" if terms.late_amount else "charged nothing"
    missed = f"{pounds(terms.no_show_amount)}{each}" if terms.no_show_amount else "nothing"
    return f"If you {cancel}, {who} will be {late}; if you do not come, {missed}."
