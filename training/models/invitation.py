from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lib.fields import CodeField
from training.models.event import Event
from training.models.trainer import Trainer


class Part(models.TextChoices):
    LEAD = "lead", "Lead trainer"
    CO_TRAINER = "co_trainer", "Co-trainer"
    RESERVE = "reserve", "Reserve"


class InvitationState(models.TextChoices):
    INVITED = "invited", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "No answer"
    WITHDRAWN = "withdrawn", "No longer needed"


UNLUCKY = [InvitationState.DECLINED, InvitationState.LAPSED]


class TrainerInvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=InvitationState.INVITED)

    def _still_asked(self, now: datetime):
        to_come = self.open().filter(event__starts_at__gt=now)
        return to_come.exclude(event__state=Event.State.CANCELLED)

    def awaited(self, now: datetime):
        """May still be answered."""
        return self._still_asked(now).filter(answer_by__gt=now)

    def due(self, now: datetime):
        """To be reminded now: half of the time to answer is over, and nobody has reminded them."""
        return self.awaited(now).filter(remind_at__lte=now, reminded_at=None)

    def to_lapse(self, now: datetime):
        return self.open().filter(Q(answer_by__lte=now) | Q(event__starts_at__lte=now))

    def to_follow_up(self, now: datetime):
        """Declined, or not answered in time, and the officer has neither asked anybody else nor noted it."""
        lost = self.filter(state__in=UNLUCKY, followed_up_at=None, event__starts_at__gt=now)
        return lost.exclude(event__state=Event.State.CANCELLED)

    def reserves(self):
        return self.filter(part=Part.RESERVE, state=InvitationState.ACCEPTED)

    def with_trainer(self):
        return self.select_related("trainer__person")

    def with_event(self):
        sessions = models.Prefetch("event", Event.objects.with_course().with_sessions())
        return self.prefetch_related(sessions)


class TrainerInvitation(models.Model):
    """An officer asks a trainer to deliver an event. Accepting makes the delivery; a reserve delivers only if somebody falls out."""

    code = CodeField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="trainer_invitations")
    trainer = models.ForeignKey(Trainer, models.PROTECT, related_name="invitations")
    part = models.CharField(max_length=10, choices=Part)
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.INVITED)
    is_first_come = models.BooleanField(default=False)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateTimeField()
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)

    objects = TrainerInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        indexes = [models.Index(fields=["state", "answer_by"], name="trainers_asked_by_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "trainer"],
                condition=Q(state=InvitationState.INVITED),
                name="a trainer is asked once at a time",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("invited_at")), name="an answer has time to come"
            ),
        ]

    def __str__(self):
        return f"{self.trainer}, {self.event}"

    @property
    def is_open(self) -> bool:
        return self.state == InvitationState.INVITED

    @property
    def is_accepted(self) -> bool:
        return self.state == InvitationState.ACCEPTED

    @property
    def is_reserve(self) -> bool:
        return self.part == Part.RESERVE

    @property
    def waits_for_the_officer(self) -> bool:
        """Declined or not answered, and nobody else has been asked since."""
        return self.state in UNLUCKY and self.followed_up_at is None
