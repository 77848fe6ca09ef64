"""When a trainer can deliver: the periods in which they are away, and the weekdays they can usually do."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from lib.codes import new_code
from lib.dates import local_day
from lib.errors import Refused, TooLate
from training.models import Absence, Event, Trainer
from training.models.trainer import WEEKDAYS
from training.rows import changes, save_checked
from training.rules import SessionPlan

MOST_TO_COME = 50
REMOVED = "This period has been removed already."
OTHER_WEEKDAYS = "Somebody else changed the weekdays while you had this page open: {}. Look at what is ticked here, then save it again."
# The tick box by which an officer overrides it, on every form that puts a trainer on an event.
ALTHOUGH_AWAY = "Ask them although they are away"


def add_absence(
    trainer: Trainer, *, from_on: date, to_on: date, reason: str = "", code: str = "", by: Person | None, now: datetime,
) -> Absence:  # fmt: skip
    """Notes that a trainer is away from a day to a day, both included. `code` is what the form brought.

    Raises Refused for a period that is over, that ends before it begins, or that another one of theirs touches.
    """
    with transaction.atomic():
        Trainer.objects.select_for_update().get(pk=trainer.pk)
        _refuse_absence(trainer, from_on, to_on, now)
        days = {"from_on": from_on, "to_on": to_on}
        absence = Absence(trainer=trainer, **days, reason=reason.strip(), code=code or new_code())
        save_checked(absence)
        # Why somebody is away may be sensitive: the trail keeps the days.
        record(by, "trainer.away", trainer, {"away": ["", str(absence)]}, now=now)
    return absence


def _refuse_absence(trainer: Trainer, from_on: date, to_on: date, now: datetime) -> None:
    if to_on < from_on:
        raise Refused("The last day away cannot be before the first.")
    if to_on < local_day(now):
        raise Refused("This period is over already. Give days that are still to come.")
    known = trainer.absences.touching(from_on, to_on).first()
    if known:
        raise Refused(f"{trainer} is away {known} already. Remove that period first, or choose other days.")
    if trainer.absences.to_come(local_day(now)).count() >= MOST_TO_COME:
        raise Refused(f"There are {MOST_TO_COME} periods to come already. Remove one first.")


def remove_absence(absence: Absence | None, *, by: Person | None, now: datetime) -> None:
    """They are not away after all. Raises TooLate when it was removed already; None is one that is not there any more."""
    with transaction.atomic():
        if absence is None or not Absence.objects.filter(pk=absence.pk).delete()[0]:
            raise TooLate(REMOVED)
        record(by, "trainer.back", absence.trainer, {"away": [str(absence), ""]}, now=now)


def set_weekdays(
    trainer: Trainer, weekdays: Iterable[str], *, seen: str | None = None, by: Person | None, now: datetime
) -> None:
    """The weekdays they can usually do, as digits (Monday is 0); none means that any day may do.

    `seen` is what the page showed (None: whatever it is now). Raises TooLate when there is something else meanwhile.
    """
    with transaction.atomic():
        trainer.lock(None)
        before, after = {"weekdays": trainer.weekdays}, {"weekdays": "".join(sorted(set(weekdays)))}
        if before != after:
            if seen not in (None, trainer.weekdays):
                raise TooLate(OTHER_WEEKDAYS.format(trainer.usual_days or "now any day may do"))
            trainer.weekdays = after["weekdays"]
            trainer.save(update_fields=["weekdays"])
            record(by, "trainer.weekdays", trainer, changes(before, after), now=now)


def away_at(trainers: Sequence[Trainer], sessions: Iterable) -> list[Absence]:
    """The periods of these trainers that lie on a day of these sessions."""
    days = [local_day(session.starts_at) for session in sessions]
    if not trainers or not days:
        return []
    found = Absence.objects.filter(trainer__in=trainers).touching(min(days), max(days))
    rows = found.select_related("trainer__person")
    return [absence for absence in rows if any(absence.from_on <= on <= absence.to_on for on in days)]


def reasons_away(trainers: Sequence[Trainer], sessions: Sequence[SessionPlan]) -> list[str]:
    """A sentence for each trainer who is away on a day of a session, with the period."""
    return [
        f"{absence.trainer} is away {absence}. Choose somebody else, or tick “{ALTHOUGH_AWAY}”."
        for absence in away_at(trainers, sessions)
    ]


def events_while_away(trainer: Trainer, now: datetime) -> list[Event]:
    """Events to come that the trainer is to deliver on a day on which they are away now."""
    absences = list(trainer.absences.to_come(local_day(now)))
    if not absences:
        return []
    coming = Event.objects.filter(deliveries__trainer=trainer, ends_at__gt=now).not_cancelled()
    return [
        event
        for event in coming.with_course().with_sessions()
        if any(a.from_on <= local_day(s.starts_at) <= a.to_on for s in event.sessions.all() for a in absences)
    ]


def unusual_days(trainer: Trainer, sessions: Iterable) -> list[str]:
    """The weekdays of these sessions on which the trainer cannot usually come: Friday."""
    days = sorted({local_day(session.starts_at).weekday() for session in sessions})
    return [WEEKDAYS[n][1] for n in days if trainer.weekdays and str(n) not in trainer.weekdays]
