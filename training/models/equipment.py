from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from lib.fields import CodeField
from training.models.event import Event
from training.models.revised import Revised

MOST_PIECES = 500


class EquipmentQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_retired=False)


class Equipment(Revised):
    """Things that events need, of one kind: so many of them are there."""

    class Kind(models.TextChoices):
        PRESENTING = "presenting", "For presenting"
        COMPUTER = "computer", "Computers and tablets"
        HEARING = "hearing", "For hearing and access"
        ACTIVITY = "activity", "For activities"
        OTHER = "other", "Other"

    code = CodeField()
    name = models.CharField(
        max_length=100, unique=True, error_messages={"unique": "There is already equipment of this name."}
    )
    kind = models.CharField(max_length=12, choices=Kind)
    quantity = models.PositiveSmallIntegerField(
        "How many there are", validators=[MinValueValidator(1), MaxValueValidator(MOST_PIECES)], default=1
    )
    note = models.CharField(max_length=300, blank=True)
    is_retired = models.BooleanField("No longer in use", default=False)

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "equipment"
        verbose_name_plural = "equipment"
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="there is at least one of a kind"),
        ]

    def __str__(self):
        return self.name


class EquipmentNeed(models.Model):
    """An event needs so many of a kind at every one of its sessions."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="equipment_needs")
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="needs")
    count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["equipment__name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "equipment"], name="a need of equipment stands once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="a need is of at least one"),
        ]

    def __str__(self):
        return f"{self.count} × {self.equipment}"
