from django.db import models
from django.db.models import Count, Max, Min, Q

from lib.fields import CodeField


class SeriesQuerySet(models.QuerySet):
    def with_counts(self):
        """Counts the events (`total`, `drafts`) and gives the first and last start."""
        return self.annotate(
            total=Count("events"),
            drafts=Count("events", filter=Q(events__state="draft")),
            first=Min("events__starts_at"),
            last=Max("events__starts_at"),
        ).order_by("-created_at", "-pk")

    def visible_to(self, person):
        """The officers plan in series; nobody else sees them."""
        return self if person.is_authenticated and person.is_a("officer") else self.none()


class Series(models.Model):
    """Events planned in one step: every first Tuesday, every fortnight, or certain days."""

    code = CodeField()
    title = models.CharField(max_length=150)
    created_at = models.DateTimeField(editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "series"

    def __str__(self):
        return self.title
