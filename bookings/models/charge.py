from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Agency
from bookings.models.booking import Booking
from lib.dates import FinancialYear
from lib.fields import CodeField, MoneyField
from lib.links import sign


class ChargeState(models.TextChoices):
    PROPOSED = "proposed", "To be decided"
    CONFIRMED = "confirmed", "Confirmed"
    INVOICED = "invoiced", "Invoiced"
    SETTLED = "settled", "Settled"
    WAIVED = "waived", "Waived"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CREDITED = "credited", "Credited"


# The cause has gone: the register was corrected. Such a charge counts for nothing any more.
UNDONE = [ChargeState.WITHDRAWN, ChargeState.CREDITED]


class Reason(models.TextChoices):
    SICKNESS = "sickness", "Sickness"
    BEREAVEMENT = "bereavement", "Bereavement"
    FAMILY = "family", "Family emergency"
    COURT = "court", "Court"
    SAFEGUARDING = "safeguarding", "Urgent safeguarding work"
    SENT_HOME = "sent_home", "Sent home"
    SUBSTITUTE = "substitute", "A substitute came but was not recorded"
    WORKLOAD = "workload", "Work pressure"
    LEAVE = "leave", "Leave"
    FORGOT = "forgot", "Forgot"
    OTHER = "other", "Other"


class ChargeQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Finance sees what was confirmed and what followed; officers and administrators all;
        a coordinator their agency's; everybody their own."""
        if person.is_a("officer", "admin"):
            return self
        own = Q(booking__person=person) | Q(agency__in=person.coordinated_agency_ids)
        if person.is_a("finance"):
            return self.filter(own | Q(state__in=["confirmed", "invoiced", "settled", "credited"]))
        return self.filter(own)

    def proposed(self):
        return self.filter(state=ChargeState.PROPOSED)

    def to_decide(self, now: datetime):
        """Those with a reason, and first those for whom nobody gave one in time."""
        due = (
            self.proposed().of_final_registers().filter(Q(answered_at__isnull=False) | Q(answer_by__lte=now))
        )
        return due.order_by(models.F("answered_at").asc(nulls_first=True), "proposed_at", "pk")

    def awaiting_answer(self, now: datetime):
        """Those whose people still have time to give a reason, oldest first."""
        return self.proposed().filter(answered_at=None, answer_by__gt=now).order_by("proposed_at", "pk")

    def decided(self):
        return self.exclude(state=ChargeState.PROPOSED).order_by("-decided_at", "-pk")

    def of_agencies_of(self, coordinator):
        return self.filter(agency__in=coordinator.coordinated_agency_ids)

    def answered(self):
        return self.exclude(answered_at=None)

    def overdue(self, now: datetime):
        """Nobody answered in time."""
        return self.proposed().filter(answered_at=None, answer_by__lte=now)

    def waived(self):
        return self.filter(state=ChargeState.WAIVED)

    def of_final_registers(self):
        """Without those for not coming to an event whose register has been opened again: they may change yet."""
        return self.exclude(kind=Charge.Kind.NO_SHOW, booking__event__register_reopened_at__isnull=False)

    def ready_to_invoice(self):
        return self.filter(state=ChargeState.CONFIRMED, void_since=None).of_final_registers()

    def standing(self):
        """Those whose cause still stands, whatever became of them."""
        return self.filter(void_since=None)

    def raised(self):
        """All that were ever owed: those withdrawn before anybody collected them were not."""
        return self.exclude(state=ChargeState.WITHDRAWN)

    def to_credit(self):
        """Collected already when the register was corrected: finance gives the money back with a credit note."""
        return self.filter(state__in=[ChargeState.INVOICED, ChargeState.SETTLED], void_since__isnull=False)

    def of_year(self, year: FinancialYear):
        """A charge belongs to the financial year of its session."""
        return self.filter(day__gte=year.starts_on, day__lte=year.ends_on)

    def up_to(self, day: date):
        return self.filter(day__lte=day)

    def with_facts(self):
        return self.select_related(
            "booking__person", "booking__employment", "booking__event__course", "agency", "decided_by"
        )


class Charge(models.Model):
    """Money due for one day on which a person did not come, or cancelled too late. The person's agency owes it, never the person."""

    class Kind(models.TextChoices):
        NO_SHOW = "no_show", "Did not come"
        LATE = "late", "Cancelled late"

    code = CodeField()
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="charges")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=8, choices=Kind)
    day = models.DateField(help_text="The day of the session, which decides the financial year")
    amount = MoneyField()
    state = models.CharField(max_length=10, choices=ChargeState, default=ChargeState.PROPOSED)
    proposed_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=12, choices=Reason, blank=True)
    answer_text = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    waiver_reason = models.CharField(max_length=300, blank=True)
    void_since = models.DateTimeField(
        null=True, help_text="Since when the register says that they were there: withdrawn, or to be credited"
    )

    objects = ChargeQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        indexes = [
            models.Index(fields=["state", "day"], name="charges_by_state_and_day"),
            models.Index(fields=["state", "agency"], name="charges_by_state_and_agency"),
            models.Index(
                fields=["state", "void_since"],
                condition=Q(void_since__isnull=False),
                name="charges_to_credit",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "day"],
                condition=~Q(state__in=["withdrawn", "credited"]),
                name="nobody is charged twice for a day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "credited"]) | Q(void_since__isnull=False),
                name="a charge is undone when its cause has gone",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a charge is more than nothing"),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(waiver_reason=""), name="a waiver has a reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "withdrawn"]) | Q(decided_by__isnull=False),
                name="somebody decided the charge",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.day}"

    @property
    def year(self) -> FinancialYear:
        return FinancialYear.of(self.day)

    @property
    def token(self) -> str:
        """The key to the page on which a reason is given."""
        return sign("charge", self.code)

    def awaits_answer(self, now: datetime) -> bool:
        return self.is_proposed and self.answered_at is None and now < self.answer_by

    @property
    def is_to_credit(self) -> bool:
        """Collected, and the register says now that they were there."""
        return self.void_since is not None and self.state in (ChargeState.INVOICED, ChargeState.SETTLED)

    @property
    def is_proposed(self) -> bool:
        return self.state == ChargeState.PROPOSED
