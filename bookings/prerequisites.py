"""Which courses must come before this one, and have not: met by a valid certificate, an equivalent, or accepted learning elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from accounts.models import Person
from bookings.models import Booking, ExternalLearning
from bookings.reasons import Missing
from lib.dates import day, local_day
from training.models import Course, Event

DATES = 3  # shown for each missing course


def missing(person: Person | None, event: Event, *, now: datetime) -> list[Missing]:
    """The prerequisites of the event's course that this person does not meet on its first day, in the order of their titles.

    None stands for somebody who is not known yet, and has learnt nothing here.
    """
    wanted = list(event.course.prerequisites.prefetch_related("equivalents").order_by("title"))
    if not wanted:
        return []
    known = _known(person, local_day(event.starts_at))
    unmet = [course for course in wanted if not known & _answers(course)]
    dates = _next_dates(unmet, event, now) if unmet else {}
    return [Missing(course.title, course.code, tuple(dates[course.pk])) for course in unmet]


def titles_of(missing: Iterable[Missing]) -> str:
    return ", ".join(each.title for each in missing)


def _answers(course: Course) -> set[int]:
    """The course itself and whatever counts as it."""
    return {course.pk, *(equivalent.pk for equivalent in course.equivalents.all())}


def _known(person: Person | None, on: date) -> set[int]:
    """The courses this person has learnt, still valid on that day."""
    if person is None:
        return set()
    certified = Booking.objects.of(person).certified_on_day(on).values_list("event__course", flat=True)
    accepted = ExternalLearning.objects.of(person).valid_on(on).values_list("course", flat=True)
    return set(certified) | set(accepted)


def _next_dates(courses: list[Course], before: Event, now: datetime) -> dict[int, list[tuple[str, str]]]:
    """By course, its next events (or those of an equivalent) that end before this event begins."""
    stands_for: dict[int, list[int]] = defaultdict(list)
    for course in courses:
        for answer in _answers(course):
            stands_for[answer].append(course.pk)
    events = Event.objects.programme(now).filter(course__in=stands_for, ends_at__lte=before.starts_at)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for event in events.order_by("starts_at", "pk").only("code", "starts_at", "course_id"):
        for course_id in stands_for[event.course_id]:
            if len(found[course_id]) < DATES:
                found[course_id].append((day(event.starts_at), reverse("bookings:event", args=[event.code])))
    return found
