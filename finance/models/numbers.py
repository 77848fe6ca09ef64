from django.db import models
from django.db.models import F


class NumberSeries(models.Model):
    """The last number given in a series: 1, 2, 3 … without gaps."""

    class Name(models.TextChoices):
        INVOICE = "invoice", "Invoices"
        JOURNAL = "journal", "Journals"
        CREDIT = "credit", "Credit notes"

    name = models.CharField(max_length=10, choices=Name, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self):
        return f"{self.get_name_display()}: {self.last}"

    @classmethod
    def take(cls, name: str) -> int:
        """The next number. Call it inside the transaction that uses it: the row stays locked until that one ends,
        and one that is rolled back gives its number back."""
        cls.objects.get_or_create(name=name)
        cls.objects.filter(name=name).update(last=F("last") + 1)
        return cls.objects.values_list("last", flat=True).get(name=name)
