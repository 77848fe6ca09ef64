from django.conf import settings
from django.db import models

from lib.fields import CodeField
from training.models.revised import Revised


class Trainer(Revised):
    """A person who delivers courses, mostly a local practitioner lent by an agency."""

    code = CodeField()
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="trainer")
    about = models.CharField(max_length=300, blank=True, help_text="One line for the event page")

    class Meta:
        ordering = ["person__last_name", "person__first_name"]

    def __str__(self):
        return self.person.name


class Delivery(models.Model):
    """A trainer delivers an event. What is printed stays as it was when the person later changes agency."""

    event = models.ForeignKey("training.Event", models.CASCADE, related_name="deliveries")
    trainer = models.ForeignKey(Trainer, models.PROTECT, related_name="deliveries")
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "trainer"], name="a trainer stands once on an event")
        ]

    def __str__(self):
        return str(self.trainer)
