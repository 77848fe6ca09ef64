import uuid

from django.db import models

from bookings.models import Booking


class MatchKey(models.Model):
    """Which random key stands for which booking. Held apart: only evaluations/keys.py reads it, and it can be destroyed whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    def __str__(self):
        return "A match key"
