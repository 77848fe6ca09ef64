from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from bookings.models import Booking
from certificates.references import new_reference
from lib import dates, links
from lib.fields import CodeField

PURPOSE = "certificate"


class State(models.TextChoices):
    VALID = "valid", "Valid"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, person):
        """The officer sees all; everybody else their own."""
        return self if person.is_a("officer") else self.of(person)

    def of(self, person):
        return self.filter(booking__person=person)

    def search(self, words: str):
        """Certificates whose holder, course or reference contains every one of the words."""
        found = self
        for word in words.split()[:6]:
            found = found.filter(
                Q(holder_name__icontains=word)
                | Q(course_title__icontains=word)
                | Q(reference__icontains=word)
            )
        return found


class Certificate(models.Model):
    """What one person learnt at one event. What it says is frozen at issue; a mistake is revoked, never edited.

    The clock revokes it, by nobody (None), when the register is corrected and no longer earns it.
    """

    code = CodeField()
    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="certificates")
    issued_at = models.DateTimeField()
    holder_name = models.CharField(max_length=201)
    holder_initials = models.CharField(max_length=10)
    course_title = models.CharField(max_length=150)
    level = models.CharField(max_length=60)
    days = models.JSONField(help_text="The days of the event, as ISO dates")
    minutes = models.PositiveSmallIntegerField()
    participatory_minutes = models.PositiveSmallIntegerField()
    outcomes = models.JSONField(help_text="The learning outcomes, as texts")
    board_name = models.CharField(max_length=200)
    expires_on = models.DateField(null=True, help_text="The last day on which it is valid")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_reason = models.CharField(max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["-issued_at", "-id"], name="certificates_by_issue")]
        constraints = [
            models.UniqueConstraint(
                fields=["booking"],
                condition=Q(revoked_at__isnull=True),
                name="a booking has one certificate that stands",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="a certificate is revoked for a reason",
            ),
            models.CheckConstraint(
                condition=Q(participatory_minutes__lte=models.F("minutes")),
                name="participatory minutes are part of the minutes",
            ),
        ]

    def __str__(self):
        return f"{self.reference}: {self.course_title}"

    def state(self, today: date) -> State:
        """Valid through the whole of its last day; revoked whatever the day."""
        if self.is_revoked:
            return State.REVOKED
        return State.EXPIRED if self.expires_on and self.expires_on < today else State.VALID

    def state_at(self, now: datetime) -> State:
        return self.state(dates.local_day(now))

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def revoker(self) -> str:
        """Who took it back; the clock has no name of its own."""
        return self.revoked_by.name if self.revoked_by else "Muster, by itself"

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.days[0])

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.days[-1])

    @property
    def days_in_words(self) -> str:
        """5 March 2026; 5 March 2026 and 12 March 2026"""
        printed = [dates.day(date.fromisoformat(each)) for each in self.days]
        return " and ".join(filter(None, [", ".join(printed[:-1]), printed[-1]]))

    @property
    def token(self) -> str:
        """The signed part of the link that downloads the PDF without signing in."""
        return links.sign(PURPOSE, self.code)
