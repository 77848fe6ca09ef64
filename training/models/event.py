from datetime import date, datetime, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from lib.dates import at, months_after
from lib.fields import CodeField
from training.models.conditional import CONSTRAINTS, Conditional, ConditionalQuerySet
from training.models.course import Course
from training.models.group import Group
from training.models.revised import Revised
from training.models.series import Series
from training.models.venue import Room


class EventQuerySet(ConditionalQuerySet):
    def published(self):
        return self.filter(state=Event.State.PUBLISHED)

    def not_cancelled(self):
        return self.exclude(state=Event.State.CANCELLED)

    def upcoming(self, now: datetime):
        return self.filter(starts_at__gt=now)

    def begun(self, now: datetime):
        return self.filter(starts_at__lte=now)

    def ended(self, now: datetime):
        return self.filter(ends_at__lte=now)

    def in_progress(self, now: datetime):
        return self.published().filter(starts_at__lte=now, ends_at__gt=now)

    def programme(self, now: datetime):
        """What the public programme lists: published, still to come, of a course that is shown, and open to everybody."""
        return self.published().upcoming(now).filter(course__is_published=True, group=None)

    def drafts(self):
        return self.filter(state=Event.State.DRAFT)

    def cancelled(self):
        return self.filter(state=Event.State.CANCELLED)

    def of_format(self, *formats: str):
        return self.filter(course__format__in=formats)

    def of_level(self, *levels: str):
        return self.filter(course__level__in=levels)

    def on_theme(self, theme):
        return self.filter(course__themes=theme)

    def at_venue(self, venue):
        """At least one session is held there."""
        return self.filter(Exists(Session.objects.filter(event=OuterRef("pk"), room__venue=venue)))

    def online(self):
        """No session is held in a room."""
        return self.filter(~Exists(Session.objects.filter(event=OuterRef("pk"), room__isnull=False)))

    def from_day(self, day: date):
        """Starting on this London day or later."""
        return self.filter(starts_at__gte=at(day, time.min))

    def to_day(self, day: date):
        """Starting on this London day or earlier."""
        return self.filter(starts_at__lt=at(day + timedelta(days=1), time.min))

    def search(self, words: str):
        """Whose course answers every word in its title, its summary or the names of its themes."""
        return self.filter(course__in=Course.objects.search(words).order_by()) if words.split() else self

    def matching(self, *, q: str = "", course=None, venue=None, month: str = "", series=None):
        """What the officer's list is narrowed by; `month` reads 2026-03."""
        found = self.search(q)
        found = found.filter(series=series) if series else found
        found = found.filter(course=course) if course else found
        found = found.at_venue(venue) if venue else found
        if month:
            first = date.fromisoformat(f"{month}-01")
            found = found.from_day(first).to_day(months_after(first, 1) - timedelta(days=1))
        return found

    def in_tab(self, tab: str, now: datetime):
        """upcoming (with what is running now), those to decide about, past (the latest first), drafts or cancelled."""
        if tab == "decide":
            return self.to_decide(now)
        if tab == "drafts":
            return self.drafts()
        if tab == "cancelled":
            return self.cancelled().order_by("-starts_at", "-pk")
        if tab == "past":
            return self.published().ended(now).order_by("-starts_at", "-pk")
        return self.published().filter(ends_at__gt=now)

    def starting_between(self, start: datetime, end: datetime):
        """From start up to, not including, end."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def register_open(self):
        return self.published().filter(register_closed_at=None)

    def register_closed(self):
        return self.exclude(register_closed_at=None)

    def with_places_left(self):
        return self.filter(places_held__lt=F("capacity"))

    def visible_to(self, person):
        """Everybody sees what was published, also what was cancelled afterwards; the officer also drafts.

        Of a group's events its members and the trainers of each are the only others who know.
        """
        if not person.is_authenticated:
            return self.exclude(state=Event.State.DRAFT).filter(group=None)
        if person.is_a("officer"):
            return self
        trains = Q(pk__in=Event.objects.delivered_by(person).order_by().values("pk"))
        knows = Q(group=None) | Q(group__in=Group.objects.of(person)) | trains
        return self.exclude(state=Event.State.DRAFT).filter(knows)

    def delivered_by(self, person):
        return self.filter(deliveries__trainer__person=person)

    def registers_of(self, person):
        """The events whose register this person may open: an officer all, a trainer their own."""
        found = self.exclude(state=Event.State.DRAFT)
        return found if person.is_a("officer") else found.delivered_by(person)

    def with_course(self):
        return self.select_related("course", "group")

    def with_sessions(self):
        rooms = Session.objects.select_related("room__venue")
        return self.prefetch_related(models.Prefetch("sessions", rooms))

    def with_team(self):
        """Loads the names of the trainers, for lists."""
        return self.prefetch_related("deliveries__trainer__person")

    def with_trainers(self):
        """The same with whom they stand in for, for one event."""
        return self.prefetch_related("deliveries__stands_in_for__person", "deliveries__trainer__person")


class Event(Conditional, Revised):
    """One dated run of a course. Its first start and last end are kept here too, so that lists need no join."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        CANCELLED = "cancelled", "Cancelled"

    code = CodeField()
    course = models.ForeignKey(Course, models.PROTECT, related_name="events")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="events")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="events")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    capacity = models.PositiveSmallIntegerField(
        "Places", validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    places_held = models.PositiveSmallIntegerField(default=0, editable=False)
    booking_opens_at = models.DateTimeField(null=True, blank=True)
    booking_closes_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    joining_instructions = models.TextField(max_length=2000, blank=True)
    moves = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often its day or time was changed after people had booked"
    )
    published_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.CharField(max_length=300, blank=True, editable=False)
    register_closed_at = models.DateTimeField(null=True, editable=False)
    register_reopened_at = models.DateTimeField(
        null=True, editable=False, help_text="While it is open again to be corrected"
    )
    register_chased_at = models.DateTimeField(
        null=True, editable=False, help_text="When its trainers were last asked to close it"
    )
    imported_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When it was taken over from before Muster: nobody is asked or told anything about it",
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="events_by_state_and_start"),
            models.Index(
                fields=["ends_at"], condition=Q(register_closed_at=None), name="registers_waiting_to_close"
            ),
            models.Index(fields=["register_closed_at"], name="registers_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(places_held__lte=F("capacity")), name="places held never exceed the capacity"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an event ends after it starts"
            ),
            *CONSTRAINTS,
        ]

    def __str__(self):
        return self.course.title

    @property
    def places_left(self) -> int:
        return self.capacity - self.places_held

    @property
    def is_full(self) -> bool:
        return self.places_left <= 0

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_closed(self) -> bool:
        return self.register_closed_at is not None

    def has_started(self, now: datetime) -> bool:
        return self.starts_at <= now

    def has_ended(self, now: datetime) -> bool:
        return self.ends_at <= now

    @property
    def place(self) -> str:
        """Where it is held, in one line: the first session's room, Online, or that it is not known yet (drafts only)."""
        sessions = list(self.sessions.all())
        return sessions[0].place if sessions else ""

    @property
    def is_online(self) -> bool:
        return all(session.room_id is None for session in self.sessions.all())

    @property
    def minutes(self) -> int:
        return sum(session.minutes for session in self.sessions.all())


class Session(models.Model):
    """One sitting of an event: a start, an end, and a room or an online link."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="sessions")
    online_url = models.URLField("Online link", blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a session ends after it starts"
            ),
            models.CheckConstraint(
                condition=Q(room__isnull=False, online_url="") | Q(room__isnull=True),
                name="a session is in a room or online",
            ),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def location(self) -> str:
        """One line for a calendar: room and address, or the link."""
        if self.room is None:
            return self.online_url or "Online"
        return ", ".join([str(self.room), *self.room.venue.address.splitlines()])

    @property
    def place(self) -> str:
        if self.room:
            return str(self.room)
        return "Online" if self.online_url else "Place not known yet"
