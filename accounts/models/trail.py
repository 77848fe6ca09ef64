from datetime import date, time, timedelta

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from lib.dates import at


class TrailQuerySet(models.QuerySet):
    def about(self, subject: models.Model):
        """What happened to one row."""
        code = getattr(subject, "code", None) or str(subject.pk)
        return self.filter(subject_type=subject._meta.model_name, subject_code=code)

    def matching(
        self,
        deed: str = "",
        subject: str = "",
        person: str = "",
        since: date | None = None,
        until: date | None = None,
    ):
        """Entries whose deed starts so, about the row with this code, by people with this name or e-mail, on London days from and to."""
        # As printed or as kept: “Person email given” is person.email_given.
        deed = deed.strip().replace(" ", ".", 1).replace(" ", "_")
        found = self.filter(deed__istartswith=deed) if deed else self
        found = found.filter(subject_code__iexact=subject) if subject else found
        found = found.filter(at__gte=at(since, time.min)) if since else found
        found = found.filter(at__lt=at(until + timedelta(days=1), time.min)) if until else found
        for word in person.split()[:6]:
            found = found.filter(
                Q(by__first_name__icontains=word)
                | Q(by__last_name__icontains=word)
                | Q(by__email__icontains=word)
            )
        return found


class TrailEntry(models.Model):
    """Who changed what, when, from what to what. Append-only: the database refuses to edit or delete it."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_code = models.CharField(max_length=40)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    key = models.UUIDField(
        null=True, help_text="Of a deed that may arrive more than once: it is written down once"
    )

    objects = TrailQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_code"], name="trail_of_one_thing")]
        verbose_name_plural = "trail entries"
        constraints = [
            # Partial, so that SQLite adds an index and keeps the table with its triggers.
            models.UniqueConstraint(
                fields=["key"], condition=Q(key__isnull=False), name="a deed that comes twice is written once"
            ),
        ]

    def __str__(self):
        return f"{self.deed} {self.subject_code}"

    @property
    def what(self) -> str:
        """The deed as words: booking.cancelled → Booking cancelled."""
        return self.deed.replace(".", " ").replace("_", " ").capitalize()

    @property
    def subject(self) -> str:
        """What it was done to, in words, with its code: “budget line 9PX365K5V4W2”."""
        names = {model._meta.model_name: model._meta.verbose_name for model in apps.get_models()}
        return f"{names.get(self.subject_type, self.subject_type)} {self.subject_code}"

    @property
    def who(self) -> str:
        return self.by.name if self.by else "The clock"

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Each change as (what, from, to); a fact that has no from stands in to."""
        lines = []
        for name, value in self.changes.items():
            was, became = value if isinstance(value, list) and len(value) == 2 else ("", value)
            lines.append((capfirst(name.replace("_", " ")), _shown(was), _shown(became)))
        return lines


def _shown(value) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
