from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from bookings.models.attendance import Mark
from bookings.models.booking import Booking
from lib.fields import CodeField
from training.models import Event, Session


class MakeUpQuerySet(models.QuerySet):
    def standing(self):
        """Not cancelled: still to come, or marked."""
        return self.filter(cancelled_at=None)

    def open(self):
        """Arranged and not marked yet: these sit on a chair of the other event."""
        return self.standing().filter(mark="")

    def marked(self):
        return self.exclude(mark="")

    def at_event(self, event: Event):
        return self.filter(at__event=event)

    def changeable_by(self, person):
        """Mark and cancel: the trainers of the event at which the session is made up, and the L&D officers all."""
        if person.is_a("officer"):
            return self
        return self.filter(at__event__deliveries__trainer__person=person)

    def to_come_for(self, person, now: datetime):
        """What this person is to make up, the next first."""
        coming = self.open().filter(booking__person=person, at__ends_at__gt=now)
        return coming.with_facts().order_by("at__starts_at", "pk")

    def with_facts(self):
        return self.select_related("booking__person", "booking__event__course", "session", "at__room__venue")


class MakeUp(models.Model):
    """A session that a person missed at the event they booked, made up at a session of another event of the course.

    It holds no place and is no second booking: the person is counted once, at the event they booked. Until it is marked it needs a
    chair at the other event.
    """

    code = CodeField()
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="make_ups")
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="+", help_text="The one that was missed"
    )
    at = models.ForeignKey(Session, models.PROTECT, related_name="make_ups")
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    mark = models.CharField(max_length=8, choices=Mark, blank=True)
    minutes_late = models.PositiveSmallIntegerField(default=0)
    minutes_early = models.PositiveSmallIntegerField(default=0)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField(null=True)

    objects = MakeUpQuerySet.as_manager()

    class Meta:
        ordering = ["arranged_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "session"],
                condition=Q(cancelled_at=None, mark=""),
                name="a missed session is made up in one place at a time",
            ),
            models.UniqueConstraint(
                fields=["booking", "at"],
                condition=Q(cancelled_at=None),
                name="one sitting makes up one session",
            ),
            models.CheckConstraint(
                condition=Q(mark="present") | Q(minutes_late=0, minutes_early=0),
                name="only who is present makes up late or leaves early",
            ),
            models.CheckConstraint(
                condition=Q(mark="", marked_by=None, marked_at=None)
                | ~Q(mark="") & Q(marked_by__isnull=False, marked_at__isnull=False),
                name="who marked a make-up, and when",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, mark=""),
                name="a cancelled make-up has no mark",
            ),
        ]

    def __str__(self):
        return f"{self.booking_id} {self.mark}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_open(self) -> bool:
        return not (self.is_cancelled or self.mark)
