"""A trainer falls out and another stands in: one step, so that the event is never without either by mistake."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from lib.dates import local_day
from lib.errors import Refused, TooLate
from training import team_emails
from training.availability import reasons_away
from training.clashes import hold_still, reasons_double_booked
from training.models import Delivery, Event, Trainer
from training.models.delivery import frozen
from training.models.invitation import UNLUCKY
from training.planning import plan_of
from training.rules import EventPlan


def reason_not_to_replace(event: Event) -> str:
    """Why nobody can stand in on this event; empty while somebody can: until its register is closed."""
    if event.is_cancelled:
        return "This event is cancelled, so nobody needs to stand in."
    return "The register of this event is closed, so its trainers cannot change." if event.is_closed else ""


def stand_in(
    event: Event,
    gone: Trainer,
    instead: Trainer,
    *,
    although_away: bool = False,
    by: Person | None,
    now: datetime,
) -> Delivery:
    """Puts one trainer in the place of another, as lead if they led; both are told, and the register moves with it.

    Raises TooLate when they stand in already or `gone` no longer delivers the event, Refused when `instead` delivers it already,
    is busy at that time, or is away (unless `although_away`).
    """
    with transaction.atomic():
        event.lock(None)
        old = _delivery(event, gone, instead)
        plan = EventPlan(event.capacity, plan_of(event).sessions, [instead])
        hold_still(plan)
        _refuse(event, instead, plan, although_away)
        facts = frozen(instead, local_day(event.starts_at))
        new = Delivery(event=event, trainer=instead, is_lead=old.is_lead, stands_in_for=gone, **facts)
        old.delete()
        new.save()
        event.count_change()
        event.save(update_fields=["revision"])
        event.trainer_invitations.filter(state__in=UNLUCKY, followed_up_at=None).update(followed_up_at=now)
        record(by, "event.trainer_replaced", event, {"trainer": [gone.code, instead.code]}, now=now)
        if not event.has_ended(now):
            team_emails.stood_down(event, gone, now=now)
            team_emails.stands_in(event, instead, now=now)
    return new


def _delivery(event: Event, gone: Trainer, instead: Trainer) -> Delivery:
    if event.deliveries.filter(trainer=instead, stands_in_for=gone).exists():
        raise TooLate(f"{instead} stands in for {gone} already.")
    old = event.deliveries.filter(trainer=gone).first()
    if old is None:
        raise TooLate(f"{gone} does not deliver this event any more.")
    return old


def _refuse(event: Event, instead: Trainer, plan: EventPlan, although_away: bool) -> None:
    if reason := reason_not_to_replace(event):
        raise Refused(reason)
    if event.deliveries.filter(trainer=instead).exists():
        raise Refused(f"{instead} delivers this event already. Choose somebody else.")
    away = [] if although_away else reasons_away([instead], plan.sessions)
    if reasons := [*reasons_double_booked(plan, event), *away]:
        raise Refused(reasons)


def who_can_stand_in(event: Event) -> list[Trainer]:
    """Every trainer who is not on the event, its reserves first, then by name."""
    reserves = set(event.trainer_invitations.reserves().values_list("trainer_id", flat=True))
    found = Trainer.objects.exclude(deliveries__event=event).select_related("person")
    return sorted(found, key=lambda trainer: trainer.pk not in reserves)
