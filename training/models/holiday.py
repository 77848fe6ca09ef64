from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from lib.dates import span
from lib.fields import CodeField
from training.models.revised import Revised


class HolidayQuerySet(models.QuerySet):
    def touching(self, first: date, last: date):
        """Holidays that share at least one day with this span, both ends included."""
        return self.filter(first_on__lte=last, last_on__gte=first)

    def to_come(self, today: date):
        """Those that go on today, or begin later; the next one first."""
        return self.filter(last_on__gte=today)

    def over(self, today: date):
        """Those that have ended, the latest first."""
        return self.filter(last_on__lt=today).order_by("-first_on", "name", "pk")


class Holiday(Revised):
    """Days on which people do not usually come: a half-term, school holidays, the Board’s closure. Bank holidays are not kept here."""

    code = CodeField()
    name = models.CharField(max_length=40)
    first_on = models.DateField("First day")
    last_on = models.DateField("Last day")

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="a holiday ends after it begins",
                violation_error_message="The last day cannot be before the first.",
            ),
            models.UniqueConstraint(
                Lower("name"),
                "first_on",
                name="a holiday of one name begins once on a day",
                violation_error_message="There is already a holiday of this name that begins on this day.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def days(self) -> str:
        """26 to 30 October 2026"""
        return span(self.first_on, self.last_on)

    def has(self, on: date) -> bool:
        """Whether a day lies in it; the first and the last do."""
        return self.first_on <= on <= self.last_on
