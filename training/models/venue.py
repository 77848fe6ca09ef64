from django.core.validators import MinValueValidator
from django.db import models

from lib.fields import CodeField
from training.models.revised import Revised


class Venue(Revised):
    """A building where events are held."""

    code = CodeField()
    name = models.CharField(
        max_length=150, unique=True, error_messages={"unique": "There is already a venue of this name."}
    )
    address = models.TextField(max_length=400)
    map_url = models.URLField("Link to a map", blank=True)
    access = models.TextField("Access and parking", max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Room(models.Model):
    """A room of a venue."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)
    capacity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["venue__name", "name"]
        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="a room is named once a venue")]

    def __str__(self):
        return f"{self.venue.name}: {self.name}"
