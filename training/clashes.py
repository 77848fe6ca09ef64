"""One room, one trainer, one piece of equipment, one place at a time. Ask inside a transaction that has locked them: `hold_still` does."""

from collections.abc import Sequence

from django.db.models import Q

from lib.dates import clock, day
from training.models import Equipment, EquipmentNeed, Event, Room, Session, Trainer
from training.peaks import Span, peak, within
from training.rules import EventPlan, Need, SessionPlan


def hold_still(plan: EventPlan) -> None:
    """Locks the rooms, trainers and equipment of a plan, in one order for everybody, so that two officers cannot take them at once."""
    rooms = [room.pk for room in plan.rooms]
    trainers = [trainer.pk for trainer in plan.trainers]
    list(Room.objects.select_for_update().filter(pk__in=rooms).order_by("pk").values_list("pk"))
    list(Trainer.objects.select_for_update().filter(pk__in=trainers).order_by("pk").values_list("pk"))
    equipment = [need.equipment.pk for need in plan.equipment]
    list(Equipment.objects.select_for_update().filter(pk__in=equipment).order_by("pk").values_list("pk"))


def reasons_double_booked(plan: EventPlan, event: Event | None = None) -> list[str]:
    """A sentence for each room, trainer and kind of equipment that other events (not cancelled) have at the same time; touching is fine."""
    if not plan.sessions:
        return []
    return _rooms(plan, event) + _trainers(plan, event) + _equipment(plan, event)


def reasons_retired(plan: EventPlan, before: EventPlan | None = None) -> list[str]:
    """A sentence for each room and kind of equipment that is no longer in use, unless the event had it `before`."""
    rooms = [room for room in plan.rooms if not (before and room in before.rooms)]
    kept = Room.objects.in_use().filter(pk__in=[room.pk for room in rooms])
    known = {need.equipment.pk for need in before.equipment} if before else set()
    things = [need.equipment for need in plan.equipment if need.equipment.pk not in known]
    there = Equipment.objects.in_use().filter(pk__in=[thing.pk for thing in things])
    gone = [room for room in rooms if room not in set(kept)] if rooms else []
    gone += [thing for thing in things if thing not in set(there)] if things else []
    return [f"{thing} is no longer in use. Choose another." for thing in gone]


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
    return [_room_is_taken(row) for row in _in_rooms(plan, event)]


def _room_is_taken(row: Session) -> str:
    return f"{row.room} is taken by “{row.event.course.title}” {_when(row)}."


def _in_rooms(plan: EventPlan, event: Event | None):
    if not plan.rooms:
        return []
    wanted = _any([Q(room=s.room) & _overlap(s) for s in plan.sessions if s.room])
    return _others(event).filter(wanted).select_related("room__venue", "event__course")


def _trainers(plan: EventPlan, event: Event | None) -> list[str]:
    return [sentence for row in _with_trainers(plan, event) for sentence in _trainers_are_busy(plan, row)]


def _trainers_are_busy(plan: EventPlan, row: Session) -> list[str]:
    names = {trainer.pk: str(trainer) for trainer in plan.trainers}
    return [
        f"{names[delivery.trainer_id]} trains on “{row.event.course.title}” {_when(row)}."
        for delivery in row.event.deliveries.all()
        if delivery.trainer_id in names
    ]


def _with_trainers(plan: EventPlan, event: Event | None):
    if not plan.trainers:
        return []
    busy = _others(event).filter(
        _any([_overlap(s) for s in plan.sessions]),
        event__in=Event.objects.filter(deliveries__trainer__in=plan.trainers).order_by(),
    )
    return busy.prefetch_related("event__deliveries")


def double_booked_in_each(plans: Sequence[EventPlan]) -> list[list[str]]:
    """The sentences of `reasons_double_booked` for each of several plans with the same trainers, the rooms and trainers of all in three queries."""
    if not plans:
        return []
    whole = EventPlan(1, [session for plan in plans for session in plan.sessions], plans[0].trainers)
    in_rooms, trained = list(_in_rooms(whole, None)), list(_with_trainers(whole, None))
    return [
        _rooms_among(plan, in_rooms) + _trainers_among(plan, trained) + _equipment(plan, None)
        for plan in plans
    ]


def _meets(plan: EventPlan, row: Session) -> list[SessionPlan]:
    return [s for s in plan.sessions if row.starts_at < s.ends_at and s.starts_at < row.ends_at]


def _rooms_among(plan: EventPlan, rows: Sequence[Session]) -> list[str]:
    taken = [row for row in rows if any(s.room == row.room for s in _meets(plan, row))]
    return [_room_is_taken(row) for row in taken]


def _trainers_among(plan: EventPlan, rows: Sequence[Session]) -> list[str]:
    return [sentence for row in rows if _meets(plan, row) for sentence in _trainers_are_busy(plan, row)]


def _equipment(plan: EventPlan, event: Event | None) -> list[str]:
    if not plan.equipment:
        return []
    overlapping = _any([_overlap(session) for session in plan.sessions])
    wanted = [need.equipment.pk for need in plan.equipment]
    needs = EquipmentNeed.objects.filter(equipment__in=wanted).values_list("event", "equipment", "count")
    counts = {(event, equipment): count for event, equipment, count in needs}
    busy = list(_others(event).filter(overlapping, event__equipment_needs__equipment__in=wanted).distinct())
    reasons = []
    # How many there are may have changed since the form was opened; the row is locked now.
    there = Equipment.objects.in_bulk(wanted)
    for need in plan.equipment:
        rows = [(row, counts.get((row.event_id, need.equipment.pk), 0)) for row in busy]
        taken = [(row, count) for row, count in rows if count]
        reasons += _too_few(need, there[need.equipment.pk].quantity, plan.sessions, taken)
    return reasons


def _too_few(
    need: Need, quantity: int, sessions: Sequence[SessionPlan], taken: Sequence[tuple[Session, int]]
) -> list[str]:
    """A sentence for each session at which a kind of equipment does not suffice."""
    if need.count > quantity:
        return [f"There {_are(quantity)} only {quantity} of {need.equipment}, so {need.count} cannot be had."]
    reasons = []
    for session in sessions:
        spans = within(
            [Span(s.starts_at, s.ends_at, n) for s, n in taken], session.starts_at, session.ends_at
        )
        free = quantity - peak(spans)
        if need.count > free:
            clashing = [
                (s, n) for s, n in taken if s.starts_at < session.ends_at and s.ends_at > session.starts_at
            ]
            who = "; ".join(f"“{s.event.course.title}” has {n} {_when(s)}" for s, n in clashing)
            reasons.append(
                f"{need.equipment}: {need.count} wanted, {free} of {quantity} {_are(free)} free. {who}."
            )
    return reasons


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
