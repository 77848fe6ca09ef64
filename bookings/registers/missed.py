"""Sessions that somebody missed at an event they booked, and where they can be made up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch

from accounts.models import Board, Person
from bookings.models import Booking, MakeUp
from bookings.models.booking import BookingQuerySet, Outcome
from bookings.registers.make_up_rules import counting
from bookings.registers.outcomes import attended
from lib.dates import at, local_day, long_day, months_after
from training.models import Event, Session

LOOKS_BACK = 12  # months: what was missed longer ago is booked anew
HELD_LATELY = timedelta(days=60)
MOST_SITTINGS = 60


@dataclass(frozen=True)
class Missed:
    """A session that counts as missed; `number` is its place among the sessions of the event."""

    booking: Booking
    session: Session
    number: int

    @property
    def words(self) -> str:
        return f"{long_day(local_day(self.session.starts_at))}, session {self.number}"

    @property
    def is_arranged(self) -> bool:
        """Whether it is to be made up on a day already; `with_marks` has loaded that."""
        return any(
            each.is_open and each.session_id == self.session.pk for each in self.booking.make_ups.all()
        )


def with_marks(bookings: BookingQuerySet) -> BookingQuerySet:
    """Loads what `missed_of` reads: three queries however many bookings."""
    standing = Prefetch("make_ups", MakeUp.objects.standing().select_related("at__room__venue"))
    return bookings.select_related("event__course", "person").prefetch_related(
        "event__sessions", "attendances", standing
    )


def missed_of(booking: Booking, now: datetime) -> list[Missed]:
    """The sessions of a booking that can be made up: marked as missed when they are over or the register is closed, and not made up yet.

    Without a mark nobody knows. Late by more than the limit of the settings is missed.
    """
    late = Board.current().late_limit_minutes
    counts = _counting(booking, late)
    return [
        Missed(booking, session, number)
        for number, session in enumerate(booking.event.sessions.all(), 1)
        if session.pk in counts
        and not attended(counts[session.pk], late_limit=late)
        and (booking.event.is_closed or session.ends_at <= now)
    ]


def _counting(booking: Booking, late_limit: int) -> dict:
    own = {mark.session_id: mark for mark in booking.attendances.all()}
    made_up = [(each.session_id, each) for each in booking.make_ups.all() if each.mark]
    return counting(own, made_up, late_limit=late_limit)


def days_attended(booking: Booking, *, late_limit: int) -> list[date]:
    """The London days, in order, on which the person sat the sessions: of one made up, the day of the other event."""
    counts = _counting(booking, late_limit)
    moments = [
        counts[session.pk].at.starts_at if isinstance(counts.get(session.pk), MakeUp) else session.starts_at
        for session in booking.event.sessions.all()
    ]
    return sorted({local_day(moment) for moment in moments})


def with_missed(event: Event, people: Iterable[Person], now: datetime) -> list[tuple[Person, list[Missed]]]:
    """Each of these people with what they missed of this course at its other events of the last twelve months: five queries, or none for nobody."""
    everybody = list(people)
    found = _missed_elsewhere(event, everybody, now) if everybody else {}
    return [(person, found.get(person.pk, [])) for person in everybody]


def _missed_elsewhere(event: Event, people: list[Person], now: datetime) -> dict[int, list[Missed]]:
    since = at(months_after(local_day(now), -LOOKS_BACK), time.min)
    others = Booking.objects.on_the_register().filter(
        person__in=[person.pk for person in people],
        event__course=event.course_id,
        event__starts_at__gte=since,
        event__starts_at__lt=now,
    )
    booked_here = event.bookings.active().filter(person=OuterRef("person"))
    others = others.exclude(event=event).exclude(outcome=Outcome.ATTENDED).exclude(Exists(booked_here))
    found: dict[int, list[Missed]] = defaultdict(list)
    for booking in with_marks(others).order_by("event__starts_at", "pk"):
        here = {each.session_id for each in booking.make_ups.all() if each.at.event_id == event.pk}
        found[booking.person_id] += [one for one in missed_of(booking, now) if one.session.pk not in here]
    return found


def sittings(booking: Booking, now: datetime) -> list[Session]:
    """Where a session of this booking can be made up: of other events of the course, to come or held lately, whose register is open."""
    others = Session.objects.filter(
        event__course=booking.event.course_id,
        event__state=Event.State.PUBLISHED,
        event__register_closed_at=None,
        ends_at__gt=now - HELD_LATELY,
    )
    in_order = others.exclude(event=booking.event_id).order_by("starts_at", "pk")
    return list(in_order.select_related("event__course", "room__venue")[:MOST_SITTINGS])


def chairs_left(at: Session) -> int:
    """How many more people can sit in a session: places without a booking, less those who make one up there."""
    return at.event.places_left - at.make_ups.open().count()


def sittings_with_room(booking: Booking, now: datetime) -> list[tuple[Session, str]]:
    """The same, each with how many people can still sit there in words; two queries however many."""
    found = sittings(booking, now)
    taken = MakeUp.objects.open().filter(at__in=[each.pk for each in found]).order_by()
    counted = dict(taken.values_list("at").annotate(Count("pk")))
    return [(each, _room(each, counted.get(each.pk, 0), now)) for each in found]


def _room(at: Session, taken: int, now: datetime) -> str:
    if at.event.has_started(now):
        return "has begun"
    left = at.event.places_left - taken
    return "full" if left <= 0 else f"{left} place{'' if left == 1 else 's'} left"
