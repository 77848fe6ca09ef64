"""Deeds of the planning desk on events that are there already: another plan, or other dates although people are booked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from accounts.models import Person
from accounts.trail import record
from lib.errors import Refused
from training import event_emails, groups, team_emails
from training.allocating import reasons_of_capacity
from training.availability import reasons_away
from training.clashes import hold_still, reasons_double_booked, reasons_retired
from training.models import Event
from training.plans import facts, plan_of, write
from training.rows import changes
from training.rules import (
    EventPlan,
    SessionPlan,
    reasons_against,
    reasons_in_the_past,
    reasons_not_to_change_group,
    reasons_not_to_move,
    reasons_without_a_place,
    sessions_differ,
    sessions_moved,
)


def change_event(
    event: Event,
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    although_away: bool = False,
    **columns: Any,
) -> Event:
    """Changes the plan of an event that is neither cancelled nor closed, and counts up its revision (the calendar's SEQUENCE).

    `columns` are those of EventPlan; what is not given stays. `seen` is the revision that the officer's page showed; TooLate if another
    officer changed the event since. Once people hold places its days, times and places are fixed (bookings.moving moves them, and
    tells everybody), and places cannot go below those held; once it is published,
    its group stays: Refused. The same plan again changes nothing. A trainer who is
    away is refused, unless `although_away`.
    """
    with transaction.atomic():
        event.lock()
        before = plan_of(event)
        plan = replace(before, **columns)
        if plan == before:
            return event
        event.refuse_unseen(seen)
        hold_still(plan)
        fixed = reasons_not_to_move(event, now) if sessions_differ(plan, before) else []
        _refuse(fixed or _reasons_not_to_change(event, before, plan, now, although_away))
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
    columns: dict[str, Any] = {}
    if plan.booking_closes_at and plan.booking_closes_at > plan.starts_at:
        columns["booking_closes_at"] = plan.starts_at
    if plan.decide_by and plan.decide_by >= plan.starts_at:
        columns["decide_by"] = plan.decide_by + (plan.starts_at - before.starts_at)
    return replace(plan, **columns)


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
    write(event, plan)
    record(by, deed, event, changes(facts(before), facts(plan)), now=now)
    if event.is_published and not event.has_ended(now):
        _tell_trainers(event, before, plan, now)


def _tell_trainers(event: Event, before: EventPlan, plan: EventPlan, now: datetime) -> None:
    """Who is new on a published event, who no longer delivers it, and, after another day, time or place, everybody else on it."""
    new = [trainer for trainer in plan.trainers if trainer not in before.trainers]
    if sessions_differ(plan, before):
        event_emails.moved(event, new=new, now=now)
    for trainer in new:
        team_emails.put_on(event, trainer, now=now)
    for trainer in before.trainers:
        if trainer not in plan.trainers:
            team_emails.taken_off(event, trainer, now=now)


def _reasons_not_to_change(
    event: Event, before: EventPlan, plan: EventPlan, now: datetime, although_away: bool = False
) -> list[str]:
    if event.is_cancelled:
        return ["This event is cancelled, so it cannot be changed."]
    if event.is_closed:
        return ["The register of this event is closed, so it cannot be changed."]
    reasons = reasons_against(plan, event.places_held)
    allocated = event.allocations.in_force(now).aggregate(places=Sum("places", default=0))["places"]
    reasons += reasons_of_capacity(plan.capacity, allocated)
    if plan.group != before.group:
        reasons += reasons_not_to_change_group(event) + groups.reasons_against_group(plan.group)
    if sessions_differ(plan, before):
        reasons += reasons_in_the_past(plan.sessions, now)
        reasons += reasons_without_a_place(plan.sessions) if event.is_published else []
    away = [] if although_away else _reasons_newly_away(before, plan)
    return reasons + reasons_retired(plan, before) + reasons_double_booked(plan, event) + away


def _reasons_newly_away(before: EventPlan, plan: EventPlan) -> list[str]:
    """Whoever stood on the event at these times already has been asked about."""
    asked = (
        plan.trainers
        if sessions_moved(plan, before)
        else [t for t in plan.trainers if t not in before.trainers]
    )
    return reasons_away(asked, plan.sessions)


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise Refused(reasons)
