from django.db import models

from lib.fields import CodeField
from training.models.revised import Revised


class Theme(Revised):
    """A source of learning, with its lessons. Every course says which themes it answers."""

    class Source(models.TextChoices):
        CASE_REVIEW = "case_review", "Serious case review"
        PRACTICE_REVIEW = "practice_review", "Practice learning review"
        AUDIT = "audit", "Multi-agency audit"
        POLICY = "policy", "National policy"
        RESEARCH = "research", "Research"
        PRIORITY = "priority", "Priority of the Board"

    code = CodeField()
    name = models.CharField(
        max_length=200, unique=True, error_messages={"unique": "There is already a theme of this name."}
    )
    source = models.CharField(max_length=20, choices=Source)
    year = models.PositiveSmallIntegerField("Year published", null=True, blank=True)
    summary = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Lesson(models.Model):
    """One thing a theme teaches."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["theme", "position"], name="lessons stand in order")]

    def __str__(self):
        return self.text
