from django.conf import settings
from django.db import models

from lib.fields import CodeField


class FeedQuerySet(models.QuerySet):
    def open(self):
        """Somebody who may not sign in any more has no feed either."""
        return self.filter(person__is_active=True)


class Feed(models.Model):
    """The private address at which a person's diary reads their dates. A new code makes a new address; the old one is gone."""

    class Kind(models.TextChoices):
        BOOKINGS = "bookings", "My bookings"
        DELIVERIES = "deliveries", "The events I train"

    code = CodeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    kind = models.CharField(max_length=12, choices=Kind)
    made_at = models.DateTimeField()

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one feed of each kind a person")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.person_id}"
