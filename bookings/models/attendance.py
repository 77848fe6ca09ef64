from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bookings.models.booking import Booking
from training.models import Session


class Mark(models.TextChoices):
    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"
    REFUSED = "refused", "Refused at the door"


class Marks(models.Manager):
    """What stands: a mark that was taken back is not there. `_base_manager` has those too."""

    def get_queryset(self):
        return super().get_queryset().exclude(mark="")


class Attendance(models.Model):
    """What was seen of one person at one session, by whom, when and how.

    The last tap wins, also when it arrives before an earlier one that was made without a signal. So a mark that is taken back
    stays as a row without a mark, whose moment an earlier tap cannot pass.
    """

    class How(models.TextChoices):
        REGISTER = "register", "Register"
        WALK_IN = "walk_in", "Walk-in at the door"
        CHECK_IN = "check_in", "Checked in with the code on the wall"
        SCAN = "scan", "Own code shown at the door"
        ONLINE = "online", "Attendance file of the online meeting"
        PAPER = "paper", "Signed on paper"

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    mark = models.CharField(max_length=8, choices=Mark, blank=True)
    minutes_late = models.PositiveSmallIntegerField(default=0)
    minutes_early = models.PositiveSmallIntegerField(default=0)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(help_text="When it was tapped")
    saved_at = models.DateTimeField(
        help_text="When it arrived: later than it was tapped where there was no signal"
    )
    how = models.CharField(max_length=10, choices=How, default=How.REGISTER)

    objects = Marks()

    class Meta:
        indexes = [models.Index(fields=["session", "saved_at"], name="marks_saved_since")]
        constraints = [
            models.UniqueConstraint(fields=["booking", "session"], name="one mark per person and session"),
            models.CheckConstraint(
                condition=Q(mark="present") | Q(minutes_late=0, minutes_early=0),
                name="only those present are late or leave early",
            ),
            models.CheckConstraint(
                condition=Q(marked_at__lte=F("saved_at")), name="a mark is made before it is saved"
            ),
        ]

    def __str__(self):
        return f"{self.booking_id} {self.mark}"
