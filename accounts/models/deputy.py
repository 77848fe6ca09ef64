from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from lib.fields import CodeField


class DeputyQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """The first and the last day count."""
        return self.filter(from_on__lte=day, to_on__gte=day, ended_at=None)

    def to_come_or_in_force(self, day: date):
        return self.filter(to_on__gte=day, ended_at=None).order_by("from_on", "pk")

    def of_manager(self, email: str):
        return self.filter(manager_email=email.strip().lower())

    def of_coordinator(self, person):
        return self.filter(coordinator=person)


class Deputy(models.Model):
    """Who is asked as well while a line manager or a coordinator is away. A manager often has no account: their address names them."""

    code = CodeField()
    manager_email = models.EmailField(
        blank=True, help_text="In small letters; empty for a coordinator’s deputy"
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="deputies"
    )
    principal_name = models.CharField(max_length=201, help_text="For whom the deputy answers")
    name = models.CharField(max_length=150)
    email = models.EmailField()
    from_on = models.DateField()
    to_on = models.DateField()
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["manager_email", "to_on"], name="deputies_of_a_manager")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(manager_email="") & Q(coordinator__isnull=False))
                | (~Q(manager_email="") & Q(coordinator__isnull=True)),
                name="a deputy stands in for one person",
            ),
            models.CheckConstraint(
                condition=Q(to_on__gte=models.F("from_on")), name="a deputy’s time ends after it begins"
            ),
        ]

    def __str__(self):
        return f"{self.name}, for {self.principal_name}"
