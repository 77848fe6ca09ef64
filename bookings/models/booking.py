from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import trail
from accounts.models import Agency, Employment, Sector
from bookings.models.status import ACTIVE, HOLDS_A_PLACE, ON_THE_REGISTER, Outcome, Status
from bookings.models.tariff import Tariff
from bookings.prices import Terms, cost_sentence, days_of, deadline_sentence
from lib.errors import TooLate
from lib.fields import CodeField, MoneyField
from training.models import Event


class BookingQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own; a coordinator's agency's; officers, finance and administrators see all."""
        if person.sees_everything:
            return self
        return self.filter(Q(person=person) | Q(agency__in=person.coordinated_agency_ids))

    def changeable_by(self, person):
        """Cancel, accept: one's own, a coordinator their agency's, the L&D officers all."""
        if person.is_a("officer"):
            return self
        return self.filter(Q(person=person) | Q(agency__in=person.coordinated_agency_ids))

    def of_agencies_of(self, coordinator):
        return self.filter(agency__in=coordinator.coordinated_agency_ids)

    def active(self):
        return self.filter(status__in=ACTIVE)

    def holding_a_place(self):
        return self.filter(status__in=HOLDS_A_PLACE)

    def on_the_register(self):
        return self.filter(status__in=ON_THE_REGISTER)

    def booked(self):
        """Booked at the start: walk-ins are not."""
        return self.filter(status=Status.CONFIRMED)

    def walked_in(self):
        return self.filter(status=Status.WALKED_IN)

    def came(self):
        """Attended, wholly or partly, walk-ins included."""
        return self.filter(outcome__in=[Outcome.ATTENDED, Outcome.PARTLY])

    def no_shows(self):
        return self.filter(outcome=Outcome.NO_SHOW)

    def waiting(self):
        """The waiting list in its order: whom an officer has put first, then those who have waited longest."""
        return self.filter(status=Status.WAITING).order_by(
            F("first_since").asc(nulls_last=True), "waiting_since", "pk"
        )

    def of(self, person):
        return self.filter(person=person)

    def certified_on_day(self, day: date):
        """Whose certificate is valid on this day: its last day counts."""
        valid = Q(certified_until=None) | Q(certified_until__gte=day)
        return self.filter(valid, certified_on__isnull=False)

    def offers(self):
        return self.filter(status=Status.OFFERED)

    def coming_up(self, now: datetime):
        """Active bookings on events that have not ended, the next first."""
        return self.active().filter(event__ends_at__gt=now).order_by("event__starts_at", "pk")

    def over(self, now: datetime):
        """Everything else: what was attended, missed, cancelled, replaced, declined or lapsed, the latest first."""
        return self.exclude(status__in=ACTIVE, event__ends_at__gt=now).order_by("-event__starts_at", "-pk")

    def offers_to_lapse(self, now: datetime):
        return self.filter(status=Status.OFFERED, expires_at__lte=now)

    def requests_to_lapse(self, now: datetime):
        return self.filter(status=Status.REQUESTED, expires_at__lte=now)

    def requests_to_remind(self, now: datetime):
        return self.filter(status=Status.REQUESTED, remind_at__lte=now, expires_at__gt=now)

    def absences_to_count(self):
        """No-shows of people who had a place, not yet looked at, in the order of their registers."""
        return (
            self.booked()
            .no_shows()
            .filter(absence_counted_at=None)
            .order_by("event__register_closed_at", "event__starts_at", "pk")
        )

    def left_behind(self, now: datetime):
        """Neither in nor out when their event has begun."""
        open_ended = [Status.WAITING, Status.REQUESTED, Status.OFFERED]
        return self.filter(status__in=open_ended, event__starts_at__lte=now)

    def with_event(self):
        return self.select_related("event__course")

    def with_sessions(self):
        return self.with_event().prefetch_related("event__sessions__room__venue")

    def with_person(self):
        return self.select_related("person", "agency", "employment")


class Booking(models.Model):
    """One person's claim on an event. The employment, the agency's name, the tariff and the deadline are frozen when it is made."""

    code = CodeField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="bookings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bookings")
    employment = models.ForeignKey(Employment, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="bookings")
    agency_name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector)
    status = models.CharField(max_length=10, choices=Status)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    first_since = models.DateTimeField(
        null=True, help_text="Since when an officer has put it first in the list"
    )
    expires_at = models.DateTimeField(null=True, help_text="When a request or an offer lapses")
    confirmed_at = models.DateTimeField(null=True)

    tariff = models.ForeignKey(Tariff, models.PROTECT, null=True, related_name="bookings")
    cancel_by = models.DateTimeField(null=True, help_text="The last moment at which cancelling is free")
    no_show_amount = MoneyField(default=Decimal("0.00"), help_text="Pounds for each day missed")
    late_amount = MoneyField(default=Decimal("0.00"), help_text="Pounds for each day cancelled late")

    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_late = models.BooleanField(default=False)
    cancel_reason = models.CharField(max_length=300, blank=True)

    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    transferred_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="transferred_to")
    remind_at = models.DateTimeField(null=True, help_text="When whoever must agree is asked once more")
    reminded_at = models.DateTimeField(null=True)

    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.UNKNOWN)
    earns_certificate = models.BooleanField(default=False)
    # Written by certificates when one is issued, cleared when it is revoked: prerequisites look here.
    certified_on = models.DateField(null=True, help_text="The day on which the course was completed")
    certified_until = models.DateField(null=True, help_text="The last day on which the certificate is valid")
    absence_counted_at = models.DateTimeField(
        null=True, help_text="When a no-show was looked at for the limit"
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-booked_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-booked_at"], name="bookings_of_a_person"),
            models.Index(fields=["event", "status", "waiting_since"], name="bookings_of_an_event"),
            models.Index(fields=["agency", "-booked_at"], name="bookings_of_an_agency"),
            models.Index(
                fields=["event"],
                condition=Q(outcome="no_show", absence_counted_at=None),
                name="absences_to_count",
            ),
            models.Index(
                fields=["event"],
                condition=Q(earns_certificate=False, certified_on__isnull=False),
                name="certified_and_unearned",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(status__in=["requested", "offered"]),
                name="holds_that_lapse",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(status__in=["requested", "waiting", "offered", "confirmed", "walked_in"]),
                name="one active booking per person and event",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["requested", "offered"]) | Q(expires_at__isnull=False),
                name="a request or an offer has an end",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | Q(cancelled_at__isnull=False),
                name="a cancellation has a moment",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(status__in=["confirmed", "walked_in"]),
                name="only people on the register have an outcome",
            ),
        ]

    def __str__(self):
        return f"{self.person} on {self.event}"

    def move(self, to: Status, *, deed: str, by, now: datetime, also: dict | None = None, **facts) -> None:
        """Changes the status and these columns, unless the row has left the status it is known in; writes the trail.

        `also` is what the trail keeps beside the status, field to [from, to]. Call it in a transaction. Raises TooLate.
        """
        was, changes = self.status, {"status": to, **facts}
        if not Booking.objects.filter(pk=self.pk, status=was).update(**changes):
            raise TooLate("This booking changed a moment ago, so nothing was done. Look at it as it is now.")
        for name, value in changes.items():
            setattr(self, name, value)
        trail.record(by, deed, self, {"status": [was, to], **(also or {})}, now=now)

    @property
    def code_in_fours(self) -> str:
        """The code as people read and type it: ABCD EFGH JKMN."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def terms(self) -> Terms:
        return Terms(self.cancel_by, self.no_show_amount, self.late_amount)

    def terms_in_words(self, now: datetime) -> list[str]:
        """The deadline and the cost as they were agreed to, in sentences."""
        days = len(days_of(self.event.sessions.all()))
        cost = cost_sentence(self.terms, who=self.agency_name, days=days, now=now)
        return [deadline_sentence(self.cancel_by, now), cost]

    @property
    def is_waiting(self) -> bool:
        return self.status == Status.WAITING

    @property
    def is_offered(self) -> bool:
        return self.status == Status.OFFERED

    @property
    def is_requested(self) -> bool:
        return self.status == Status.REQUESTED

    @property
    def is_confirmed(self) -> bool:
        return self.status == Status.CONFIRMED

    @property
    def is_walk_in(self) -> bool:
        return self.status == Status.WALKED_IN

    @property
    def is_declined(self) -> bool:
        return self.status == Status.DECLINED

    @property
    def is_replaced(self) -> bool:
        return self.status == Status.REPLACED

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def holds_a_place(self) -> bool:
        return self.status in HOLDS_A_PLACE

    @property
    def did_not_come(self) -> bool:
        return self.outcome == Outcome.NO_SHOW

    @property
    def has_ended_early(self) -> bool:
        return self.status in (Status.CANCELLED, Status.REPLACED, Status.DECLINED, Status.LAPSED)

    def can_be_changed_by(self, person) -> bool:
        """As `changeable_by`, of one row."""
        coordinates = self.agency_id in person.coordinated_agency_ids
        return self.person_id == person.pk or coordinates or person.is_a("officer")

    @property
    def result(self) -> str:
        """How it went, for a list of the past."""
        if self.outcome:
            return str(self.get_outcome_display())
        return "Register not closed yet" if self.status in ON_THE_REGISTER else str(self.get_status_display())
