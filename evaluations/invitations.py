"""Who is asked what and when: invitations open by themselves, and remind those who have not answered."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import Board
from bookings.models import Booking
from bookings.models.booking import BookingQuerySet
from evaluations import due, emails, keys
from evaluations.models import Invitation, Questionnaire, Stage
from lib.dates import at, calendar_days_before, local_day, months_after

MOST = 500  # of one stage in one run of the worker
AT_ONCE = 100  # in one transaction, so that nobody waits long for the database
DAYS_BEFORE = 3
DAYS_UNTIL_REMINDERS = {
    Stage.AFTER: (3, 7, 14),
    Stage.FOLLOW_UP: (7, 14),
    Stage.MANAGER: (7, 14),
}


def open_due(now: datetime) -> int:
    """Opens every invitation that has fallen due and writes one message each; returns how many.

    Safe to run twice, late, or by two workers at once. At most MOST of a stage: a larger backlog waits for the next run.
    """
    months = Board.current().follow_up_months
    _follow_moved_events(now)
    return (
        _open(Stage.BEFORE, due.before(now), now, lambda booking: booking.event.starts_at)
        + _open(Stage.AFTER, due.after(now), now, _after_closes)
        + _open(Stage.FOLLOW_UP, due.follow_up(now, months), now, lambda b: _follow_up_closes(b, months))
        + _open(Stage.MANAGER, due.manager(now, months), now, lambda b: _follow_up_closes(b, months))
    )


def _follow_moved_events(now: datetime) -> None:
    """The stage before ends when the event starts, also after the event was moved."""
    upcoming = Invitation.objects.filter(
        stage=Stage.BEFORE, is_answered=False, booking__event__starts_at__gt=now
    )
    moved = list(upcoming.exclude(closes_at=F("booking__event__starts_at")).with_event()[:MOST])
    for invitation in moved:
        invitation.closes_at = invitation.booking.event.starts_at
        invitation.remind_at = _next_reminder(invitation, now)
    Invitation.objects.bulk_update(moved, ["closes_at", "remind_at"])


def remind_due(now: datetime) -> int:
    """Reminds those who have not answered; returns how many. Several reminders that fell due while the worker was off go as one."""
    waiting = Invitation.objects.to_remind(now).with_event().order_by("remind_at", "pk")[:MOST]
    return sum(_remind(invitation, now) for invitation in waiting)


def _remind(invitation: Invitation, now: datetime) -> bool:
    number = _reminders_until(invitation, now)
    with transaction.atomic():
        mine = Invitation.objects.awaited(now).filter(pk=invitation.pk, remind_at=invitation.remind_at)
        if not mine.update(remind_at=_next_reminder(invitation, now)):
            return False
        emails.remind(invitation, number, now=now)
    return True


def _reminders(invitation: Invitation) -> list[datetime]:
    """The moments at which this invitation reminds, none of them on its first day."""
    if invitation.stage == Stage.BEFORE:
        moments = [calendar_days_before(invitation.closes_at, DAYS_BEFORE)]
    else:
        days = DAYS_UNTIL_REMINDERS[Stage(invitation.stage)]
        moments = [invitation.opens_at + timedelta(days=n) for n in days]
    first = invitation.opens_at + timedelta(days=1)
    return [moment for moment in moments if first <= moment < invitation.closes_at]


def _next_reminder(invitation: Invitation, now: datetime) -> datetime | None:
    return next((moment for moment in _reminders(invitation) if moment > now), None)


def _reminders_until(invitation: Invitation, now: datetime) -> int:
    return sum(moment <= now for moment in _reminders(invitation))


def _after_closes(booking: Booking) -> datetime:
    closed_at = booking.event.register_closed_at
    assert closed_at, "the evaluation opens when the register is closed"
    return at(months_after(local_day(closed_at), due.AFTER_IS_OPEN), time.min)


def _follow_up_closes(booking: Booking, months: int) -> datetime:
    return at(months_after(local_day(booking.event.ends_at), months + due.FOLLOW_UP_IS_OPEN), time.min)


def _open(
    stage: Stage, bookings: BookingQuerySet, now: datetime, closes_at: Callable[[Booking], datetime]
) -> int:
    questionnaire = Questionnaire.objects.current(stage)
    if questionnaire is None:
        return 0
    found = bookings.select_related("event__course", "person", "employment").order_by(
        "event__starts_at", "pk"
    )
    waiting = [booking for booking in found[:MOST] if closes_at(booking) > now]
    return sum(_open_some(some, stage, questionnaire, now, closes_at) for some in _slices(waiting))


def _slices(bookings: list[Booking]) -> Iterator[list[Booking]]:
    for start in range(0, len(bookings), AT_ONCE):
        yield bookings[start : start + AT_ONCE]


def _open_some(
    bookings: list[Booking],
    stage: Stage,
    questionnaire: Questionnaire,
    now: datetime,
    closes_at: Callable[[Booking], datetime],
) -> int:
    made = [
        Invitation(
            booking=booking,
            stage=stage,
            questionnaire=questionnaire,
            opens_at=now,
            closes_at=closes_at(booking),
        )
        for booking in bookings
    ]
    for invitation in made:
        invitation.remind_at = _next_reminder(invitation, now)
    with transaction.atomic():
        Invitation.objects.bulk_create(made, ignore_conflicts=True)
        keys.make_for(bookings)
        # Another worker may have been faster with some: theirs stand, and they write the message.
        stored = set(
            Invitation.objects.filter(code__in=[each.code for each in made]).values_list("code", flat=True)
        )
        mine = [invitation for invitation in made if invitation.code in stored]
        for invitation in mine:
            emails.invite(invitation, now=now)
    return len(mine)
