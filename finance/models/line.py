from decimal import Decimal

from django.db import models
from django.db.models import Q

from accounts.models import Agency
from bookings.models import Charge, Tariff
from finance.models.invoice import Invoice
from finance.models.journal import Journal
from lib.dates import FinancialYear
from lib.fields import MoneyField


class ChargeLineQuerySet(models.QuerySet):
    def of_year(self, year: FinancialYear):
        """A line belongs to the financial year of the day that was missed."""
        return self.filter(day__gte=year.starts_on, day__lte=year.ends_on)

    def with_credit(self):
        """Loads what was taken back of each line."""
        return self.select_related("credit")


class ChargeLine(models.Model):
    """One charge, collected: on an invoice or in a journal, never on both and never twice. What it says is frozen."""

    charge = models.OneToOneField(Charge, models.PROTECT, related_name="line")
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="lines")
    journal = models.ForeignKey(Journal, models.PROTECT, null=True, related_name="lines")
    position = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    agency_name = models.CharField(max_length=200)
    cost_centre = models.CharField(max_length=40, blank=True)
    person_name = models.CharField(max_length=201)
    course = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Charge.Kind)
    day = models.DateField(help_text="The day of the session")
    amount = MoneyField()
    vat = models.CharField(max_length=8, choices=Tariff.Vat)

    objects = ChargeLineQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["day"], name="charge_lines_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(invoice__isnull=True, journal__isnull=False)
                | Q(invoice__isnull=False, journal__isnull=True),
                name="a charge is on an invoice or in a journal",
            ),
            models.CheckConstraint(
                condition=Q(journal__isnull=True) | ~Q(cost_centre=""),
                name="a journal line has a cost centre",
            ),
            models.UniqueConstraint(fields=["invoice", "position"], name="one line per place on an invoice"),
            models.UniqueConstraint(fields=["journal", "position"], name="one line per place in a journal"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a line asks for something"),
        ]

    def __str__(self):
        return f"{self.person_name}, {self.course}"

    @property
    def standing(self) -> Decimal:
        """Pounds that are asked for still: what was credited is not."""
        credit = getattr(self, "credit", None)
        return self.amount - credit.amount if credit else self.amount

    @property
    def narrative(self) -> str:
        """The words of the line in a ledger."""
        return f"{self.get_kind_display()}: {self.person_name}, {self.course}, {self.day:%d/%m/%Y}"

    @property
    def year(self) -> FinancialYear:
        return FinancialYear.of(self.day)
