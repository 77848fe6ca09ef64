"""Deeds on interest in a course: asked, taken back, answered with a date. Each is one transaction and writes the trail."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import entry, record
from lib.errors import Refused, TooLate
from training import emails
from training.models import Course, Event, Interest

NO_AGENCY = "Your profile does not say which agency you work for. Complete it first."


def ask(person: Person, course: Course, *, note: str = "", by: Person, now: datetime) -> Interest:
    """Somebody wants a date of a course; asked again, the note is replaced and the place in time stays.

    Raises Refused for somebody without an agency or a course that is hidden.
    """
    with transaction.atomic():
        # The row of the course: whoever publishes an event of it waits here, and then tells this person too.
        course = Course.objects.select_for_update().get(pk=course.pk)
        if not course.is_published:
            raise Refused("This course is no longer in the programme. Look for another one.")
        if person.employment is None:
            raise Refused(NO_AGENCY)
        interest = Interest.objects.open().filter(course=course, person=person).first()
        if interest:
            return _reword(interest, note, by, now)
        agency = person.employment.agency
        facts = {"agency": agency, "agency_name": agency.name, "note": note, "asked_at": now}
        interest = Interest.objects.create(course=course, person=person, **facts)
        record(by, "interest.asked", interest, {"course": [None, course.code]}, now=now)
    return interest


def _reword(interest: Interest, note: str, by: Person, now: datetime) -> Interest:
    if note != interest.note:
        was, interest.note = interest.note, note
        interest.save(update_fields=["note"])
        record(by, "interest.changed", interest, {"note": [was, note]}, now=now)
    return interest


def take_back(interest: Interest, *, by: Person, now: datetime) -> None:
    """The person no longer waits for a date. Raises TooLate when it has ended already."""
    with transaction.atomic():
        ended = Interest.objects.open().filter(pk=interest.pk)
        if not ended.update(ended_at=now, end=Interest.End.TAKEN_BACK):
            raise TooLate("This was taken off your list already.")
        record(by, "interest.ended", interest, {"end": ["", Interest.End.TAKEN_BACK]}, now=now)


def end(
    course_id: int, people: Iterable[int], why: Interest.End, *, by: Person | None, now: datetime
) -> None:
    """Ends what these people (their keys) wait for, because they have got it. Call it in the deed's own transaction."""
    answered = list(Interest.objects.select_for_update().open().filter(course=course_id, person__in=people))
    Interest.objects.filter(pk__in=[row.pk for row in answered]).update(ended_at=now, end=why)
    for row in answered:
        entry(by, "interest.ended", row, {"end": ["", why]}, now=now).save()


def tell(event: Event, *, now: datetime) -> int:
    """Writes to everybody who waits for a date of the event's course, once for each event; gives back to how many.

    An event for a group alone, or of a hidden course, is no date for them. Call it in the deed's own transaction.
    """
    if event.group_id or not event.course.is_published:
        return 0
    Course.objects.select_for_update().get(pk=event.course_id)
    waiting = event.course.interests.open().filter(person__is_active=True).select_related("person")
    event = Event.objects.with_course().with_sessions().get(pk=event.pk)
    for interest in waiting:
        emails.new_date(interest, event, now=now)
    return len(waiting)


def tell_of_all(course: Course, *, now: datetime) -> None:
    """When a hidden course is shown, its dates are news."""
    for event in course.events.programme(now).with_course().with_sessions():
        tell(event, now=now)
