from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import trail
from accounts.models import Agency, Sector
from bookings.models.booking import Booking
from lib.dates import at, local_day, working_days_after
from lib.errors import TooLate
from lib.fields import CodeField
from training.models import Event

WARNED_BEFORE = 5  # working days: time enough to ask a team who can come


class HeldPlaceQuerySet(models.QuerySet):
    def visible_to(self, person):
        """A coordinator sees those of their agencies; officers, finance and administrators all."""
        if person.sees_everything:
            return self
        return self.filter(agency__in=person.coordinated_agency_ids)

    def changeable_by(self, person):
        """Name, give back: a coordinator those of their agencies, the L&D officers all."""
        if person.is_a("officer"):
            return self
        return self.filter(agency__in=person.coordinated_agency_ids)

    def held(self):
        """Still without a name: these take up a place of their event."""
        return self.filter(state=HeldPlace.State.HELD)

    def due(self, now: datetime):
        """Not named in time."""
        return self.held().filter(Q(name_by__lte=now) | Q(event__starts_at__lte=now))

    def to_name_soon(self, now: datetime):
        """To be named within the next five working days, the whole of the last one included."""
        return self.held().filter(name_by__gt=now, name_by__lt=soon(now))

    def to_warn(self, now: datetime):
        """The same, where nobody has been told yet."""
        return self.to_name_soon(now).filter(warned_at=None)

    def with_facts(self):
        return self.select_related("event__course", "agency", "held_by")


def soon(now: datetime) -> datetime:
    """The end of the fifth working day from now."""
    last = working_days_after(local_day(now), WARNED_BEFORE)
    return at(last + timedelta(days=1), time())


class HeldPlace(models.Model):
    """One place of an event that an agency holds without a name. Until `name_by` it can be named, or given back for nothing."""

    class State(models.TextChoices):
        HELD = "held", "Not named yet"
        NAMED = "named", "Named"
        GIVEN_BACK = "given_back", "Given back"
        LAPSED = "lapsed", "Lapsed"
        ENDED = "ended", "Ended with the event"

    code = CodeField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="held_places")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="held_places")
    sector = models.CharField(max_length=20, choices=Sector)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    name_by = models.DateTimeField(help_text="The last moment before which the place must be named")
    warned_at = models.DateTimeField(null=True, help_text="When its holder was told that it must be named")
    booking = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="held_place")
    ended_at = models.DateTimeField(null=True)

    objects = HeldPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name_by", "pk"]
        indexes = [
            models.Index(fields=["event", "state"], name="held_places_of_an_event"),
            models.Index(fields=["agency", "state"], name="held_places_of_an_agency"),
            models.Index(fields=["name_by"], condition=Q(state="held"), name="held_places_to_lapse"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="named", booking__isnull=False)
                | (~Q(state="named") & Q(booking__isnull=True)),
                name="a named place and no other has a booking",
            ),
            models.CheckConstraint(
                condition=Q(state="held", ended_at__isnull=True)
                | (~Q(state="held") & Q(ended_at__isnull=False)),
                name="a place is held until a moment",
            ),
        ]

    def __str__(self):
        return f"{self.agency} on {self.event}"

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    def can_be_changed_by(self, person) -> bool:
        """As `changeable_by`, of one row."""
        return self.agency_id in person.coordinated_agency_ids or person.is_a("officer")

    def end(self, state: State, *, by, now: datetime, booking: Booking | None = None) -> None:
        """Leaves HELD for this state and writes the trail. Call it in a transaction. Raises TooLate when it is held no more."""
        facts = {"state": state, "ended_at": now, "booking": booking}
        if not HeldPlace.objects.held().filter(pk=self.pk).update(**facts):
            raise TooLate("This place is no longer held. Look at it as it is now.")
        for name, value in facts.items():
            setattr(self, name, value)
        changes = {"state": [HeldPlace.State.HELD, state]}
        named = {"booking": [None, booking.code]} if booking else {}
        trail.record(by, f"held_place.{state}", self, changes | named, now=now)
