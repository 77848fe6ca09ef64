"""The same event on other days: once (run again) or many times in one step (a series)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from lib.codes import new_code
from lib.dates import at, day, local, local_day, long_day
from lib.errors import Refused, TooLate
from training.clashes import double_booked_in_each
from training.days import days_of, notes, warning
from training.holidays import holidays_at
from training.models import Event, Holiday, Series
from training.planning import create_event, plan_of, publish_event
from training.rules import EventPlan

MOST_DAYS = 60
WEEKS_OF_A_YEAR = 53
ALL_PUBLISHED = "Every event of this series is published already."


def shifted(plan: EventPlan, first: date) -> EventPlan:
    """The plan held from another day on, at the same London clock times.

    The moment of decision keeps its distance. The moments of booking belonged to the old date, and an online link is often for one
    meeting only: they do not come along.
    """
    days = first - local_day(plan.starts_at)

    def other(moment: datetime) -> datetime:
        there = local(moment)
        return at(there.date() + days, there.time())

    sessions = [
        replace(s, starts_at=other(s.starts_at), ends_at=other(s.ends_at), online_url="")
        for s in plan.sessions
    ]
    decide_by = other(plan.decide_by) if plan.decide_by else None
    return replace(
        plan, sessions=sessions, decide_by=decide_by, booking_opens_at=None, booking_closes_at=None
    )


def run_again(plan: EventPlan, now: datetime) -> EventPlan:
    """The plan on the next days of the same weekdays, after itself and after now, on which people usually come.

    Where there are none in a year (an event at weekends has none ever) it is the next of the same weekdays.
    """
    earliest = max(local_day(plan.ends_at), local_day(now))
    weeks = (earliest - local_day(plan.starts_at)).days // 7 + 1
    days = [local_day(plan.starts_at) + timedelta(weeks=weeks + n) for n in range(WEEKS_OF_A_YEAR)]
    plans = [shifted(plan, day) for day in days]
    holidays = holidays_at(plans)
    free = (each for each in plans if not any(notes(on, holidays) for on in days_of(each.sessions)))
    return next(free, plans[0])


@dataclass(frozen=True)
class Proposal:
    """One day of a series before it is made: what speaks against it."""

    day: date
    clashes: list[str]
    is_past: bool
    off: list[str]

    @property
    def note(self) -> str:
        """Why people do not usually train on this day, or on the further days of the event; empty on ordinary ones."""
        return "In the past" if self.is_past else ". ".join(self.off)

    @property
    def is_free(self) -> bool:
        return not self.note and not self.clashes

    @property
    def words(self) -> str:
        return long_day(self.day)


def proposals(event: Event, days: Sequence[date], now: datetime) -> list[Proposal]:
    """What speaks against repeating an event on each of these days; the number of queries does not grow with them."""
    plan = plan_of(event)
    plans = [shifted(plan, each) for each in days]
    clashes, holidays = double_booked_in_each(plans), holidays_at(plans)
    return [
        Proposal(each, against, made.starts_at <= now, _off(made, holidays))
        for each, made, against in zip(days, plans, clashes, strict=True)
    ]


def _off(plan: EventPlan, holidays: Sequence[Holiday]) -> list[str]:
    """Of the first day a word, because the page names it; of further days a sentence."""
    first, *further = days_of(plan.sessions)
    said = (warning(on, holidays).removesuffix(".") for on in further)
    return notes(first, holidays) + [each for each in said if each]


def reason_not_to_repeat(event: Event) -> str:
    return "This event is cancelled. Repeat another one." if event.is_cancelled else ""


def make_series(
    event: Event, days: Sequence[date], *, title: str, by: Person | None, now: datetime, code: str = "", seen: int | None = None,
) -> Series:  # fmt: skip
    """Drafts of an event on all these days, or of none. The event itself belongs to the series if it is in none and still to come.

    `code` is what the form brought: the same form twice makes one series (TooLate); TooLate also when the event is no longer at
    revision `seen`. Raises Refused with every day's reasons.
    """
    days = sorted(set(days))
    with transaction.atomic():
        event.lock(None)
        if seen not in (None, event.revision):
            raise TooLate("Somebody changed this event while you had this page open. Show the days again.")
        if reason := _reason_not_to_make(event, days):
            raise Refused(reason)
        if code and Series.objects.filter(code=code).exists():
            raise TooLate("This series has been saved already.")
        series = Series.objects.create(code=code or new_code(), title=title.strip(), created_at=now)
        if event.series_id is None and not event.has_started(now):
            event.series = series
            event.save(update_fields=["series"])
        _make_drafts(event, series, days, by=by, now=now)
        written = [each.isoformat() for each in days]
        record(by, "series.made", series, {"title": ["", series.title], "days": [[], written]}, now=now)
    return series


def _reason_not_to_make(event: Event, days: Sequence[date]) -> str:
    if reason := reason_not_to_repeat(event):
        return reason
    if not days:
        return "Tick at least one day."
    return f"A series has at most {MOST_DAYS} days." if len(days) > MOST_DAYS else ""


def _make_drafts(
    event: Event, series: Series, days: Sequence[date], *, by: Person | None, now: datetime
) -> None:
    plan, reasons = plan_of(event), []
    for each in days:
        facts = vars(shifted(plan, each)).copy()
        del facts["rooms"]
        try:
            create_event(event.course, **facts, series=series, by=by, now=now)
        except Refused as refused:
            reasons += [f"{day(each)}: {reason}" for reason in refused.reasons]
    if reasons:
        raise Refused(reasons)


def publish_series(series: Series, *, by: Person | None, now: datetime) -> int:
    """Publishes every draft of a series, or none; gives back how many. Raises Refused with every event's reasons."""
    reasons = []
    with transaction.atomic():
        drafts = list(series.events.drafts().with_course())
        for event in drafts:
            try:
                publish_event(event, by=by, now=now)
            except Refused as refused:
                reasons += [f"{day(event.starts_at)}: {reason}" for reason in refused.reasons]
        if not drafts:
            raise TooLate(ALL_PUBLISHED)
        if reasons:
            raise Refused(reasons)
        record(by, "series.published", series, {"events": [0, len(drafts)]}, now=now)
    return len(drafts)
