from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q

from accounts.models import Agency
from lib.fields import CodeField
from training.models.course import Course
from training.models.event import Event


class InterestQuerySet(models.QuerySet):
    def open(self):
        """Those who still wait for a date."""
        return self.filter(ended_at=None)

    def of(self, person):
        return self.filter(person=person)

    def with_course(self):
        return self.select_related("course")

    def by_course_and_agency(self):
        """One dictionary for each course and agency that has somebody waiting: how many, and since when."""
        facts = ("course__code", "course__title", "agency__code", "agency_name")
        return self.open().order_by().values(*facts).annotate(people=Count("pk"), since=Min("asked_at"))

    def without_a_date(self, now: datetime):
        """Open ones of courses of which the programme has no date."""
        dates = Event.objects.programme(now).filter(course=OuterRef("course"))
        return self.open().filter(~Exists(dates))


class Interest(models.Model):
    """Somebody wants a course and no date suits: they are told when there is one. The agency is frozen."""

    class End(models.TextChoices):
        NOT_YET = "", "Waits"
        TAKEN_BACK = "taken_back", "Taken back"
        BOOKED = "booked", "Has a place"
        ATTENDED = "attended", "Attended"

    code = CodeField()
    course = models.ForeignKey(Course, models.PROTECT, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interests")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="interests")
    agency_name = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End, blank=True, default=End.NOT_YET)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(ended_at=None),
                name="one open interest per person and course",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="an interest that ended says why",
            ),
        ]

    def __str__(self):
        return f"{self.person} in {self.course}"
