from django.db import models
from django.db.models import Q

LONGEST_TEXT = 2000


class Stage(models.TextChoices):
    BEFORE = "before", "Before the event"
    AFTER = "after", "After the event"
    FOLLOW_UP = "follow_up", "Some months later"
    MANAGER = "manager", "The manager, some months later"


class QuestionnaireQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None)

    def current(self, stage: str) -> "Questionnaire | None":
        """The newest published version of a stage, or None: then nobody is asked."""
        return self.published().filter(stage=stage).order_by("-version").first()


class Questionnaire(models.Model):
    """What is asked at one stage. A published version never changes under its answers: the database refuses; a new version follows it."""

    stage = models.CharField(max_length=10, choices=Stage)
    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["stage", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "version"], name="versions of a questionnaire are counted once"
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}, version {self.version}"


class Question(models.Model):
    """One question of a questionnaire. `options` are the words of the points 1, 2, 3 … of a scale, or the choices; a text has none."""

    class Kind(models.TextChoices):
        CONFIDENCE = "confidence", "Confidence in each learning outcome"
        SCALE = "scale", "Scale"
        CHOICE = "choice", "One choice"
        TEXT = "text", "Free text"

    class Level(models.TextChoices):
        """The ladder of evidence: what an answer can show (Barr)."""

        REACTION = "reaction", "Reaction"
        ATTITUDE = "attitude", "Attitude"
        KNOWLEDGE = "knowledge", "Knowledge and skill"
        BEHAVIOUR = "behaviour", "Behaviour"
        ORGANISATION = "organisation", "Organisational practice"
        BENEFIT = "benefit", "Benefit to children and families"

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    name = models.SlugField(max_length=30, help_text="Stays the same from version to version")
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.CharField("Evidence of", max_length=12, choices=Level, blank=True)
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    options = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "position"], name="questions stand in order"),
            models.UniqueConstraint(fields=["questionnaire", "name"], name="a question is named once"),
            models.CheckConstraint(
                condition=Q(kind="text", options=[]) | (~Q(kind="text") & ~Q(options=[])),
                name="a question has options unless it asks for text",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_text(self) -> bool:
        return self.kind == self.Kind.TEXT

    @property
    def is_per_outcome(self) -> bool:
        return self.kind == self.Kind.CONFIDENCE

    @property
    def has_a_mean(self) -> bool:
        """Points of a scale stand in order; choices need not."""
        return self.kind in {self.Kind.CONFIDENCE, self.Kind.SCALE}
