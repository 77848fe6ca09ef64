from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q


class ConditionalQuerySet(models.QuerySet):
    def undecided(self):
        """Published, with a minimum, and nobody has decided yet whether they take place."""
        return self.filter(state="published", minimum__isnull=False, go_decided_at=None)

    def to_decide(self, now: datetime):
        """Undecided events still to come whose moment of decision has passed."""
        return self.undecided().filter(decide_by__lte=now, starts_at__gt=now)

    def due_to_decide(self, now: datetime):
        """Of these, the ones that neither the clock has decided nor the officers have been asked about."""
        return self.to_decide(now).filter(decision_asked_at=None)


class Conditional(models.Model):
    """An event that takes place only if enough places are held: a minimum, a moment to decide by, and the decision."""

    minimum = models.PositiveSmallIntegerField(
        "Fewest places to be held",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
    )
    decide_by = models.DateTimeField("Decide by", null=True, blank=True)
    go_decided_at = models.DateTimeField(null=True, editable=False)
    go_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decision_asked_at = models.DateTimeField(null=True, editable=False)

    # Of the event itself.
    state: str
    places_held: int
    starts_at: datetime

    class Meta:
        abstract = True

    @property
    def is_conditional(self) -> bool:
        return self.minimum is not None

    @property
    def is_decided(self) -> bool:
        return self.go_decided_at is not None

    @property
    def is_undecided(self) -> bool:
        return self.is_conditional and not self.is_decided

    @property
    def has_enough(self) -> bool:
        """Whether the places held reach the minimum."""
        return self.minimum is not None and self.places_held >= self.minimum

    @property
    def lacking(self) -> int:
        """How many places short of the minimum."""
        return max((self.minimum or 0) - self.places_held, 0)

    def needs_decision(self, now: datetime) -> bool:
        """As `to_decide`, of one row."""
        undecided = self.is_undecided and self.state == "published"
        return undecided and self.decide_by <= now < self.starts_at


CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(minimum=None, decide_by=None) | Q(minimum__isnull=False, decide_by__isnull=False),
        name="a minimum has a moment of decision",
    ),
    models.CheckConstraint(
        condition=Q(minimum=None) | Q(minimum__lte=F("capacity")), name="the minimum is within the capacity"
    ),
    models.CheckConstraint(
        condition=Q(decide_by=None) | Q(decide_by__lt=F("starts_at")), name="decided before the start"
    ),
]
