from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Person
from lib.dates import day
from lib.fields import CodeField, MoneyField
from training.models.course import Course
from training.models.revised import Revised

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class TrainerQuerySet(models.QuerySet):
    def visible_to(self, person):
        """An officer sees all trainers, a trainer themselves."""
        return self if person.is_a("officer") else self.filter(person=person)

    def with_person(self):
        """Loads the person with their employment of today."""
        return self.prefetch_related(models.Prefetch("person", Person.objects.with_employment()))


class Trainer(Revised):
    """A person who delivers courses: a local practitioner lent by an agency, or somebody commissioned and paid by the day."""

    code = CodeField()
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="trainer")
    about = models.CharField(max_length=300, blank=True, help_text="One line for the event page")
    courses = models.ManyToManyField(Course, blank=True, related_name="trainers")
    # Digits, Monday is 0; empty: they have not said, so any day may do.
    weekdays = models.CharField(max_length=7, blank=True, default="")
    is_commissioned = models.BooleanField("Commissioned: paid by the Board, not lent", default=False)
    cost_per_day = MoneyField(null=True, blank=True)

    objects = TrainerQuerySet.as_manager()

    class Meta:
        ordering = ["person__last_name", "person__first_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_commissioned=True, cost_per_day__isnull=False)
                | Q(is_commissioned=False, cost_per_day=None),
                name="a commissioned trainer costs pounds a day",
                violation_error_message="A commissioned trainer has a cost per day, and nobody else has one.",
            )
        ]

    def __str__(self):
        return self.person.name

    @property
    def usual_days(self) -> str:
        """Monday, Tuesday; empty when they have not said."""
        return ", ".join(name for digit, name in WEEKDAYS if digit in self.weekdays)


class AbsenceQuerySet(models.QuerySet):
    def touching(self, first: date, last: date):
        """Periods that share at least one day with this span."""
        return self.filter(from_on__lte=last, to_on__gte=first)

    def to_come(self, today: date):
        return self.filter(to_on__gte=today)


class Absence(models.Model):
    """A period in which a trainer is away, from a day to a day, both included."""

    code = CodeField()
    trainer = models.ForeignKey(Trainer, models.CASCADE, related_name="absences")
    from_on = models.DateField("First day away")
    to_on = models.DateField("Last day away")
    reason = models.CharField(max_length=200, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="an absence ends after it begins",
                violation_error_message="The last day away cannot be before the first.",
            )
        ]

    def __str__(self):
        return (
            day(self.from_on) if self.from_on == self.to_on else f"{day(self.from_on)} to {day(self.to_on)}"
        )
