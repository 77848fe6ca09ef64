"""Deeds of the planning desk on events. Each is one transaction and writes the trail."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Sum

from accounts.models import Person
from accounts.trail import record
from lib.errors import Refused, TooLate
from training import event_emails
from training.allocating import move_releases, reasons_of_capacity
from training.catalogue import change_course, create_course
from training.clashes import hold_still, reasons_double_booked
from training.models import Course, Delivery, Event, Series, Session, Trainer
from training.rows import changes
from training.rules import (
    EventPlan,
    SessionPlan,
    reasons_against,
    reasons_in_the_past,
    reasons_not_to_move,
    reasons_without_a_place,
    sessions_differ,
    sessions_moved,
)

__all__ = [
    "SessionPlan",
    "change_course",
    "change_event",
    "create_course",
    "create_event",
    "discard_draft",
    "move_event",
    "plan_of",
    "publish_event",
]  # fmt: skip

COLUMNS = [
    "capacity", "booking_opens_at", "booking_closes_at", "joining_instructions", "minimum", "decide_by",
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
    **facts: Any,
) -> Event:
    """A draft of one run of a course. The first trainer leads; sessions are put in order; `facts` are further columns of EventPlan.

    `code` is the event's code when the form brought one: saving the same form twice makes one event. Raises Refused with every
    reason: sessions that overlap or lie in the past, too many places for a room, a room or trainer who is taken.
    """
    plan = EventPlan(capacity, sessions, **facts)
    with transaction.atomic():
        # Two copies of one form queue here, and the second finds the first.
        Course.objects.select_for_update().get(pk=course.pk)
        if code and Event.objects.filter(code=code).exists():
            raise TooLate("This event has been saved already.")
        hold_still(plan)
        _refuse(reasons_against(plan) + reasons_in_the_past(plan.sessions, now) + reasons_double_booked(plan))
        event = Event(course=course, series=series, **({"code": code} if code else {}))
        _write(event, plan)
        record(by, "event.created", event, changes({}, _facts(plan)), now=now)
    return event


def change_event(
    event: Event, *, by: Person | None, now: datetime, seen: int | None = None, **facts: Any
) -> Event:
    """Changes the plan of an event that is neither cancelled nor closed, and counts up its revision (the calendar's SEQUENCE).

    `facts` are columns of EventPlan; what is not given stays. `seen` is the revision that the officer's page showed; TooLate if another
    officer changed the event since. Once people hold places its days, times and places are fixed (bookings.moving moves them, and
    tells everybody), and places cannot go below those held: Refused. The same plan again changes nothing.
    """
    with transaction.atomic():
        event.lock(seen)
        before = plan_of(event)
        plan = replace(before, **facts)
        if plan == before:
            return event
        hold_still(plan)
        fixed = reasons_not_to_move(event, now) if sessions_differ(plan, before) else []
        _refuse(fixed or _reasons_not_to_change(event, before, plan, now))
        _change(event, before, plan, deed="event.changed", by=by, now=now)
    return event


def move_event(
    event: Event, sessions: Sequence[SessionPlan], *, by: Person | None, now: datetime, seen: int | None
) -> EventPlan:
    """Gives a published event other days, times or places although people are booked; gives back the plan before.

    Only for `bookings.moving`, which tells them in the same transaction. Raises Refused, TooLate.
    """
    event.lock(seen)
    before = plan_of(event)
    plan = moved_plan(before, sessions)
    hold_still(plan)
    _refuse(reasons_not_to_move_to(event, before, plan, now))
    if sessions_moved(plan, before):
        event.moves += 1
        event.save(update_fields=["moves"])
    _change(event, before, plan, deed="event.moved", by=by, now=now)
    return before


def moved_plan(before: EventPlan, sessions: Sequence[SessionPlan]) -> EventPlan:
    """The plan with other sessions: booking still closes by the start, and the decision keeps its distance if it came too late."""
    plan = replace(before, sessions=sessions)
    facts: dict[str, Any] = {}
    if plan.booking_closes_at and plan.booking_closes_at > plan.starts_at:
        facts["booking_closes_at"] = plan.starts_at
    if plan.decide_by and plan.decide_by >= plan.starts_at:
        facts["decide_by"] = plan.decide_by + (plan.starts_at - before.starts_at)
    return replace(plan, **facts)


def reasons_not_to_move_to(event: Event, before: EventPlan, plan: EventPlan, now: datetime) -> list[str]:
    """Why an event cannot be moved to this plan, people booked or not."""
    if len(plan.sessions) != len(before.sessions):
        return ["A moved event keeps its number of sessions: each has an entry in people’s calendars."]
    if not sessions_differ(plan, before):
        return ["Nothing has changed: change a day, a time, a room or an online link."]
    return _reasons_not_to_change(event, before, plan, now)


def _change(event: Event, before: EventPlan, plan: EventPlan, *, deed: str, by: Person | None, now: datetime):
    event.count_change()
    if (plan.minimum, plan.decide_by) != (before.minimum, before.decide_by):
        event.decision_asked_at = None
    _write(event, plan)
    record(by, deed, event, changes(_facts(before), _facts(plan)), now=now)
    if event.is_published and sessions_differ(plan, before):
        event_emails.moved(event, now=now)


def _reasons_not_to_change(event: Event, before: EventPlan, plan: EventPlan, now: datetime) -> list[str]:
    if event.is_cancelled:
        return ["This event is cancelled, so it cannot be changed."]
    if event.is_closed:
        return ["The register of this event is closed, so it cannot be changed."]
    reasons = reasons_against(plan, event.places_held)
    allocated = event.allocations.in_force(now).aggregate(places=Sum("places", default=0))["places"]
    reasons += reasons_of_capacity(plan.capacity, allocated)
    if sessions_differ(plan, before):
        reasons += reasons_in_the_past(plan.sessions, now)
        reasons += reasons_without_a_place(plan.sessions) if event.is_published else []
    return reasons + reasons_double_booked(plan, event)


def publish_event(event: Event, *, by: Person | None, now: datetime) -> None:
    """Puts a draft into the programme; it cannot be taken back, only cancelled.

    Raises Refused when a session lies in the past or has neither a room nor an online link, TooLate when it is no draft any more.
    """
    with transaction.atomic():
        event.lock(None)
        if not event.is_draft:
            raise TooLate(f"This event is {event.get_state_display().lower()} already.")
        plan = plan_of(event)
        hold_still(plan)
        reasons = reasons_against(plan) + reasons_in_the_past(plan.sessions, now)
        _refuse(reasons + reasons_without_a_place(plan.sessions) + reasons_double_booked(plan, event))
        event.state, event.published_at = Event.State.PUBLISHED, now
        event.save(update_fields=["state", "published_at"])
        record(by, "event.published", event, {"state": ["draft", "published"]}, now=now)
        event_emails.published(event, now=now)


def discard_draft(event: Event, *, by: Person | None, now: datetime) -> None:
    """Deletes a draft and frees its rooms and trainers. Raises TooLate once it has been published."""
    with transaction.atomic():
        event.lock(None)
        if not event.is_draft:
            raise TooLate(
                f"This event is {event.get_state_display().lower()} already, so it cannot be thrown away."
            )
        record(by, "event.discarded", event, {"course": [event.course.title, ""]}, now=now)
        event.delete()


def plan_of(event: Event) -> EventPlan:
    """An event as the plan that would make it."""
    rows = event.sessions.select_related("room__venue").order_by("starts_at", "pk")
    trainers = [
        d.trainer for d in event.deliveries.select_related("trainer__person").order_by("-is_lead", "pk")
    ]
    sessions = [SessionPlan(row.starts_at, row.ends_at, row.room, row.online_url) for row in rows]
    return EventPlan(sessions=sessions, trainers=trainers, **{name: getattr(event, name) for name in COLUMNS})


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise Refused(reasons)


def _write(event: Event, plan: EventPlan) -> None:
    for name in COLUMNS:
        setattr(event, name, getattr(plan, name))
    event.starts_at, event.ends_at = plan.starts_at, plan.ends_at
    # Never places_held: bookings move it, perhaps in this very moment.
    kept = [*COLUMNS, "starts_at", "ends_at", "revision", "decision_asked_at"]
    event.save(update_fields=kept if event.pk else None)
    _write_sessions(event, plan.sessions)
    _write_trainers(event, plan.trainers)
    move_releases(event)


def _write_sessions(event: Event, plans: Sequence[SessionPlan]) -> None:
    rows = list(event.sessions.order_by("starts_at", "pk"))
    for row, plan in zip(rows, plans, strict=False):
        Session.objects.filter(pk=row.pk).update(**vars(plan))
    Session.objects.bulk_create(Session(event=event, **vars(plan)) for plan in plans[len(rows) :])
    try:
        event.sessions.filter(pk__in=[row.pk for row in rows[len(plans) :]]).delete()
    except ProtectedError as error:
        raise Refused("Attendance has been marked in a session that would go. Keep that session.") from error


def _write_trainers(event: Event, trainers: Sequence[Trainer]) -> None:
    event.deliveries.exclude(trainer__in=trainers).delete()
    standing = set(event.deliveries.values_list("trainer_id", flat=True))
    new = [trainer for trainer in trainers if trainer.pk not in standing]
    Delivery.objects.bulk_create(Delivery(event=event, trainer=trainer) for trainer in new)
    event.deliveries.update(is_lead=False)
    event.deliveries.filter(trainer__in=trainers[:1]).update(is_lead=True)


def _facts(plan: EventPlan) -> dict:
    """A plan as the trail writes it: codes instead of names of people."""
    sessions = [
        f"{s.starts_at:%Y-%m-%d %H:%M}–{s.ends_at:%H:%M} UTC, {s.room or s.online_url or 'no place yet'}"
        for s in plan.sessions
    ]
    facts = {name: getattr(plan, name) for name in COLUMNS}
    return facts | {"sessions": sessions, "trainers": [trainer.code for trainer in plan.trainers]}
