from datetime import date, datetime
from decimal import Decimal

from django.core.validators import MaxValueValidator
from django.db import models

from accounts.models import Sector
from lib.dates import calendar_days_before, working_days_before
from lib.fields import CodeField, MoneyField
from lib.money import NOTHING, pounds
from training.models.course import Band


class TariffQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """The tariff that prices this day: the newest that had begun (first of the result), rates loaded."""
        return self.filter(effective_from__lte=day).order_by("-effective_from").prefetch_related("rates")


class Tariff(models.Model):
    """The dated policy that prices not coming. One in use is never edited: a new one follows it."""

    class Unit(models.TextChoices):
        WORKING = "working", "working days"
        CALENDAR = "calendar", "calendar days"

    class Vat(models.TextChoices):
        OUTSIDE = "outside", "Outside the scope of VAT"
        EXEMPT = "exempt", "Exempt from VAT"

    code = CodeField()
    effective_from = models.DateField(
        unique=True, error_messages={"unique": "There is already a tariff from this day."}
    )
    notice = models.PositiveSmallIntegerField(
        "Notice to cancel free of charge", validators=[MaxValueValidator(90)]
    )
    notice_unit = models.CharField(max_length=8, choices=Unit, default=Unit.WORKING)
    vat = models.CharField("VAT on charges", max_length=8, choices=Vat, default=Vat.OUTSIDE)
    invoice_words = models.CharField(max_length=300, help_text="Printed on the invoice")
    terms = models.TextField(max_length=2000, help_text="What a person agrees to when booking")

    objects = TariffQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from"]

    def __str__(self):
        return f"Tariff from {self.effective_from:%d.%m.%Y}"

    def cancel_by(self, starts_at: datetime) -> datetime:
        """The last moment (UTC) at which cancelling is free; exactly then it still is."""
        count = working_days_before if self.notice_unit == self.Unit.WORKING else calendar_days_before
        return count(starts_at, self.notice)

    def rate(self, band: str, sector: str) -> "TariffRate | None":
        """The rate of a sector, else the one for all sectors, else None (nothing is charged)."""
        rates = {(rate.band, rate.sector): rate for rate in self.rates.all()}
        return rates.get((band, sector)) or rates.get((band, ""))

    @property
    def common_rates(self) -> list["TariffRate"]:
        """The rates for every sector, longest day first."""
        found = {rate.band: rate for rate in self.rates.all() if not rate.sector}
        return [found[band] for band in Band.values if band in found]

    @property
    def other_rates(self) -> list[tuple[str, str]]:
        """What sectors with rates of their own pay: (sector, words)."""
        words: dict[str, list[str]] = {}
        for rate in sorted(self.rates.all(), key=lambda rate: (rate.sector, Band.values.index(rate.band))):
            if rate.sector:
                amounts = (
                    f"{rate.get_band_display()} {pounds(rate.no_show)} or {pounds(rate.late_cancellation)}"
                )
                free = rate.no_show == rate.late_cancellation == NOTHING
                words.setdefault(rate.get_sector_display(), []).append("" if free else amounts)
        return [
            (sector, ", ".join(filter(None, those)) or "Never charged") for sector, those in words.items()
        ]

    def no_show(self, band: str, sector: str) -> Decimal:
        """Pounds for each day missed."""
        rate = self.rate(band, sector)
        return rate.no_show if rate else NOTHING

    def late_cancellation(self, band: str, sector: str) -> Decimal:
        """Pounds for each day cancelled too late."""
        rate = self.rate(band, sector)
        return rate.late_cancellation if rate else NOTHING


class TariffRate(models.Model):
    """What one day of a length costs a sector that does not come. An empty sector means every other."""

    tariff = models.ForeignKey(Tariff, models.CASCADE, related_name="rates")
    band = models.CharField(max_length=10, choices=Band)
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    no_show = MoneyField()
    late_cancellation = MoneyField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tariff", "band", "sector"], name="one rate per band and sector"),
            models.CheckConstraint(
                condition=models.Q(no_show__gte=0, late_cancellation__gte=0), name="rates are not negative"
            ),
        ]

    def __str__(self):
        return f"{self.get_band_display()} {self.sector}"
