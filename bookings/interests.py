"""Interest in a course, as bookings answer it: whoever has a place does not wait for a date."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import Person
from bookings.models import Booking
from lib.dates import day
from lib.errors import Refused
from training import interests
from training.models import Course, Event, Interest


def reasons_not_to_ask(person: Person, course: Course, now: datetime) -> list[str]:
    """Why this person does not need to wait for a date of this course."""
    own = Booking.objects.of(person).holding_a_place().filter(event__course=course, event__starts_at__gt=now)
    booked = own.with_event().order_by("event__starts_at").first()
    if booked is None:
        return []
    return [
        f"You have a place on {day(booked.event.starts_at)}. If you cannot come, cancel it first, and then ask for another date."
    ]


def ask(person: Person, course: Course, *, note: str, by: Person, now: datetime) -> Interest:
    """The person waits for a date of the course. Raises Refused when they have a place already, and as `training.interests.ask`."""
    if reasons := reasons_not_to_ask(person, course, now):
        raise Refused(reasons)
    return interests.ask(person, course, note=note, by=by, now=now)


def end_by_place(booking: Booking, *, now: datetime) -> None:
    """A confirmed place answers what its person waited for. Call it in the transaction of the deed."""
    interests.end(booking.event.course_id, [booking.person_id], Interest.End.BOOKED, by=None, now=now)


def end_by_attendance(event: Event, people: Iterable[int], *, by: Person, now: datetime) -> None:
    """These people (their keys) came, perhaps without having booked: they have had the course."""
    interests.end(event.course_id, people, Interest.End.ATTENDED, by=by, now=now)
