import uuid

from django.db import models
from django.db.models import Q

from evaluations.models.questionnaire import Question, Questionnaire, Stage
from training.models import Event, LearningOutcome


class Response(models.Model):
    """One set of answers, of nobody in particular: no booking, no person, no moment, no number that counts upwards.

    The same key at another stage is the same person; whose key it is stands only in the table of keys.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="responses")
    stage = models.CharField(max_length=10, choices=Stage)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="responses")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["event", "stage"], name="responses_of_an_event")]
        constraints = [
            models.UniqueConstraint(fields=["key", "stage"], name="one response for each key and stage")
        ]

    def __str__(self):
        return f"{self.get_stage_display()}: {self.event}"


class Answer(models.Model):
    """The answer to one question, or to one learning outcome of a confidence question: a point (1, 2, 3 …) or words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    outcome = models.ForeignKey(LearningOutcome, models.PROTECT, null=True, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        # Random identifiers make a random order: the words of one person do not stand together.
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "outcome"],
                condition=Q(outcome__isnull=False),
                name="each outcome is answered once",
            ),
            models.UniqueConstraint(
                fields=["response", "question"],
                condition=Q(outcome__isnull=True),
                name="each question is answered once",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=1, text="") | (Q(value__isnull=True) & ~Q(text="")),
                name="an answer is a point or words",
            ),
        ]

    def __str__(self):
        return self.text or str(self.value)
