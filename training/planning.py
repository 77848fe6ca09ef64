"""Deeds of the planning desk on events. Each is one transaction and writes the trail."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import Person
from accounts.trail import record
from lib.errors import Refused, TooLate
from training.catalogue import change_course, create_course
from training.clashes import hold_still, reasons_double_booked
from training.models import Course, Delivery, Event, Session, Trainer
from training.rows import changes
from training.rules import (
    EventPlan,
    SessionPlan,
    reasons_against,
    reasons_in_the_past,
    reasons_not_to_move,
    reasons_without_a_place,
)

__all__ = [
    "SessionPlan", "change_course", "change_event", "create_course", "create_event", "discard_draft", "plan_of",
    "publish_event",
]  # fmt: skip

COLUMNS = ["capacity", "booking_opens_at", "booking_closes_at", "joining_instructions"]


def create_event(
    course: Course,
    *,
    capacity: int,
    sessions: Sequence[SessionPlan],
    trainers: Sequence[Trainer] = (),
    booking_opens_at: datetime | None = None,
    booking_closes_at: datetime | None = None,
    joining_instructions: str = "",
    by: Person | None,
    now: datetime,
    code: str = "",
) -> Event:
    """A draft of one run of a course. The first trainer leads; sessions are put in order.

    `code` is the event's code when the form brought one: saving the same form twice makes one event. Raises Refused with every
    reason: sessions that overlap or lie in the past, too many places for a room, a room or trainer who is taken.
    """
    plan = EventPlan(
        capacity, sessions, trainers, booking_opens_at, booking_closes_at, joining_instructions.strip()
    )
    with transaction.atomic():
        # Two copies of one form queue here, and the second finds the first.
        Course.objects.select_for_update().get(pk=course.pk)
        if code and Event.objects.filter(code=code).exists():
            raise TooLate("This event has been saved already.")
        hold_still(plan)
        _refuse(reasons_against(plan) + reasons_in_the_past(plan.sessions, now) + reasons_double_booked(plan))
        _refuse_twin(course, plan)
        event = Event(course=course, **({"code": code} if code else {}))
        _write(event, plan)
        record(by, "event.created", event, changes({}, _facts(plan)), now=now)
    return event


def _refuse_twin(course: Course, plan: EventPlan) -> None:
    """One event planned in two tabs, or at two desks: where a room or a trainer is taken they would clash, elsewhere nothing tells."""
    others = course.events.not_cancelled().filter(starts_at=plan.starts_at, ends_at=plan.ends_at)
    if any(
        [s.facts for s in plan_of(other).sessions] == [s.facts for s in plan.sessions] for other in others
    ):
        raise Refused(
            "This course has an event at exactly these times already. If two groups meet at once, give each its own room or online link."
        )


def change_event(
    event: Event,
    *,
    capacity: int,
    sessions: Sequence[SessionPlan],
    trainers: Sequence[Trainer],
    booking_opens_at: datetime | None,
    booking_closes_at: datetime | None,
    joining_instructions: str,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
) -> Event:
    """Replaces the whole plan of an event that is neither cancelled nor closed, and counts up its revision (the calendar's SEQUENCE).

    `seen` is the revision that the officer's page showed; TooLate if another officer changed the event since. Once people hold places
    its days, times and places are fixed, and places cannot go below those held: Refused. The same plan again changes nothing.
    """
    plan = EventPlan(
        capacity, sessions, trainers, booking_opens_at, booking_closes_at, joining_instructions.strip()
    )
    with transaction.atomic():
        event.lock()
        before = plan_of(event)
        if plan == before:
            return event
        event.refuse_unseen(seen)
        hold_still(plan)
        _refuse(_reasons_not_to_change(event, before, plan, now))
        event.count_change()
        _write(event, plan)
        record(by, "event.changed", event, changes(_facts(before), _facts(plan)), now=now)
    return event


def _reasons_not_to_change(event: Event, before: EventPlan, plan: EventPlan, now: datetime) -> list[str]:
    if event.is_cancelled:
        return ["This event is cancelled, so it cannot be changed."]
    if event.is_closed:
        return ["The register of this event is closed, so it cannot be changed."]
    reasons = reasons_against(plan, event.places_held)
    if [s.facts for s in plan.sessions] != [s.facts for s in before.sessions]:
        reasons += reasons_not_to_move(event, now) or reasons_in_the_past(plan.sessions, now)
        reasons += reasons_without_a_place(plan.sessions) if event.is_published else []
    return reasons + reasons_double_booked(plan, event)


def publish_event(event: Event, *, by: Person | None, now: datetime, seen: int | None = None) -> None:
    """Puts a draft into the programme; it cannot be taken back, only cancelled.

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
        _refuse(reasons + reasons_without_a_place(plan.sessions) + reasons_double_booked(plan, event))
        event.state, event.published_at = Event.State.PUBLISHED, now
        event.save(update_fields=["state", "published_at"])
        record(by, "event.published", event, {"state": ["draft", "published"]}, now=now)


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
    event.save(update_fields=[*COLUMNS, "starts_at", "ends_at", "revision"] if event.pk else None)
    _write_sessions(event, plan.sessions)
    _write_trainers(event, plan.trainers)


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
