"""Deeds of the planning desk on equipment. Each is one transaction and writes the trail."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from lib.dates import day
from lib.errors import Refused
from training.models import Equipment, EquipmentNeed, Event
from training.peaks import Span, peak
from training.rows import changes, facts_of, revise, save_checked

EQUIPMENT = ["name", "kind", "quantity", "note", "is_retired"]


def save_equipment(
    equipment: Equipment, facts: dict, *, by: Person | None, now: datetime, seen: int | None = None
) -> Equipment:
    """Adds equipment (an unsaved row) or changes it; `is_retired` takes it out of use for new events.

    Raises Refused when events to come need more at once than there would be, TooLate when it is no longer at revision `seen`.
    """

    def apply() -> None:
        for name, value in facts.items():
            setattr(equipment, name, value)
        save_checked(equipment)
        _refuse_fewer(equipment, now)

    with transaction.atomic():
        if equipment.pk is None:
            apply()
            record(by, "equipment.added", equipment, changes({}, _facts(equipment)), now=now)
        elif made := revise(equipment, seen, facts=_facts, apply=apply):
            record(by, "equipment.changed", equipment, made, now=now)
    return equipment


def _facts(equipment: Equipment) -> dict:
    return facts_of(equipment, EQUIPMENT)


def _refuse_fewer(equipment: Equipment, now: datetime) -> None:
    needs = EquipmentNeed.objects.filter(equipment=equipment, event__ends_at__gt=now)
    rows = list(
        needs.exclude(event__state=Event.State.CANCELLED)
        .order_by("event__sessions__starts_at")
        .values_list("event__sessions__starts_at", "event__sessions__ends_at", "count")
    )
    most = peak(Span(*row) for row in rows)
    if most > equipment.quantity:
        raise Refused(
            f"Events to come need {most} of {equipment} at the same time, the next on {day(rows[0][0])}, so there "
            f"cannot be only {equipment.quantity}. Change the events first."
        )
