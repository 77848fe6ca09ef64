from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import Agency, Sector
from lib.dates import working_days_before
from lib.fields import CodeField
from training.models.event import Event


class AllocationQuerySet(models.QuerySet):
    def in_force(self, now: datetime):
        """Not released yet: they keep places for their own and cap them. At exactly `release_at` they are released."""
        return self.filter(release_at__gt=now)

    def due(self, now: datetime):
        """Released by the clock, and nobody has looked who waits for what was left."""
        return self.filter(release_at__lte=now, released_at=None, event__state=Event.State.PUBLISHED)


class Allocation(models.Model):
    """How many places of an event one sector, or one agency, may hold until `release_at`; so many are kept for it until then."""

    code = CodeField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="allocations")
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="allocations")
    places = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(2000)])
    release_days = models.PositiveSmallIntegerField(
        "Working days before the start", validators=[MaxValueValidator(60)]
    )
    release_at = models.DateTimeField(editable=False, help_text="From then on what is left is open to all")
    released_at = models.DateTimeField(null=True, editable=False, help_text="When the clock released it")

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["event", "agency__name", "sector", "pk"]
        indexes = [
            models.Index(fields=["release_at"], condition=Q(released_at=None), name="allocations_to_release")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sector="", agency__isnull=False) | (~Q(sector="") & Q(agency__isnull=True)),
                name="an allocation is for one sector or one agency",
            ),
            models.UniqueConstraint(
                fields=["event", "sector"],
                condition=~Q(sector=""),
                name="one allocation per event and sector",
            ),
            models.UniqueConstraint(
                fields=["event", "agency"],
                condition=Q(agency__isnull=False),
                name="one allocation per event and agency",
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="an allocation has places"),
        ]

    def __str__(self):
        return f"{self.whom}: {self.places}"

    @property
    def whom(self) -> str:
        return self.agency.name if self.agency else str(self.get_sector_display())

    def is_released(self, now: datetime) -> bool:
        return self.release_at <= now

    @staticmethod
    def release_of(event: Event, days: int) -> datetime:
        """So many working days before the first session, at its clock time."""
        return working_days_before(event.starts_at, days)
