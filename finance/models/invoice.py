from datetime import date
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Round

from accounts.models import Agency
from finance.models.credit import CreditNote
from finance.models.payment import Payment
from lib.fields import CodeField, MoneyField, sum_of_pounds
from lib.money import NOTHING


def _sum_of(model, field: str) -> Coalesce:
    """Pounds in the rows of a model that belong to the invoice."""
    per_invoice = model.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice")
    summed = per_invoice.annotate(sum=sum_of_pounds(field)).values("sum")
    return Coalesce(Subquery(summed, output_field=MoneyField()), NOTHING, output_field=MoneyField())


class InvoiceQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Finance, officers and administrators see all; a coordinator their own agency's."""
        if person.sees_everything:
            return self
        return self.filter(agency__in=person.coordinated_agency_ids)

    def with_paid(self):
        """Loads with each invoice, in pounds: `paid`, received so far, and `standing`, its total less what was credited."""
        paid, credited = _sum_of(Payment, "amount"), _sum_of(CreditNote, "total")
        standing = Round(F("total") - credited, precision=2, output_field=MoneyField())
        return self.annotate(paid=paid, standing=standing)

    def unpaid(self):
        """Something is still to come, wholly or in part."""
        return self.with_paid().filter(paid__lt=F("standing"))

    def part_paid(self):
        return self.unpaid().filter(paid__gt=0)

    def paid_in_full(self):
        """Nothing is to come any more: paid, or credited, or both."""
        return self.with_paid().filter(paid__gte=F("standing"))

    def with_refund_due(self):
        """More came in than is asked for after a credit."""
        return self.with_paid().filter(paid__gt=F("standing"))

    def overdue(self, today: date):
        return self.unpaid().filter(due_on__lt=today)

    def search(self, words: str):
        """Invoices whose agency, purchase order or number (as printed) holds every one of the words."""
        found = self
        for word in words.split()[:6]:
            digits = word.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-").lstrip("0")
            number = Q(number=int(digits)) if digits.isdecimal() and len(digits) < 10 else Q()
            found = found.filter(Q(agency_name__icontains=word) | Q(purchase_order__iexact=word) | number)
        return found


class Invoice(models.Model):
    """A demand for confirmed charges, sent to one agency. All that it says is frozen; nothing ever changes or deletes it, so
    whether it is paid is read from its payments and credit notes."""

    code = CodeField()
    number = models.PositiveIntegerField(unique=True)
    prefix = models.CharField(max_length=10)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="invoices")
    agency_name = models.CharField(max_length=200)
    agency_address = models.TextField(max_length=500)
    finance_name = models.CharField(max_length=200, blank=True)
    finance_email = models.EmailField(blank=True)
    purchase_order = models.CharField(max_length=60, blank=True)
    board_name = models.CharField(max_length=200)
    board_address = models.TextField(max_length=500)
    board_email = models.EmailField()
    board_phone = models.CharField(max_length=40, blank=True)
    bank_name = models.CharField(max_length=100, blank=True)
    bank_account_name = models.CharField(max_length=100)
    bank_sort_code = models.CharField(max_length=8)
    bank_account_number = models.CharField(max_length=8)
    vat_number = models.CharField(max_length=20, blank=True)
    words = models.TextField(help_text="What the tariff has printed on invoices")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_on = models.DateField(help_text="The day printed on it, the tax point")
    due_on = models.DateField()
    total = MoneyField()

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["agency", "-number"], name="invoices_of_an_agency")]
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="invoice numbers begin at one"),
            models.CheckConstraint(condition=Q(total__gt=0), name="an invoice asks for something"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")), name="an invoice is due after it is issued"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """The number as printed, which a payment quotes: INV000042."""
        return f"{self.prefix}{self.number:06}"

    @property
    def postal_address(self) -> str:
        """The billing address without the agency's name, where its first line repeats it."""
        first, _, rest = self.agency_address.strip().partition("\n")
        return (
            rest if first.strip().casefold() == self.agency_name.casefold() else self.agency_address.strip()
        )

    @property
    def contact(self) -> str:
        return ", ".join(filter(None, [self.finance_name, self.finance_email])) or "None given"

    @cached_property
    def received(self) -> Decimal:
        """Pounds received so far; loaded by `with_paid`, else asked for."""
        if "paid" in self.__dict__:
            return self.__dict__["paid"]
        return self.payments.aggregate(sum=Sum("amount"))["sum"] or NOTHING

    @cached_property
    def credited(self) -> Decimal:
        """Pounds taken back by credit notes; loaded by `with_paid`, else asked for."""
        if "standing" in self.__dict__:
            return self.total - self.__dict__["standing"]
        return self.credit_notes.aggregate(sum=Sum("total"))["sum"] or NOTHING

    @property
    def outstanding(self) -> Decimal:
        return max(self.total - self.credited - self.received, NOTHING)

    @property
    def refund_due(self) -> Decimal:
        """Pounds that came in and are not asked for any more since a credit note was issued."""
        return max(self.received + self.credited - self.total, NOTHING)

    @property
    def is_paid(self) -> bool:
        """Nothing is outstanding: it was paid, or credited, or both."""
        return self.outstanding <= 0

    @property
    def is_part_paid(self) -> bool:
        return not self.is_paid and self.received > 0

    def is_overdue(self, today: date) -> bool:
        return not self.is_paid and self.due_on < today

    def state(self, today: date) -> tuple[str, str]:
        """What the tag says, and its colour."""
        if self.refund_due:
            return "Refund due", "purple"
        if self.is_paid:
            return ("Paid", "green") if self.received else ("Credited", "grey")
        if self.is_overdue(today):
            return "Overdue", "red"
        return ("Part paid", "yellow") if self.is_part_paid else ("Unpaid", "blue")


class InvoiceFile(models.Model):
    """The PDF of an invoice, byte for byte as it was first made."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self):
        return self.sha256
