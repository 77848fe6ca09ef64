from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from lib.fields import CodeField
from training.models.revised import Revised
from training.models.theme import Theme


class Format(models.TextChoices):
    FULL_DAY = "full_day", "Full day"
    HALF_DAY = "half_day", "Half-day workshop"
    BRIEFING = "briefing", "Lunch-time briefing"
    MULTI_DAY = "multi_day", "Multi-day course"
    CONFERENCE = "conference", "Conference"
    CHAMPIONS = "champions", "Champions’ day"
    FORUM = "forum", "Forum"
    WEBINAR = "webinar", "Webinar"


class Band(models.TextChoices):
    """How long a day lasts, which is what a tariff prices."""

    FULL_DAY = "full_day", "Full day"
    HALF_DAY = "half_day", "Half day"
    BRIEFING = "briefing", "Briefing"


BAND_OF = {
    Format.FULL_DAY: Band.FULL_DAY,
    Format.MULTI_DAY: Band.FULL_DAY,
    Format.CONFERENCE: Band.FULL_DAY,
    Format.CHAMPIONS: Band.FULL_DAY,
    Format.HALF_DAY: Band.HALF_DAY,
    Format.FORUM: Band.HALF_DAY,
    Format.BRIEFING: Band.BRIEFING,
    Format.WEBINAR: Band.BRIEFING,
}


class CourseQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)

    def visible_to(self, person):
        """Everybody sees published courses; the officer also those still being written."""
        return self if person.is_authenticated and person.is_a("officer") else self.published()

    def search(self, words: str):
        """Courses that answer every word in their title, their summary or the names of their themes."""
        found = self
        for word in words.split()[:6]:
            # A subquery, not a join: a course of two such themes is still one course.
            of_theme = Theme.objects.filter(name__icontains=word, courses=models.OuterRef("pk"))
            found = found.filter(
                models.Q(title__icontains=word) | models.Q(summary__icontains=word) | models.Exists(of_theme)
            )
        return found

    def with_events_to_come(self, now: datetime):
        """Counts the published events that are still to come: `to_come`."""
        to_come = models.Q(events__state="published", events__starts_at__gt=now)
        return self.annotate(to_come=models.Count("events", filter=to_come))


class Course(Revised):
    """What is taught, apart from when."""

    class Level(models.TextChoices):
        ONE = "1", "Level 1: awareness"
        TWO = "2", "Level 2: working with children"
        THREE = "3", "Level 3: working together"
        FOUR = "4", "Level 4: specialist"

    class Approval(models.TextChoices):
        NONE = "none", "Nobody needs to agree"
        NOTIFY = "notify", "The manager is told"
        AUTHORISE = "authorise", "The manager must agree"
        AGENCY = "agency", "The agency’s coordinator must agree"

    code = CodeField()
    title = models.CharField(
        max_length=150, unique=True, error_messages={"unique": "There is already a course of this title."}
    )
    format = models.CharField(max_length=12, choices=Format)
    level = models.CharField(max_length=1, choices=Level)
    summary = models.CharField(max_length=300, help_text="One or two sentences for the programme")
    description = models.TextField(max_length=5000, blank=True)
    audience = models.CharField("Who it is for", max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "Length in minutes", validators=[MinValueValidator(15), MaxValueValidator(6000)]
    )
    participatory_minutes = models.PositiveSmallIntegerField(
        "Of these, participatory",
        default=0,
        help_text="Minutes of learning together with others: nurses’ revalidation asks for them",
    )
    approval = models.CharField(
        "Before somebody gets a place", max_length=10, choices=Approval, default=Approval.NONE
    )
    validity_months = models.PositiveSmallIntegerField(
        "Certificate is valid for (months)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Leave empty if it does not expire",
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="courses")
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="prerequisite_of"
    )
    equivalents = models.ManyToManyField("self", blank=True)
    is_published = models.BooleanField("Show in the programme", default=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(participatory_minutes__lte=models.F("minutes")),
                name="participatory time is part of the time",
                violation_error_message="The participatory minutes cannot be more than the course lasts.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def band(self) -> str:
        return BAND_OF[Format(self.format)]


class LearningOutcome(models.Model):
    """What a person can do afterwards. The evaluation asks for confidence in each."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "position"], name="outcomes stand in order")]

    def __str__(self):
        return self.text
