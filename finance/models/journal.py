from django.conf import settings
from django.db import models
from django.db.models import Q

from lib.fields import CodeField, MoneyField

PREFIX = "JNL"


class Journal(models.Model):
    """One batch of internal recharges: departments of the host council pay from their cost centres. Never changed or deleted.

    One that reverses another gives back charges of it: both sides are swapped. The clock issues those, by nobody (None)."""

    code = CodeField()
    number = models.PositiveIntegerField(unique=True)
    income_code = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals")
    count = models.PositiveIntegerField(help_text="How many charges it holds")
    total = MoneyField(help_text="The control total")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=False) | Q(issued_by__isnull=False),
                name="somebody issues what a journal recharges",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="journal numbers begin at one"),
            models.CheckConstraint(condition=Q(count__gt=0, total__gt=0), name="a journal moves something"),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_reversal(self) -> bool:
        return self.reverses_id is not None

    @property
    def issuer(self) -> str:
        """Who issued it; the clock has no name of its own."""
        return self.issued_by.name if self.issued_by else "Muster, by itself"

    @property
    def reference(self) -> str:
        return f"{PREFIX}{self.number:06}"
