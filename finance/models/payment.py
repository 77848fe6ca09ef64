from django.conf import settings
from django.db import models
from django.db.models import Q

from lib.fields import CodeField, MoneyField


class Payment(models.Model):
    """Money received for an invoice. Never changed or deleted."""

    class Method(models.TextChoices):
        BANK = "bank", "Bank transfer"

    code = CodeField()
    invoice = models.ForeignKey("finance.Invoice", models.PROTECT, related_name="payments")
    amount = MoneyField()
    received_on = models.DateField()
    method = models.CharField(max_length=6, choices=Method, default=Method.BANK)
    reference = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a payment is more than nothing")
        ]

    def __str__(self):
        return f"{self.amount} on {self.received_on}"
