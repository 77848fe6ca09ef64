from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from lib.dates import FinancialYear
from lib.fields import CodeField, MoneyField

PREFIX = "CRN"


class CreditNoteQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Finance, officers and administrators see all; a coordinator their own agency's."""
        if person.sees_everything:
            return self
        return self.filter(invoice__agency__in=person.coordinated_agency_ids)


class CreditNote(models.Model):
    """Takes back lines of one invoice. All that it says is frozen; nothing ever changes or deletes it. The clock issues it when
    `issued_by` is None."""

    code = CodeField()
    number = models.PositiveIntegerField(unique=True)
    invoice = models.ForeignKey("finance.Invoice", models.PROTECT, related_name="credit_notes")
    reason = models.CharField(max_length=300)
    finance_name = models.CharField(max_length=200, blank=True)
    finance_email = models.EmailField(blank=True)
    board_name = models.CharField(max_length=200)
    board_address = models.TextField(max_length=500)
    board_email = models.EmailField()
    board_phone = models.CharField(max_length=40, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(help_text="The day printed on it")
    total = MoneyField()
    refund = MoneyField(help_text="The part of the total that was paid already, and so is due back")

    objects = CreditNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="credit note numbers begin at one"),
            models.CheckConstraint(condition=Q(total__gt=0), name="a credit note gives something back"),
            models.CheckConstraint(
                condition=Q(refund__gte=0, refund__lte=models.F("total")),
                name="no more is due back than is credited",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a credit note has a reason"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """The number as printed: CRN000042."""
        return f"{PREFIX}{self.number:06}"

    @property
    def issuer(self) -> str:
        """Who issued it; the clock has no name of its own."""
        return self.issued_by.name if self.issued_by else "Muster, by itself"

    @property
    def left(self) -> Decimal:
        """Pounds by which it lessens what was still to be paid."""
        return self.total - self.refund


class CreditLine(models.Model):
    """One line of an invoice or a journal, taken back: on a credit note or in a reversing journal, and only once."""

    line = models.OneToOneField("finance.ChargeLine", models.PROTECT, related_name="credit")
    credit_note = models.ForeignKey(CreditNote, models.PROTECT, null=True, related_name="lines")
    journal = models.ForeignKey("finance.Journal", models.PROTECT, null=True, related_name="credit_lines")
    position = models.PositiveIntegerField()
    amount = MoneyField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_note__isnull=True, journal__isnull=False)
                | Q(credit_note__isnull=False, journal__isnull=True),
                name="a credit is on a credit note or in a journal",
            ),
            models.UniqueConstraint(
                fields=["credit_note", "position"], name="one line per place on a credit note"
            ),
            models.UniqueConstraint(fields=["journal", "position"], name="one credit per place in a journal"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a credit gives something back"),
        ]

    def __str__(self):
        return f"Credit: {self.line}"

    @property
    def agency_name(self) -> str:
        return self.line.agency_name

    @property
    def cost_centre(self) -> str:
        return self.line.cost_centre

    @property
    def narrative(self) -> str:
        """The words of the line in a ledger."""
        return f"Credit, {self.line.narrative}"

    @property
    def year(self) -> FinancialYear:
        """The year of the day missed, as that of the line it takes back."""
        return self.line.year


class CreditNoteFile(models.Model):
    """The PDF of a credit note, byte for byte as it was first made."""

    credit_note = models.OneToOneField(CreditNote, models.PROTECT, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self):
        return self.sha256
