from datetime import date

from django.conf import settings
from django.db import models

from lib.fields import CodeField


class LimitLiftQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Its last day counts."""
        return self.filter(until__gte=day)


class LimitLift(models.Model):
    """An officer lets somebody who repeatedly did not come book freely, until a day and for a reason."""

    code = CodeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="limit_lifts")
    until = models.DateField()
    reason = models.CharField(max_length=300)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField()

    objects = LimitLiftQuerySet.as_manager()

    class Meta:
        ordering = ["-lifted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a limit is lifted for a reason"),
            models.CheckConstraint(
                condition=~models.Q(lifted_by=models.F("person")), name="nobody lifts their own limit"
            ),
        ]

    def __str__(self):
        return f"{self.person} until {self.until}"
