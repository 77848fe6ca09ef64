from datetime import date
from decimal import Decimal

from django.db import migrations

# Before any booking that an installation may import; an officer's first own tariff follows it.
EFFECTIVE_FROM = date(2000, 1, 1)
AMOUNTS = {"full_day": "50.00", "half_day": "25.00", "briefing": "25.00"}
TERMS = (
    "A place costs nothing if you come, or if you cancel at least 5 working days before the event starts. "
    "If you cancel later, or do not come, your agency is charged for each day: £50.00 for a full day, "
    "£25.00 for a half day or a briefing. You can give a reason before the charge is decided."
)


def ship(apps, schema_editor):
    """The shipped policy: £50 a full day, £25 a half day or briefing, 5 working days, every sector charged the same."""
    tariffs = apps.get_model("bookings", "Tariff").objects
    if tariffs.exists():
        return
    tariff = tariffs.create(
        effective_from=EFFECTIVE_FROM,
        notice=5,
        notice_unit="working",
        vat="outside",
        invoice_words="Charge for non-attendance at multi-agency training",
        terms=TERMS,
    )
    for band, amount in AMOUNTS.items():
        tariff.rates.create(band=band, no_show=Decimal(amount), late_cancellation=Decimal(amount))


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_initial")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
