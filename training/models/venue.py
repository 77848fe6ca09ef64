from django.core.validators import MinValueValidator
from django.db import models

from lib.fields import CodeField, MoneyField
from training.models.revised import Revised


class Venue(Revised):
    """A building where events are held."""

    code = CodeField()
    name = models.CharField(
        max_length=150, unique=True, error_messages={"unique": "There is already a venue of this name."}
    )
    address = models.TextField(max_length=400)
    map_url = models.URLField("Link to a map", blank=True)
    access = models.TextField(max_length=1000, blank=True)
    parking = models.TextField(max_length=1000, blank=True)
    # For the officer only: who to ring, and what it costs.
    contact_name = models.CharField("Contact", max_length=150, blank=True)
    contact_email = models.EmailField("Contact’s email", blank=True)
    contact_phone = models.CharField("Contact’s telephone", max_length=40, blank=True)
    cost_per_day = MoneyField(null=True, blank=True)
    cost_per_half_day = MoneyField(null=True, blank=True)
    cost_includes = models.TextField("What the cost includes", max_length=500, blank=True)
    is_retired = models.BooleanField("No longer in use", default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class RoomQuerySet(models.QuerySet):
    def in_use(self):
        """May be chosen for new events."""
        return self.filter(is_retired=False, venue__is_retired=False)


class Room(models.Model):
    """A room of a venue. Its cost is the venue's unless it has one of its own."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)
    capacity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    access = models.CharField(max_length=300, blank=True)
    cost_per_day = MoneyField(null=True, blank=True)
    cost_per_half_day = MoneyField(null=True, blank=True)
    is_retired = models.BooleanField("No longer in use", default=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["venue__name", "name"]
        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="a room is named once a venue")]

    def __str__(self):
        return f"{self.venue.name}: {self.name}"

    @property
    def is_out_of_use(self) -> bool:
        return self.is_retired or self.venue.is_retired
