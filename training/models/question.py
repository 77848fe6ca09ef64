from django.db import models

from lib.fields import CodeField
from training.models.course import Course
from training.models.revised import Revised


class Kind(models.TextChoices):
    ACCESS = "access", "Access needs (shipped, sensitive)"
    DIET = "diet", "Dietary needs (shipped, sensitive)"
    ORDER = "order", "Purchase order number (shipped)"
    TEXT = "text", "Own question: words"
    YES_NO = "yes_no", "Own question: yes or no"
    CHOICE = "choice", "Own question: one of several answers"


# What the shipped questions say, a hint, and whether the answer is sensitive.
SHIPPED = {
    Kind.ACCESS: (
        "Do you need anything to take part?",
        "For example step-free access, an interpreter or large print",
        True,
    ),
    Kind.DIET: ("Do you have dietary needs?", "For example an allergy, halal, kosher or vegan food", True),
    Kind.ORDER: ("Purchase order number", "If your agency puts one on its invoices", False),
}
YES_OR_NO = ["Yes", "No"]


class BookingQuestionQuerySet(models.QuerySet):
    def asked(self):
        """Those that are asked now, in their order."""
        return self.filter(is_asked=True).order_by("position", "pk")


class BookingQuestion(Revised):
    """What is asked of everybody who books a course. Its meaning never changes under its answers: it is ended, and another one begun."""

    code = CodeField()
    course = models.ForeignKey(Course, models.CASCADE, related_name="booking_questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("What is asked", max_length=10, choices=Kind)
    text = models.CharField("The question", max_length=150)
    hint = models.CharField(max_length=200, blank=True)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField("Must be answered", default=False)
    is_sensitive = models.BooleanField(
        "The answer is sensitive",
        default=False,
        help_text="Seen only by the training team and the lead trainer, and deleted 30 days after the event",
    )
    is_asked = models.BooleanField(default=True)

    objects = BookingQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["access", "diet"]) | models.Q(is_sensitive=True),
                name="access and dietary needs are sensitive",
            ),
            models.UniqueConstraint(
                fields=["course", "text"],
                condition=models.Q(is_asked=True),
                name="a course asks a question once",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def options(self) -> list[str]:
        """The answers to choose from; none when it is answered in words."""
        return YES_OR_NO if self.kind == Kind.YES_NO else list(self.choices)
