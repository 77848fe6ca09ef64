from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Agency
from lib.dates import FinancialYear
from lib.fields import CodeField, MoneyField


class BudgetLineQuerySet(models.QuerySet):
    def of_year(self, year: FinancialYear):
        return self.filter(year=year.first)

    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def with_facts(self):
        return self.select_related("agency", "recorded_by", "reverses", "reversal")


class BudgetLine(models.Model):
    """A line of the Board's own money in a year: what a partner gives, what was left over, what was spent. Append-only: a mistake
    is put right by a line that reverses it."""

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", "Partner contribution"
        BROUGHT_FORWARD = "brought_forward", "Brought forward from the year before"
        EXPENDITURE = "expenditure", "Expenditure"

    code = CodeField()
    year = models.PositiveSmallIntegerField(help_text="The first calendar year of the financial year")
    kind = models.CharField(max_length=16, choices=Kind)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="budget_lines")
    agency_name = models.CharField(max_length=200, blank=True)
    heading = models.CharField(max_length=120, blank=True)
    amount = MoneyField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    reason = models.CharField(max_length=300, blank=True, help_text="Why a line was reversed")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["year", "kind"], name="budget_lines_of_a_year")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a budget line is more than nothing"),
            models.CheckConstraint(
                condition=Q(kind="contribution", agency__isnull=False) | ~Q(kind="contribution"),
                name="a contribution comes from a partner",
            ),
            models.CheckConstraint(
                condition=~Q(kind="expenditure") | ~Q(heading=""), name="expenditure has a heading"
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(reason=""), name="a reversal has a reason"
            ),
        ]

    def __str__(self):
        return f"{self.label}, {self.financial_year}"

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear(self.year)

    @property
    def label(self) -> str:
        """Who or what the line is about."""
        return self.agency_name or self.heading or self.get_kind_display()

    @property
    def signed_amount(self) -> Decimal:
        """Pounds; a reversal takes away."""
        return -self.amount if self.reverses_id else self.amount

    @property
    def is_reversed(self) -> bool:
        return hasattr(self, "reversal")

    @property
    def can_be_reversed(self) -> bool:
        return self.reverses_id is None and not self.is_reversed
