from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking
from training.models import Event

KEPT = timedelta(days=30)  # after the end of the event


class RegisterNoteQuerySet(models.QuerySet):
    def to_forget(self, now: datetime):
        ended = now - KEPT
        return self.filter(Q(event__ends_at__lte=ended) | Q(booking__event__ends_at__lte=ended))


class RegisterNote(models.Model):
    """What a trainer noted at the door, on the whole register or on one person. The trail never holds it, and it does not stay."""

    event = models.OneToOneField(Event, models.CASCADE, null=True, related_name="register_note")
    booking = models.OneToOneField(Booking, models.CASCADE, null=True, related_name="register_note")
    text = models.CharField(max_length=500)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = RegisterNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, booking__isnull=True)
                | Q(event__isnull=True, booking__isnull=False),
                name="a note is on a register or on one person of it",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a note says something"),
        ]

    def __str__(self):
        return f"Note {self.pk}"
