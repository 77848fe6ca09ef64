"""What people answer to the questions of a course when they book. The trail keeps that they answered, never what."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts import trail
from accounts.models import Person
from bookings.models import Booking, Reply
from lib.errors import Refused, TooLate
from lib.seen import fingerprint
from lib.tables import Table
from training.models import BookingQuestion, Event

CHANGED = "These answers were changed since you opened this page. What you typed is still here: save it again if it is right."
Texts = dict[str, str]  # a question's code, and what was answered


def reasons_not_to_take(questions: Iterable[BookingQuestion], texts: Texts) -> list[str]:
    """What is missing of one's own answers, as sentences."""
    wanted = [each for each in questions if each.is_required and not texts.get(each.code, "").strip()]
    return [f"Answer “{each.text}”." for each in wanted]


def keep(booking: Booking, texts: Texts, *, by: Person | None, now: datetime) -> None:
    """Keeps these answers on the booking, in the caller's transaction; an empty one takes the answer away, the same again change nothing.

    Questions that are not in `texts` keep their answer. Codes of other courses are left aside.
    """
    if not texts:
        return
    known = _known(booking)
    changed = _changed(booking, texts, known)
    if not changed:
        return
    for question, text in changed.items():
        if text:
            Reply.objects.update_or_create(booking=booking, question=question, defaults={"text": text})
        else:
            Reply.objects.filter(booking=booking, question=question).delete()
    changes = {"replies": [len(known), booking.replies.count()]}
    trail.record(by, "booking.replied", booking, changes, now=now)


def _known(booking: Booking) -> dict[int, str]:
    return dict(booking.replies.order_by("question").values_list("question", "text"))


def _changed(booking: Booking, texts: Texts, known: dict[int, str]) -> dict[BookingQuestion, str]:
    """Which answers differ from those that are known, and what they say now."""
    questions = BookingQuestion.objects.filter(course=booking.event.course_id, code__in=texts).asked()
    new = {question: texts[question.code].strip()[:500] for question in questions}
    return {question: text for question, text in new.items() if text != known.get(question.pk, "")}


def reason_not_to_change(booking: Booking, now: datetime) -> str:
    """Why the answers can no longer be changed, as a sentence; empty while they can."""
    if not booking.is_active:
        return "This booking has ended, so nothing is asked any more."
    if booking.event.has_started(now):
        return "The event has started, so the answers can no longer be changed."
    return ""


def seen_of(booking: Booking) -> str:
    """The answers as the page shows them, shortened."""
    return fingerprint(_known(booking))


def change(booking: Booking, texts: Texts, *, by: Person, now: datetime, seen: str | None = None) -> None:
    """Changes the answers until the event starts. Raises Refused afterwards, TooLate when others were saved since the page showed `seen`."""
    if refusal := reason_not_to_change(booking, now):
        raise Refused(refusal)
    with transaction.atomic():
        Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
        is_old = seen is not None and seen != seen_of(booking)
        if is_old and _changed(booking, texts, _known(booking)):
            raise TooLate(CHANGED)
        keep(booking, texts, by=by, now=now)


def shown_to(reader: Person, booking: Booking) -> list[Reply]:
    """The answers that this reader of the booking may see: the sensitive ones only oneself and the officer."""
    replies = booking.replies.select_related("question")
    sees_all = reader.pk == booking.person_id or reader.is_a("officer")
    return list(replies if sees_all else replies.readable())


def open_questions(booking: Booking) -> int:
    """How many questions of the course this booking does not answer yet."""
    asked = BookingQuestion.objects.filter(course=booking.event.course_id).asked()
    return asked.exclude(replies__booking=booking).count()


def may_read_needs(person: Person, event: Event) -> bool:
    """Sensitive answers are for the L&D officers and the lead trainer; other trainers do not need them."""
    return person.is_a("officer") or event.deliveries.filter(is_lead=True, trainer__person=person).exists()


def needs(event: Event) -> Table:
    """What the people with a place answered, one row for each of them who answered anything."""
    asked = Reply.objects.filter(booking__event=event, booking__in=event.bookings.holding_a_place())
    questions = list(BookingQuestion.objects.filter(replies__in=asked).distinct().order_by("position", "pk"))
    rows: dict[int, list] = {}
    people = asked.select_related("booking__person").order_by(
        "booking__person__last_name", "booking__person__first_name", "booking"
    )
    for reply in people:
        empty = [reply.booking.person.name, reply.booking.agency_name, *[""] * len(questions)]
        row = rows.setdefault(reply.booking_id, empty)
        row[2 + [each.pk for each in questions].index(reply.question_id)] = reply.text
    names = ["Person", "Agency", *[each.text for each in questions]]
    return Table("What people need", names, list(rows.values()))


def forget_due(now: datetime) -> int:
    """Deletes sensitive answers 30 days after their event; how many. Safe to run twice, or a day late."""
    return Reply.objects.to_forget(now).delete()[0]
