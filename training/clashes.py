"""One room, one trainer, one place at a time. Ask inside a transaction that has locked them: `hold_still` does."""

from collections.abc import Sequence

from django.db.models import Q

from lib.dates import clock, day
from training.models import Event, Room, Session, Trainer
from training.rules import EventPlan, SessionPlan


def hold_still(plan: EventPlan) -> None:
    """Locks the rooms and trainers of a plan, in one order for everybody, so that two officers cannot take them at once."""
    rooms = [room.pk for room in plan.rooms]
    trainers = [trainer.pk for trainer in plan.trainers]
    list(Room.objects.select_for_update().filter(pk__in=rooms).order_by("pk").values_list("pk"))
    list(Trainer.objects.select_for_update().filter(pk__in=trainers).order_by("pk").values_list("pk"))


def reasons_double_booked(plan: EventPlan, event: Event | None = None) -> list[str]:
    """A sentence for each room and trainer that another event (not cancelled) has at the same time; touching is fine."""
    if not plan.sessions:
        return []
    return _rooms(plan, event) + _trainers(plan, event)


def _overlap(session: SessionPlan) -> Q:
    return Q(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)


def _others(event: Event | None):
    found = Session.objects.exclude(event__state=Event.State.CANCELLED).select_related("event__course")
    return found.exclude(event=event) if event and event.pk else found


def _any(conditions: Sequence[Q]) -> Q:
    whole = Q(pk__in=[])
    for condition in conditions:
        whole |= condition
    return whole


def _when(session: Session) -> str:
    return f"on {day(session.starts_at)} from {clock(session.starts_at)} to {clock(session.ends_at)}"


def _rooms(plan: EventPlan, event: Event | None) -> list[str]:
    if not plan.rooms:
        return []
    wanted = _any([Q(room=s.room) & _overlap(s) for s in plan.sessions if s.room])
    taken = _others(event).filter(wanted).select_related("room__venue", "event__course")
    return [f"{s.room} is taken by “{s.event.course.title}” {_when(s)}." for s in taken]


def _trainers(plan: EventPlan, event: Event | None) -> list[str]:
    if not plan.trainers:
        return []
    names = {trainer.pk: str(trainer) for trainer in plan.trainers}
    busy = _others(event).filter(
        _any([_overlap(s) for s in plan.sessions]),
        event__in=Event.objects.filter(deliveries__trainer__in=list(names)).order_by(),
    )
    return [
        f"{names[delivery.trainer_id]} trains on “{session.event.course.title}” {_when(session)}."
        for session in busy.prefetch_related("event__deliveries")
        for delivery in session.event.deliveries.all()
        if delivery.trainer_id in names
    ]
