from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Agency
from lib.dates import FinancialYear
from lib.fields import CodeField, MoneyField


class Account(models.TextChoices):
    DEBTORS = "debtors", "Agencies’ debt"
    BANK = "bank", "Bank"
    REFUNDS_DUE = "refunds_due", "Refunds due"
    RECHARGE = "internal_recharge", "Internal recharge"
    EXPENDITURE = "expenditure", "Expenditure"
    INCOME = "non_attendance_income", "Non-attendance income"
    CONTRIBUTIONS = "contributions", "Partner contributions"
    RESERVES = "reserves", "Reserves brought forward"


class LedgerEntryQuerySet(models.QuerySet):
    def of_year(self, year: FinancialYear):
        return self.filter(year=year.first)

    def touching(self, account: str):
        """Entries that debit or credit an account."""
        return self.filter(Q(debit=account) | Q(credit=account))


class LedgerEntry(models.Model):
    """One movement of money, balanced in itself: the amount leaves the credit account for the debit account. Append-only.

    `on` is the day it moved; `year` is the first calendar year of the financial year it belongs to, which for a charge is
    the year of the day missed, whenever it is invoiced or paid. A year's book opens with what was brought forward.
    """

    code = CodeField()
    debit = models.CharField(max_length=24, choices=Account)
    credit = models.CharField(max_length=24, choices=Account)
    amount = MoneyField()
    on = models.DateField()
    year = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="ledger_entries")
    cause_type = models.CharField(max_length=40)
    cause_code = models.CharField(max_length=12)
    narrative = models.CharField(max_length=300)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    posted_at = models.DateTimeField()

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "ledger entries"
        indexes = [
            models.Index(fields=["year", "-on", "-id"], name="ledger_of_a_year"),
            models.Index(fields=["cause_type", "cause_code"], name="ledger_of_a_cause"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="money moves between two accounts"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a ledger entry moves something"),
        ]

    def __str__(self):
        return f"{self.debit} {self.credit} {self.amount}"
