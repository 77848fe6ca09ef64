from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from bookings.models import Booking
from bookings.models.booking import ON_THE_REGISTER, Outcome
from evaluations.models.questionnaire import Questionnaire, Stage
from lib import links
from lib.fields import CodeField
from training.models import Event

PURPOSE = "evaluation"


# Only who came is asked what came of it, though it was asked before the register was corrected.
NOTHING_TO_SAY = ~Q(stage=Stage.BEFORE) & Q(booking__outcome=Outcome.NO_SHOW)


class InvitationQuerySet(models.QuerySet):
    def awaited(self, now: datetime):
        """Asked, not answered, and still possible to answer."""
        return self.exclude(NOTHING_TO_SAY).filter(
            is_answered=False,
            opens_at__lte=now,
            closes_at__gt=now,
            booking__status__in=ON_THE_REGISTER,
            booking__event__state=Event.State.PUBLISHED,
        )

    def counted(self):
        """Those of whom an answer can be expected, or came: whoever turned out not to have been there is not counted."""
        return self.exclude(NOTHING_TO_SAY, is_answered=False)

    def awaited_from(self, person, now: datetime):
        """What this person can still answer themselves, soonest closing first."""
        own = self.awaited(now).filter(booking__person=person).exclude(stage=Stage.MANAGER)
        return own.with_event().order_by("closes_at", "pk")

    def to_remind(self, now: datetime):
        """Never on the day of the invitation itself."""
        return self.awaited(now).filter(remind_at__lte=now, opens_at__lte=now - timedelta(days=1))

    def with_event(self):
        return self.select_related("booking__event__course", "booking__person", "booking__employment")

    def with_questions(self):
        """Loads everything that asking and answering need."""
        return self.with_event().prefetch_related(
            "questionnaire__questions", "booking__event__course__outcomes"
        )


class Invitation(models.Model):
    """Somebody is asked at one stage. Whether they answered is known here; what they answered hangs on a random key elsewhere.

    There is no moment of answering: one would tie an invitation to a response.
    """

    code = CodeField()
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="invitations")
    stage = models.CharField(max_length=10, choices=Stage)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="invitations")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True, help_text="The next reminder, if there is still one to send")
    is_answered = models.BooleanField(default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        indexes = [
            models.Index(
                fields=["remind_at"],
                condition=Q(is_answered=False, remind_at__isnull=False),
                name="reminders_to_send",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "stage"], name="a booking is asked once at each stage"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="an invitation closes after it opens"
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}: {self.booking}"

    @property
    def token(self) -> str:
        """The signed part of the link that opens the form without signing in."""
        return links.sign(PURPOSE, self.code)

    @property
    def is_for_the_manager(self) -> bool:
        return self.stage == Stage.MANAGER

    @property
    def is_before(self) -> bool:
        return self.stage == Stage.BEFORE

    @property
    def is_after(self) -> bool:
        return self.stage == Stage.AFTER

    def has_closed(self, now: datetime) -> bool:
        return self.closes_at <= now

    @property
    def is_withdrawn(self) -> bool:
        """After the question was asked the booking or the event was cancelled, or the register says that nobody came."""
        is_off = self.booking.status not in ON_THE_REGISTER or not self.booking.event.is_published
        return is_off or self.missed_the_event

    @property
    def missed_the_event(self) -> bool:
        """The register says now that the person did not come, so there is nothing to say of what came of it."""
        return not self.is_before and self.booking.did_not_come
