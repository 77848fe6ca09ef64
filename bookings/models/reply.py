from datetime import datetime, timedelta

from django.db import models

from bookings.models.booking import Booking
from training.models import BookingQuestion

KEPT = timedelta(days=30)  # after the end of the event, when the answer is sensitive


class ReplyQuerySet(models.QuerySet):
    def readable(self):
        """Without the sensitive ones: what those who look after bookings may read."""
        return self.filter(question__is_sensitive=False)

    def to_forget(self, now: datetime):
        return self.filter(question__is_sensitive=True, booking__event__ends_at__lte=now - KEPT)


class Reply(models.Model):
    """What somebody answered to a question of the course when they booked. The trail never holds it."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="replies")
    question = models.ForeignKey(BookingQuestion, models.PROTECT, related_name="replies")
    text = models.CharField(max_length=500)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "question"], name="each question has one reply"),
        ]

    def __str__(self):
        return f"Reply {self.pk}"
