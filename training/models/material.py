from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q

from lib.fields import CodeField
from training.models.course import Course
from training.models.event import Event
from training.models.revised import Revised


class MaterialQuerySet(models.QuerySet):
    def of_event(self, event: Event):
        """What belongs to an event: its own, and those of its course."""
        return self.filter(Q(event=event) | Q(course=event.course_id))

    def changeable_by(self, person):
        """An officer keeps all; a trainer those of the events they deliver."""
        if person.is_a("officer"):
            return self
        return self.filter(event__in=Event.objects.registers_of(person))

    def visible_to(self, person):
        """Of those who prepare events: an officer sees all, a trainer also what belongs to the courses they deliver."""
        if person.is_a("officer"):
            return self
        events = Event.objects.registers_of(person)
        return self.filter(Q(event__in=events) | Q(course__in=events.order_by().values("course")))

    def without_content(self):
        """For lists: the bytes stay in the database."""
        return self.defer("content")


class Material(Revised):
    """A file or a link that people get for a course, or for one event only."""

    class Visible(models.TextChoices):
        BOOKED = "booked", "As soon as they are booked"
        DAY = "day", "From the day of the first session"
        ATTENDED = "attended", "After they attended"

    code = CodeField()
    course = models.ForeignKey(Course, models.CASCADE, null=True, blank=True, related_name="materials")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="materials")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    visible = models.CharField("When people see it", max_length=10, choices=Visible)
    link = models.URLField(
        blank=True,
        max_length=500,
        validators=[URLValidator(schemes=["https"], message="Enter a link that begins https://")],
    )
    file_name = models.CharField(max_length=120, blank=True)
    file_kind = models.CharField(max_length=5, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="Bytes of the file")
    content = models.BinaryField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = MaterialQuerySet.as_manager()

    class Meta:
        # Those of the course come before those of the event, on every database.
        ordering = [F("event_id").asc(nulls_first=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, event__isnull=True)
                | Q(course__isnull=True, event__isnull=False),
                name="material belongs to a course or to an event",
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=False, link="", size__gt=0)
                | (Q(content__isnull=True, size=0) & ~Q(link="")),
                name="material is a file or a link",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def owner(self) -> Course | Event:
        if self.course:
            return self.course
        assert self.event
        return self.event

    @property
    def is_file(self) -> bool:
        return not self.link

    @property
    def file(self) -> bytes:
        return bytes(self.content or b"")

    @property
    def what(self) -> str:
        """PDF, 2.4 MB; or that it is a link."""
        if not self.is_file:
            return "Link"
        return f"{self.file_kind.upper()}, {in_words(self.size)}"


def in_words(size: int) -> str:
    """A number of bytes as people read it: 640 bytes, 12 KB, 2.4 MB."""
    if size < 1024:
        return f"{size} byte{'' if size == 1 else 's'}"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
