from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.models import Employment
from lib.fields import CodeField
from training.models import Course


class LearningState(models.TextChoices):
    SENT = "sent", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Not accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ExternalLearningQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own; the L&D officers see all. Evidence may hold anything, so nobody else does."""
        return self if person.is_a("officer") else self.of(person)

    def of(self, person):
        return self.filter(person=person)

    def undecided(self):
        """The officer's queue, the oldest first."""
        return self.filter(state=LearningState.SENT).order_by("sent_at", "pk")

    def decided(self):
        """The latest decision first; what was withdrawn needs nobody's eyes."""
        those = [LearningState.ACCEPTED, LearningState.DECLINED]
        return self.filter(state__in=those).order_by("-decided_at", "-pk")

    def like(self, facts: dict):
        """Of the same course, title and day, and still standing."""
        same = self.filter(course=facts["course"], title__iexact=facts["title"], done_on=facts["done_on"])
        return same.filter(state__in=[LearningState.SENT, LearningState.ACCEPTED])

    def search(self, words: str):
        """Every word in the person's name, the course, what they did, who ran it, or the agency they work for now."""
        found = self
        for word in words.split()[:6]:
            at_agency = Employment.objects.current().filter(
                person=OuterRef("person"), agency__name__icontains=word
            )
            columns = "person__first_name", "person__last_name", "course__title", "title", "provider"
            in_a_column = reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
            found = found.filter(in_a_column | Exists(at_agency))
        return found

    def valid_on(self, day: date):
        """Accepted, and still standing on this day: its last day counts."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), state=LearningState.ACCEPTED)

    def with_agencies(self):
        """Where each person works now, in one query more whatever the number."""
        current = Employment.objects.current().select_related("agency")
        return self.prefetch_related(Prefetch("person__employments", current, to_attr="current_employments"))

    def for_lists(self):
        """Without the files themselves."""
        return self.defer("evidence").select_related("person", "course", "decided_by")


class ExternalLearning(models.Model):
    """What somebody learnt elsewhere, and which course of ours it should stand for. What was said never changes; a mistake is withdrawn."""

    code = CodeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="external_learning")
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        related_name="external_learning",
        verbose_name="Which of our courses it stands for",
    )
    title = models.CharField("What you did", max_length=150)
    provider = models.CharField("Who ran it", max_length=150)
    done_on = models.DateField("When you finished it")
    hours = models.DecimalField(
        "How many hours it took",
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(500)],
    )
    link = models.URLField("Link to the evidence", blank=True)
    evidence = models.BinaryField(null=True)
    evidence_name = models.CharField(max_length=120, blank=True)
    evidence_kind = models.CharField(max_length=5, blank=True)
    state = models.CharField(max_length=10, choices=LearningState, default=LearningState.SENT)
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    valid_until = models.DateField(null=True, help_text="The last day on which it stands for the course")
    reason = models.CharField(max_length=300, blank=True)

    objects = ExternalLearningQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="external_learning_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="withdrawn") | ~Q(link="") | Q(evidence__isnull=False),
                name="external learning has evidence",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "withdrawn"], decided_by__isnull=True)
                | Q(state__in=["accepted", "declined"], decided_by__isnull=False, decided_at__isnull=False),
                name="external learning is decided by somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="external learning is declined for a reason",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_sent(self) -> bool:
        return self.state == LearningState.SENT

    @property
    def is_accepted(self) -> bool:
        return self.state == LearningState.ACCEPTED

    @property
    def is_declined(self) -> bool:
        return self.state == LearningState.DECLINED

    @property
    def has_file(self) -> bool:
        return bool(self.evidence_name)
