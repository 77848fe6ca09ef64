"""Who delivers the living year: trainers asked, one who declined, one who is paid, what they bring, when they are away."""

from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Person
from lib.dates import local_day
from training.availability import add_absence, set_weekdays
from training.equipment import save_equipment
from training.inviting import decline, invite
from training.models import Equipment, Event, Trainer
from training.models.invitation import Part
from training.planning import Need, change_event, plan_of
from training.team import change_trainer

# name: (kind, how many, note)
EQUIPMENT = {
    "Portable hearing loop": (Equipment.Kind.HEARING, 1, "In the cupboard of Room 1, with its charger"),
    "Projector": (Equipment.Kind.PRESENTING, 2, "With cables and a remote control"),
    "Tablets": (Equipment.Kind.COMPUTER, 12, "In one case; charge them the day before"),
}


def commission(trainer: Trainer, *, by: Person, now: datetime) -> Trainer:
    """Paid by the day; the public never reads that."""
    about = "Former child protection manager"
    change_trainer(trainer, about=about, is_commissioned=True, cost_per_day=Decimal(420), by=by, now=now)
    return trainer


def build(
    trainer: Trainer, others: list[Trainer], titles: dict[str, str], *, by: Person, now: datetime
) -> None:
    """`trainer` is the one who can sign in; `others` are asked, and one of them declines."""
    yesterday = now - timedelta(days=1)
    things = _equipment(by, yesterday)
    coming = {
        name: Event.objects.not_cancelled()
        .upcoming(now)
        .filter(course__title=title)
        .order_by("starts_at")
        .first()
        for name, title in titles.items()
    }
    _bring(
        coming["together"], [(things["Portable hearing loop"], 1), (things["Projector"], 1)], by, yesterday
    )
    _bring(coming["leads"], [(things["Tablets"], 10), (things["Projector"], 2)], by, yesterday)
    _time_of(trainer, [coming["together"].course, coming["violence"].course], by=by, now=yesterday)
    free = [other for other in others if other.person.email and not other.is_commissioned]
    _ask(coming["champions"], free[:2], by, yesterday, is_first_come=True)
    _ask(coming["violence"], [trainer], by, yesterday)
    for asked in _ask(coming["violence"], free[2:3], by, yesterday, part=Part.LEAD):
        decline(asked, reason="I am in court that week.", now=now - timedelta(hours=3))


def _equipment(by: Person, now: datetime) -> dict[str, Equipment]:
    return {
        name: save_equipment(
            Equipment(), {"name": name, "kind": kind, "quantity": count, "note": note}, by=by, now=now
        )
        for name, (kind, count, note) in EQUIPMENT.items()
    }


def _bring(event: Event, needs: list[tuple[Equipment, int]], by: Person, now: datetime) -> None:
    plan = plan_of(event)
    names = [
        "capacity",
        "sessions",
        "trainers",
        "booking_opens_at",
        "booking_closes_at",
        "joining_instructions",
    ]
    same = {name: getattr(plan, name) for name in names}
    change_event(event, **same, equipment=[Need(*need) for need in needs], by=by, now=now)


def _time_of(trainer: Trainer, courses: list, *, by: Person, now: datetime) -> None:
    set_weekdays(trainer, "01234", by=trainer.person, now=now)
    first = local_day(now) + timedelta(days=85)
    last = first + timedelta(days=9)
    add_absence(trainer, from_on=first, to_on=last, reason="Annual leave", by=trainer.person, now=now)
    change_trainer(trainer, about=trainer.about, courses=courses, by=by, now=now)


def _ask(
    event: Event, trainers: list[Trainer], by: Person, now: datetime, *, part=Part.CO_TRAINER, **facts
) -> list:
    team = {delivery.trainer for delivery in event.deliveries.select_related("trainer")}
    asked = [trainer for trainer in trainers if trainer not in team]
    return invite(event, asked, part=part, by=by, now=now, **facts) if asked else []
