from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Sum

from accounts.models import Agency
from lib.dates import FinancialYear
from lib.fields import MoneyField
from lib.money import money
from training.models.event import Event
from training.models.trainer import Trainer

TENTH = Decimal("0.1")


class DeliveryQuerySet(models.QuerySet):
    def delivered(self, now: datetime):
        """Of events that took place: published, and over or with a closed register."""
        held = Q(event__ends_at__lte=now) | Q(event__register_closed_at__isnull=False)
        return self.filter(held, event__state=Event.State.PUBLISHED)

    def in_year(self, year: FinancialYear):
        return self.filter(event__starts_at__gte=year.starts_at, event__starts_at__lt=year.ends_before)

    def until(self, year: FinancialYear):
        """Of events that began in this year or earlier."""
        return self.filter(event__starts_at__lt=year.ends_before)

    def lent(self):
        return self.filter(cost_per_day=None)

    def commissioned(self):
        return self.filter(cost_per_day__isnull=False)

    def with_minutes(self):
        """`spent`: the length of all sessions of the event, as a timedelta (None without sessions)."""
        length = ExpressionWrapper(
            F("event__sessions__ends_at") - F("event__sessions__starts_at"), output_field=DurationField()
        )
        return self.annotate(spent=Sum(length))


class Delivery(models.Model):
    """A trainer delivers an event. The agency that lends them and what they cost a day are frozen when they take it on."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    trainer = models.ForeignKey(Trainer, models.PROTECT, related_name="deliveries")
    is_lead = models.BooleanField(default=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="deliveries")
    agency_name = models.CharField(max_length=200, blank=True)
    cost_per_day = MoneyField(null=True, blank=True)
    stands_in_for = models.ForeignKey(
        Trainer, models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    # What `with_minutes` adds.
    spent: timedelta | None

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "trainer"], name="a trainer stands once on an event")
        ]

    def __str__(self):
        return str(self.trainer)

    @property
    def is_commissioned(self) -> bool:
        """Paid by the day, not lent."""
        return self.cost_per_day is not None


def frozen(trainer: Trainer, on: date) -> dict:
    """The columns of a delivery that keep the facts of its day: who lends the trainer, what they cost."""
    jobs = (
        trainer.person.employments.filter(starts_on__lte=on).select_related("agency").order_by("-starts_on")
    )
    job = next((job for job in jobs if job.ends_on is None or job.ends_on >= on), None)
    job = job or trainer.person.employment
    return {
        "agency": job.agency if job else None,
        "agency_name": job.agency.name if job else "",
        "cost_per_day": trainer.cost_per_day if trainer.is_commissioned else None,
    }


def days_of(minutes: int, minutes_of_a_day: int) -> Decimal:
    """Minutes of sessions as days lent, one decimal."""
    return (Decimal(minutes) / minutes_of_a_day).quantize(TENTH, ROUND_HALF_UP)


def cost_of(minutes: int, cost_per_day: Decimal, minutes_of_a_day: int) -> Decimal:
    """What a commissioned trainer costs for these minutes: the day's cost in proportion, to the penny."""
    return money(cost_per_day * minutes / minutes_of_a_day)
