from django.conf import settings
from django.db import models

from bookings.models.booking import Booking
from training.models import Session


class Mark(models.TextChoices):
    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"
    REFUSED = "refused", "Refused at the door"


class Attendance(models.Model):
    """What was seen of one person at one session, by whom, when and how."""

    class How(models.TextChoices):
        REGISTER = "register", "Register"
        WALK_IN = "walk_in", "Walk-in at the door"

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    mark = models.CharField(max_length=8, choices=Mark)
    minutes_late = models.PositiveSmallIntegerField(default=0)
    minutes_early = models.PositiveSmallIntegerField(default=0)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How, default=How.REGISTER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "session"], name="one mark per person and session"),
            models.CheckConstraint(
                condition=models.Q(mark="present") | models.Q(minutes_late=0, minutes_early=0),
                name="only those present are late or leave early",
            ),
        ]

    def __str__(self):
        return f"{self.booking_id} {self.mark}"
