from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from lib.fields import CodeField
from training.models import Event, Session

KEPT = timedelta(
    days=30
)  # after the end of the event: the file names people who may have nothing to do with it
KEPT_AT_LEAST = timedelta(days=7)  # when it was handed in long after the event


class OnlineFileQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Those of the registers that this person may open."""
        return self.filter(session__event__in=Event.objects.registers_of(person))

    def with_facts(self):
        return self.select_related("uploaded_by", "session__event__course")

    def without_rows(self):
        return self.defer("rows", "links")

    def to_forget(self, now: datetime):
        return self.filter(forget_at__lte=now)


class OnlineFile(models.Model):
    """The attendance file of the online meeting of one session, as it was read. Nothing is marked before it is applied."""

    class Kind(models.TextChoices):
        TEAMS = "teams", "Microsoft Teams"
        ZOOM = "zoom", "Zoom"

    class Order(models.TextChoices):
        DAY = "day", "Day before month, like 18/11/2026"
        MONTH = "month", "Month before day, like 11/18/2026"

    class State(models.TextChoices):
        READ = "read", "Waiting for you"
        APPLIED = "applied", "Marked"
        DISCARDED = "discarded", "Discarded"

    code = CodeField()
    session = models.ForeignKey(Session, models.CASCADE, related_name="online_files")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=5, choices=Kind)
    is_utc = models.BooleanField(default=False, help_text="Its headings say that the times are in UTC")
    order = models.CharField(
        max_length=5,
        choices=Order,
        blank=True,
        help_text="How its days are read; empty until somebody says it",
    )
    rows = models.JSONField(
        default=list,
        help_text="Line, name, email, joined, left and seconds of each row; emptied when discarded",
    )
    links = models.JSONField(
        default=dict, help_text="Participant to the code of a booking, or to nothing when left out"
    )
    with_earlier = models.BooleanField(
        default=False,
        help_text="The meeting was started more than once: the files marked before count with it",
    )
    state = models.CharField(max_length=9, choices=State, default=State.READ)
    done_at = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(db_index=True)

    objects = OnlineFileQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="read", done_at__isnull=True)
                | (~Q(state="read") & Q(done_at__isnull=False)),
                name="an attendance file is done at a moment",
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def is_discarded(self) -> bool:
        return self.state == self.State.DISCARDED

    @property
    def is_applied(self) -> bool:
        return self.state == self.State.APPLIED

    @property
    def colour(self) -> str:
        return {"read": "yellow", "applied": "green", "discarded": "grey"}[self.state]
