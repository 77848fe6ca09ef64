"""Deeds of the planning desk on events: made, published, thrown away. Each is one transaction and writes the trail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from lib.errors import Refused, TooLate
from training import event_emails, groups, interests
from training.availability import reasons_away
from training.catalogue import change_course, create_course
from training.changing import change_event, move_event, moved_plan, reasons_not_to_move_to
from training.clashes import hold_still, reasons_double_booked, reasons_retired
from training.models import Course, Event, Series
from training.plans import COLUMNS, facts, plan_of, write
from training.rows import changes
from training.rules import (
    EventPlan,
    Need,
    SessionPlan,
    reasons_against,
    reasons_in_the_past,
    reasons_without_a_place,
)

__all__ = [
    "COLUMNS", "Need", "SessionPlan", "change_course", "change_event", "create_course", "create_event", "discard_draft",
    "move_event", "moved_plan", "plan_of", "publish_event", "reasons_not_to_move_to",
]  # fmt: skip


def create_event(
    course: Course,
    *,
    capacity: int,
    sessions: Sequence[SessionPlan],
    by: Person | None,
    now: datetime,
    code: str = "",
    series: Series | None = None,
    although_away: bool = False,
    **columns: Any,
) -> Event:
    """A draft of one run of a course. The first trainer leads; sessions are put in order; `columns` are further ones of EventPlan.

    `code` is the event's code when the form brought one: saving the same form twice makes one event. Raises Refused with every
    reason: sessions that overlap or lie in the past, too many places for a room, a room, trainer or equipment that is taken, a
    trainer who is away (unless `although_away`).
    """
    plan = EventPlan(capacity, sessions, **columns)
    with transaction.atomic():
        # Two copies of one form queue here, and the second finds the first.
        Course.objects.select_for_update().get(pk=course.pk)
        if code and Event.objects.filter(code=code).exists():
            raise TooLate("This event has been saved already.")
        hold_still(plan)
        _refuse(reasons_not_to_create(plan, although_away=although_away, now=now))
        _refuse_twin(course, plan)
        event = Event(course=course, series=series, **({"code": code} if code else {}))
        write(event, plan)
        record(by, "event.created", event, changes({}, facts(plan)), now=now)
    return event


def reasons_not_to_create(plan: EventPlan, *, although_away: bool, now: datetime) -> list[str]:
    """Why an event of this plan cannot be made, as `create_event` refuses it."""
    away = [] if although_away else reasons_away(plan.trainers, plan.sessions)
    reasons = reasons_against(plan) + reasons_in_the_past(plan.sessions, now) + reasons_retired(plan)
    return reasons + groups.reasons_against_group(plan.group) + reasons_double_booked(plan) + away


def _refuse_twin(course: Course, plan: EventPlan) -> None:
    """One event planned in two tabs, or at two desks: where a room or a trainer is taken they would clash, elsewhere nothing tells."""
    others = course.events.not_cancelled().filter(starts_at=plan.starts_at, ends_at=plan.ends_at)
    if any(
        [s.facts for s in plan_of(other).sessions] == [s.facts for s in plan.sessions] for other in others
    ):
        raise Refused(
            "This course has an event at exactly these times already. If two groups meet at once, give each its own room or online link."
        )


def publish_event(event: Event, *, by: Person | None, now: datetime, seen: int | None = None) -> None:
    """Puts a draft into the programme; it cannot be taken back, only cancelled.

    Tells its trainers, and those who wait for a date of the course, or the members of the group whose event it is.
    Raises Refused when a session lies in the past or has neither a room nor an online link, TooLate when it is no draft any more
    or no longer at revision `seen`.
    """
    with transaction.atomic():
        event.lock()
        if not event.is_draft:
            raise TooLate(f"This event is {event.get_state_display().lower()} already.")
        event.refuse_unseen(seen)
        plan = plan_of(event)
        hold_still(plan)
        reasons = reasons_against(plan) + reasons_in_the_past(plan.sessions, now)
        reasons += groups.reasons_against_group(plan.group) + reasons_without_a_place(plan.sessions)
        _refuse(reasons + reasons_double_booked(plan, event))
        event.state, event.published_at = Event.State.PUBLISHED, now
        event.save(update_fields=["state", "published_at"])
        record(by, "event.published", event, {"state": ["draft", "published"]}, now=now)
        event_emails.published(event, now=now)
        groups.invite_members(event, now=now)
        interests.tell(event, now=now)


def discard_draft(event: Event, *, by: Person | None, now: datetime, seen: int | None = None) -> None:
    """Deletes a draft and frees its rooms and trainers. Raises TooLate once it has been published, or is no longer at revision `seen`."""
    with transaction.atomic():
        event.lock()
        if not event.is_draft:
            raise TooLate(
                f"This event is {event.get_state_display().lower()} already, so it cannot be thrown away."
            )
        event.refuse_unseen(seen)
        record(by, "event.discarded", event, {"course": [event.course.title, ""]}, now=now)
        event.delete()


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise Refused(reasons)
