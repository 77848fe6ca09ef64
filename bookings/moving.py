"""Moving an event on which people are booked: another day, time, room or link, and everybody is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import trail
from accounts.models import Board, Person, TrailEntry
from bookings import emails, holding_moves, places, reminders
from bookings.models import Attendance, Booking, HeldPlace
from bookings.overlaps import overlaps_of
from bookings.prices import deadline_after_move
from bookings.registers import make_up_sheet
from lib.errors import Refused
from training import planning
from training.models import Event
from training.rules import EventPlan, SessionPlan, sessions_differ, sessions_moved


@dataclass(frozen=True)
class Fate:
    """What a move means for one active booking. Moments are new ones; `overlaps` are the person's other bookings then."""

    booking: Booking
    cancel_by: datetime | None
    expires_at: datetime | None
    overlaps: list[Booking]

    @property
    def changes(self) -> dict:
        """{column: [from, to]}, only what differs."""
        pairs = {
            name: [getattr(self.booking, name), getattr(self, name)] for name in ("cancel_by", "expires_at")
        }
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True)
class Preview:
    """What the officer reads before moving. `reasons` say why it cannot be; `is_moved` is whether a day or time changes, `is_done`
    that the event stands like this already.

    `name_by` is by when its places without a name must be named then; None: the deadline stays."""

    plan: EventPlan
    is_moved: bool
    is_done: bool
    fates: list[Fate]
    reasons: list[str]
    held_places: list[HeldPlace]
    name_by: datetime | None

    @property
    def earliest_deadline(self) -> datetime | None:
        """Until when everybody who is told can leave free of charge."""
        return min((fate.cancel_by for fate in self.fates if fate.cancel_by), default=None)

    @property
    def overlapping(self) -> list[Fate]:
        return [fate for fate in self.fates if fate.overlaps]

    @property
    def cut_short(self) -> list[Fate]:
        """Requests and offers that end sooner, because the event starts sooner."""
        return [fate for fate in self.fates if fate.expires_at != fate.booking.expires_at]


def reason_not_to_move(event: Event, now: datetime) -> str:
    """Why an event cannot be moved (any more), as a sentence; empty when it can."""
    if event.is_cancelled:
        return "This event is cancelled, so it cannot be moved."
    if event.is_draft:
        return "This event is a draft that nobody has booked. Change it on its own page."
    if event.is_closed:
        return "The register of this event is closed, so it cannot be moved."
    if event.has_started(now):
        return "This event has started, so it cannot be moved."
    if Attendance.objects.filter(session__event=event).exists() or make_up_sheet.is_marked(event):
        return "People have been marked in the register, so the event cannot be moved."
    return ""


def preview(event: Event, sessions: Sequence[SessionPlan], now: datetime) -> Preview:
    """What moving would mean. Changes nothing."""
    before = planning.plan_of(event)
    plan = planning.moved_plan(before, sessions)
    refusal = reason_not_to_move(event, now)
    reasons = [refusal] if refusal else planning.reasons_not_to_move_to(event, before, plan, now)
    is_moved = sessions_moved(plan, before)
    is_done = not sessions_differ(plan, before)
    held = list(event.held_places.held().with_facts())
    name_by = holding_moves.name_by_after_move(event, plan, now=now) if is_moved else None
    return Preview(plan, is_moved, is_done, _fates(event, plan, is_moved, now), reasons, held, name_by)


def move(
    event: Event,
    sessions: Sequence[SessionPlan],
    *,
    note: str = "",
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> int:
    """Moves an event and tells everybody with an active booking, who holds places, and its trainers; gives back how many bookings were told.

    After a change of day or time everybody can leave free of charge for some working days (a setting of the Board). Raises Refused once the
    event has started, is closed or cancelled or holds a mark, and for every clash; TooLate when it is no longer at revision `seen`.
    """
    with transaction.atomic():
        locked = places.lock_with_sessions(event.pk)
        if refusal := reason_not_to_move(locked, now):
            raise Refused(refusal)
        before = planning.move_event(locked, sessions, by=by, now=now, seen=seen)
        locked = places.lock_with_sessions(event.pk)
        plan = planning.plan_of(locked)
        is_moved = sessions_moved(plan, before)
        fates, old, said = _fates(locked, plan, is_moved, now), before.sessions, note.strip()
        reminders.withdraw(locked, [fate.booking for fate in fates])
        _change(fates, by, now)
        for fate in fates:
            fate.booking.event = locked
            emails.moved(fate.booking, before=old, overlaps=fate.overlaps, note=said, now=now)
        to = plan if is_moved else None
        holding_moves.move_with_event(locked, to, before=old, note=said, by=by, now=now)
        make_up_sheet.move_with_event(locked, before=old, note=said, by=by, now=now)
    event.refresh_from_db()
    return len(fates)


def _fates(event: Event, plan: EventPlan, is_moved: bool, now: datetime) -> list[Fate]:
    bookings = list(event.bookings.active().with_person().select_related("tariff").order_by("pk"))
    clashing = overlaps_of([b.person_id for b in bookings], event, plan.sessions) if is_moved else {}
    days = Board.current().notice_after_move_days
    return [
        Fate(
            booking,
            deadline_after_move(booking.tariff, starts_at=plan.starts_at, now=now, days=days)
            if is_moved
            else booking.cancel_by,
            min(booking.expires_at, plan.starts_at) if booking.expires_at else None,
            clashing.get(booking.person_id, []),
        )
        for booking in bookings
    ]


def _change(fates: Sequence[Fate], by: Person, now: datetime) -> None:
    changes = {fate.booking: fate.changes for fate in fates}
    TrailEntry.objects.bulk_create(
        trail.entry(by, "booking.moved", booking, changed, now=now) for booking, changed in changes.items()
    )
    for fate in fates:
        fate.booking.cancel_by, fate.booking.expires_at = fate.cancel_by, fate.expires_at
    Booking.objects.bulk_update(list(changes), ["cancel_by", "expires_at"])
