from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking
from bookings.models.charge import Reason
from lib.links import sign

KEPT = timedelta(days=90)  # after the question; then the words go, and only the reason from the list stays


class UnusedPlaceQuerySet(models.QuerySet):
    def to_forget(self, now: datetime):
        return self.filter(asked_at__lte=now - KEPT).exclude(text="")


class Absence(models.Model):
    """The question why somebody did not come, asked once when nobody is charged for it. What is written is sensitive and goes first."""

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="absence")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(help_text="Until when a reason is awaited")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    text = models.CharField(max_length=1000, blank=True)

    objects = UnusedPlaceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=~Q(text=""), name="absences_to_forget"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, reason="", text="")
                | (Q(answered_at__isnull=False) & ~Q(reason="")),
                name="an answer has a reason",
            ),
        ]

    def __str__(self):
        return f"Absence {self.pk}"

    @property
    def token(self) -> str:
        """The key to the page on which the reason is given."""
        return sign("absence", self.booking.code)

    def is_over(self, now: datetime) -> bool:
        """Whether it is too long ago to say why."""
        return now >= self.asked_at + KEPT
