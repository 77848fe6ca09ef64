"""What a plan for an event must keep to. Pure: no database; each function gives the reasons against, as the officer reads them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from lib.dates import clock, day, day_and_clock, local_day
from training.days import days_of, notes, warnings

MOST_SESSIONS = 6  # on the form
MOST_PLACES = 2000

# Where an event of this format is usually put in the day, by the London clock; one pair for each session.
USUAL_HOURS = {
    "full_day": [(time(9, 30), time(16, 30))],
    "half_day": [(time(9, 30), time(12, 30))],
    "briefing": [(time(12, 30), time(13, 30))],
    "multi_day": [(time(9, 30), time(16, 30))] * 2,
    "conference": [(time(9, 30), time(16, 30))],
    "champions": [(time(9, 30), time(16, 30))],
    "forum": [(time(13, 30), time(16, 30))],
    "webinar": [(time(12, 30), time(13, 30))],
}
USUAL_PLACES = 24
# A published event that starts this soon with fewer than half of its places held needs a word to the agencies.
SOON = timedelta(days=21)


@dataclass(frozen=True)
class SessionPlan:
    """One session as planned. Moments are aware (UTC). `room` is a Room; without one it is online, at `online_url`."""

    starts_at: datetime
    ends_at: datetime
    room: Any = None
    online_url: str = ""

    @property
    def facts(self) -> tuple:
        """What two plans are compared by."""
        return (self.starts_at, self.ends_at, self.room.pk if self.room else None, self.online_url)

    @property
    def has_a_place(self) -> bool:
        return bool(self.room or self.online_url)


@dataclass(frozen=True)
class Need:
    """So many of one kind of equipment, at every session."""

    equipment: Any
    count: int


@dataclass(frozen=True)
class EventPlan:
    """Everything that an officer decides about an event. The first trainer leads; with a `group` only its members may book."""

    capacity: int
    sessions: Sequence[SessionPlan]
    trainers: Sequence[Any] = ()
    booking_opens_at: datetime | None = None
    booking_closes_at: datetime | None = None
    joining_instructions: str = ""
    minimum: int | None = None
    decide_by: datetime | None = None
    equipment: Sequence[Need] = ()
    group: Any = None
    rooms: list = field(init=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "joining_instructions", self.joining_instructions.strip())
        # Sessions stand in order whatever order they were typed in; a trainer named twice is named once.
        object.__setattr__(self, "sessions", sorted(self.sessions, key=lambda s: (s.starts_at, s.ends_at)))
        object.__setattr__(self, "trainers", list(dict.fromkeys(self.trainers)))
        object.__setattr__(self, "joining_instructions", self.joining_instructions.strip())
        object.__setattr__(self, "equipment", sorted(self.equipment, key=lambda need: need.equipment.pk))
        object.__setattr__(self, "rooms", list(dict.fromkeys(s.room for s in self.sessions if s.room)))

    @property
    def starts_at(self) -> datetime:
        return self.sessions[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(session.ends_at for session in self.sessions)


def sessions_differ(one: EventPlan, other: EventPlan) -> bool:
    """Whether two plans are held at other days, times or places."""
    return [s.facts for s in one.sessions] != [s.facts for s in other.sessions]


def sessions_moved(one: EventPlan, other: EventPlan) -> bool:
    """Whether a day or a time differs; another room alone does not count."""
    return [s.facts[:2] for s in one.sessions] != [s.facts[:2] for s in other.sessions]


def reasons_against(plan: EventPlan, places_held: int = 0) -> list[str]:
    """Why this plan cannot stand, looked at alone; `places_held` is what bookings hold already."""
    if not plan.sessions:
        return ["An event needs at least one session."]
    return (
        _against_sessions(plan.sessions)
        + _against_capacity(plan.capacity, plan.rooms, places_held)
        + _against_booking_time(plan)
        + _against_condition(plan)
    )


def _against_sessions(sessions: Sequence[SessionPlan]) -> list[str]:
    reasons = []
    for number, session in enumerate(sessions, 1):
        if session.ends_at <= session.starts_at:
            reasons.append(f"Session {number} must end after it starts.")
        if session.room and session.online_url:
            reasons.append(f"Session {number} has both a room and an online link. Keep one of them.")
    for number, (earlier, later) in enumerate(pairwise(sessions), 2):
        if later.starts_at < earlier.ends_at:
            reasons.append(
                f"Session {number} starts at {clock(later.starts_at)} on {day(later.starts_at)}, before "
                f"session {number - 1} has ended at {clock(earlier.ends_at)}."
            )
    return reasons


def _against_capacity(capacity: int, rooms: Sequence[Any], places_held: int) -> list[str]:
    if not 1 <= capacity <= MOST_PLACES:
        return [f"Places must be between 1 and {MOST_PLACES:,}."]
    reasons = []
    smallest = min(rooms, key=lambda room: room.capacity, default=None)
    if smallest and capacity > smallest.capacity:
        reasons.append(
            f"{smallest} has room for {smallest.capacity} people, so there cannot be {capacity} places."
        )
    if capacity < places_held:
        reasons.append(
            f"{places_held} {'place is' if places_held == 1 else 'places are'} held already, "
            f"so there cannot be only {capacity}."
        )
    return reasons


def _against_booking_time(plan: EventPlan) -> list[str]:
    opens, closes, reasons = plan.booking_opens_at, plan.booking_closes_at, []
    if opens and closes and closes <= opens:
        reasons.append("Booking must close after it opens.")
    if opens and opens >= plan.starts_at:
        reasons.append("Booking must open before the event starts.")
    if closes and closes > plan.starts_at:
        reasons.append("Booking must close by the time the event starts.")
    return reasons


def _against_condition(plan: EventPlan) -> list[str]:
    """A minimum and the moment by which it must be reached belong together."""
    reasons = []
    if plan.minimum is not None and plan.decide_by is None:
        reasons.append("There is a minimum, so say by when it is decided whether the event takes place.")
    if plan.minimum is None and plan.decide_by is not None:
        reasons.append("There is a moment of decision, so say how many places must be held by then.")
    if plan.minimum is not None and not 1 <= plan.minimum <= plan.capacity:
        reasons.append(f"The minimum must be between 1 and the {plan.capacity} places there are.")
    if plan.decide_by is not None and plan.decide_by >= plan.starts_at:
        reasons.append("Decide before the event starts: the moment of decision is not before its start.")
    return reasons


def reasons_in_the_past(sessions: Sequence[SessionPlan], now: datetime) -> list[str]:
    return [
        f"Session {number} is on {day(session.starts_at)} at {clock(session.starts_at)}, which is in the past. Check the day."
        for number, session in enumerate(sessions, 1)
        if session.starts_at <= now
    ]


def reasons_without_a_place(sessions: Sequence[SessionPlan]) -> list[str]:
    return [
        f"Session {number} has no place yet. Choose a room or give the online link."
        for number, session in enumerate(sessions, 1)
        if not session.has_a_place
    ]


def reasons_not_to_move(event, now: datetime) -> list[str]:
    """Why the day, time or place of this event may not change any more."""
    if event.starts_at <= now:
        return ["This event has started, so its days, times and places cannot change."]
    if event.places_held:
        people = "1 person is" if event.places_held == 1 else f"{event.places_held} people are"
        return [
            f"{people} booked on this event, so its days, times and places cannot change here: they were told "
            "where and when to come. Move the event instead: everybody is told."
        ]
    return []


def condition_in_words(event, now: datetime) -> str:
    """What an undecided event depends on, to those who think of booking; empty when it takes place anyhow, or not at all."""
    if not (event.is_undecided and event.is_published and now < event.starts_at):
        return ""
    if event.decide_by <= now:
        return "It is being decided whether this event takes place. Everybody who has booked will be told."
    return (
        f"This event takes place if at least {event.minimum} people book by {day_and_clock(event.decide_by)}."
    )


def days_left(event, now: datetime) -> int:
    """How many days until it is decided whether an event with a minimum takes place; 0 on the day and after."""
    return max((local_day(event.decide_by) - local_day(now)).days, 0) if event.decide_by else 0


def reasons_not_to_change_group(event) -> list[str]:
    """Why it may not change any more for whom this event is."""
    if event.is_draft:
        return []
    return [
        "This event is published, so it cannot change for whom it is: people were told. "
        "Cancel the event and plan a new one."
    ]


def day_warnings(event, now: datetime, holidays: Sequence[Any]) -> list[str]:
    """A sentence for each day of an event to come on which people do not usually come. Wants what `worries` wants."""
    over = event.is_cancelled or event.has_ended(now)
    return [] if over else warnings(event.sessions.all(), holidays)


def worries(event, now: datetime, holidays: Sequence[Any]) -> list[str]:
    """What an officer should look at before it is too late: short, for lists and the event's page.

    Wants the event with its course, its sessions and its deliveries, and the holidays that may be about its days.
    """
    if event.is_cancelled or event.ends_at <= now:
        return []
    found = []
    if not event.deliveries.all():
        found.append("No trainer")
    if any(not session.room_id and not session.online_url for session in event.sessions.all()):
        found.append("No place")
    found += dict.fromkeys(note for on in days_of(event.sessions.all()) for note in notes(on, holidays))
    if event.is_draft:
        return [*found, "Its date has passed"] if event.starts_at <= now else found
    if not event.course.is_published:
        found.append("Course is hidden")
    if event.needs_decision(now):
        found.append("Needs a decision")
    if event.starts_at > now and local_day(event.starts_at) - local_day(now) <= SOON:
        found += ["Under-booked"] if event.places_held * 2 < event.capacity else []
    return found
