"""Tariffs follow each other by date. One that prices bookings, or may have priced one, is never edited or deleted."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.trail import record
from bookings.models import Tariff, TariffRate
from lib.dates import day, local_day
from lib.errors import Refused, TooLate
from lib.money import NOTHING

GONE = "This tariff has been deleted already."
Rates = dict[str, tuple[Decimal, Decimal]]


def new_tariff(
    facts: dict, *, rates: Rates, exempt_sectors: Collection[str] = (), by: Person | None, now: datetime
) -> Tariff:
    """A tariff from a day on. `facts` are the columns of a Tariff, `rates` map a band to (no-show, late cancellation) in pounds a day.

    Raises Refused for a day that has passed or already has a tariff. The sectors that are exempt pay nothing.
    """
    if facts["effective_from"] < local_day(now):
        raise Refused(
            "A tariff starts today or later, because bookings made before keep the tariff of their day."
        )
    with transaction.atomic():
        try:
            with transaction.atomic():
                tariff = Tariff.objects.create(**facts)
        except IntegrityError as error:
            raise Refused("There is already a tariff from this day.") from error
        TariffRate.objects.bulk_create(_rates(tariff, rates, exempt_sectors))
        record(by, "tariff.created", tariff, {"effective_from": ["", day(tariff.effective_from)]}, now=now)
    return tariff


def _rates(tariff: Tariff, rates: Rates, exempt_sectors: Collection[str]) -> list[TariffRate]:
    rows = []
    for band, (no_show, late) in rates.items():
        rows.append(TariffRate(tariff=tariff, band=band, no_show=no_show, late_cancellation=late))
        rows += [
            TariffRate(tariff=tariff, band=band, sector=sector, no_show=NOTHING, late_cancellation=NOTHING)
            for sector in exempt_sectors
        ]
    return rows


def delete(tariff: Tariff, *, by: Person, now: datetime) -> None:
    """Takes back a tariff that has not begun. Raises Refused once it has, TooLate when it is gone already."""
    if tariff.effective_from <= local_day(now) or tariff.bookings.exists():
        raise Refused("This tariff is in force or has been. It stays, because bookings were priced by it.")
    with transaction.atomic():
        record(by, "tariff.deleted", tariff, {"effective_from": [day(tariff.effective_from), ""]}, now=now)
        if not Tariff.objects.filter(pk=tariff.pk).delete()[0]:
            raise TooLate(GONE)
