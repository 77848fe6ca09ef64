from django.conf import settings
from django.db import models
from django.db.models import Q

from bookings.models.booking import Booking, Outcome


class Override(models.Model):
    """An officer decides otherwise than the rule: the outcome of one booking, whether it earns a certificate, or both; for a reason."""

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="override")
    outcome = models.CharField(
        max_length=10, choices=Outcome, blank=True, help_text="Empty: as the rule says"
    )
    earns_certificate = models.BooleanField(null=True, help_text="None: as the rule says")
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an override has a reason"),
            models.CheckConstraint(
                condition=~Q(outcome="") | Q(earns_certificate__isnull=False),
                name="an override decides something",
            ),
            models.CheckConstraint(
                condition=~Q(earns_certificate=True) | Q(outcome__in=["", "attended"]),
                name="a certificate is for somebody who attended",
            ),
        ]

    def __str__(self):
        return f"Override {self.pk}"

    @property
    def words(self) -> str:
        """What was decided: “Attended; no certificate”."""
        words = [self.get_outcome_display()] if self.outcome else []
        if self.earns_certificate is not None:
            words.append("earns a certificate" if self.earns_certificate else "no certificate")
        return "; ".join(words)
