"""An event as the plan that would make it, and a plan as the rows of an event. For the deeds of planning.py and changing.py."""

from collections.abc import Sequence

from django.db.models import ProtectedError

from lib.dates import local_day
from lib.errors import Refused
from training.allocating import move_releases
from training.models import Delivery, EquipmentNeed, Event, Session, Trainer
from training.models.delivery import frozen
from training.rules import EventPlan, Need, SessionPlan

COLUMNS = [
    "group", "capacity", "booking_opens_at", "booking_closes_at", "joining_instructions", "minimum", "decide_by",
]  # fmt: skip


def plan_of(event: Event) -> EventPlan:
    """An event as the plan that would make it."""
    rows = event.sessions.select_related("room__venue").order_by("starts_at", "pk")
    trainers = [
        d.trainer for d in event.deliveries.select_related("trainer__person").order_by("-is_lead", "pk")
    ]
    sessions = [SessionPlan(row.starts_at, row.ends_at, row.room, row.online_url) for row in rows]
    equipment = [Need(row.equipment, row.count) for row in event.equipment_needs.select_related("equipment")]
    columns = {name: getattr(event, name) for name in COLUMNS}
    return EventPlan(sessions=sessions, trainers=trainers, equipment=equipment, **columns)


def write(event: Event, plan: EventPlan) -> None:
    """Makes the rows say what the plan says; call it in a transaction that has locked the event and asked the rules."""
    for name in COLUMNS:
        setattr(event, name, getattr(plan, name))
    event.starts_at, event.ends_at = plan.starts_at, plan.ends_at
    # Never places_held: bookings move it, perhaps in this very moment.
    kept = [*COLUMNS, "starts_at", "ends_at", "revision", "decision_asked_at"]
    event.save(update_fields=kept if event.pk else None)
    _write_sessions(event, plan.sessions)
    _write_trainers(event, plan.trainers)
    _write_equipment(event, plan.equipment)
    move_releases(event)


def _write_sessions(event: Event, plans: Sequence[SessionPlan]) -> None:
    rows = list(event.sessions.order_by("starts_at", "pk"))
    for row, plan in zip(rows, plans, strict=False):
        Session.objects.filter(pk=row.pk).update(**vars(plan))
    Session.objects.bulk_create(Session(event=event, **vars(plan)) for plan in plans[len(rows) :])
    try:
        event.sessions.filter(pk__in=[row.pk for row in rows[len(plans) :]]).delete()
    except ProtectedError as error:
        raise Refused(
            "Attendance has been marked, or a missed session is made up, in a session that would go. Keep that session."
        ) from error


def _write_trainers(event: Event, trainers: Sequence[Trainer]) -> None:
    event.deliveries.exclude(trainer__in=trainers).delete()
    standing = set(event.deliveries.values_list("trainer_id", flat=True))
    new = [trainer for trainer in trainers if trainer.pk not in standing]
    on = local_day(event.starts_at)
    Delivery.objects.bulk_create(
        Delivery(event=event, trainer=trainer, **frozen(trainer, on)) for trainer in new
    )
    event.deliveries.update(is_lead=False)
    event.deliveries.filter(trainer__in=trainers[:1]).update(is_lead=True)


def _write_equipment(event: Event, needs: Sequence[Need]) -> None:
    event.equipment_needs.exclude(equipment__in=[need.equipment for need in needs]).delete()
    for need in needs:
        EquipmentNeed.objects.update_or_create(
            event=event, equipment=need.equipment, defaults={"count": need.count}
        )


def facts(plan: EventPlan) -> dict:
    """A plan as the trail writes it: codes instead of names of people."""
    sessions = [
        f"{s.starts_at:%Y-%m-%d %H:%M}–{s.ends_at:%H:%M} UTC, {s.room or s.online_url or 'no place yet'}"
        for s in plan.sessions
    ]
    facts = {name: getattr(plan, name) for name in COLUMNS}
    facts["group"] = plan.group.code if plan.group else None
    equipment = [f"{need.count} × {need.equipment}" for need in plan.equipment]
    trainers = [trainer.code for trainer in plan.trainers]
    return facts | {"sessions": sessions, "trainers": trainers, "equipment": equipment}
