"""What is written about an event to those who run it: its trainers, and the L&D officers who decide."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import Person, Role
from correspondence import outbox
from lib.links import absolute
from training.calendars import trainers_invitation
from training.models import Event, Trainer


def published(event: Event, *, now: datetime) -> None:
    """To the trainers, with the calendar entry."""
    _to_trainers("published", event, key=f"trains:{event.code}", now=now)


def moved(event: Event, *, new: Collection[Trainer] = (), now: datetime) -> None:
    """To the trainers, with the entry that replaces the one before; not to those who are new on it, who know no other date."""
    _to_trainers("moved", event, key=f"trains-moved-{event.revision}:{event.code}", now=now, without=new)


def cancelled(event: Event, *, now: datetime) -> None:
    """To the trainers; takes the entry out of their calendars."""
    _to_trainers("cancelled", event, key=f"trains-cancelled:{event.code}", now=now, cancels=True)


def decision_needed(event: Event, *, now: datetime) -> None:
    """To every officer, once for each moment of decision."""
    officers = Person.objects.filter(is_active=True, role_grants__role=Role.OFFICER).distinct()
    for officer in officers.order_by("pk"):
        outbox.queue(
            key=f"decide-{event.decide_by:%Y%m%d%H%M}:{event.code}:{officer.code}",
            kind="training.decide",
            to=officer,
            template="training/emails/decide",
            context=_facts(event) | {"event_url": absolute("training:event", code=event.code)},
            now=now,
        )


def _to_trainers(
    name: str,
    event: Event,
    *,
    key: str,
    now: datetime,
    cancels: bool = False,
    without: Collection[Trainer] = (),
) -> None:
    calendar = trainers_invitation(event, now=now, cancels=cancels)
    for delivery in event.deliveries.exclude(trainer__in=without).select_related("trainer__person"):
        outbox.queue(
            key=f"{key}:{delivery.trainer.code}",
            kind=f"training.{name}",
            to=delivery.trainer.person,
            template=f"training/emails/{name}",
            context=_facts(event) | {"trainer": delivery.trainer, "is_lead": delivery.is_lead},
            now=now,
            calendar=calendar,
        )


def _facts(event: Event) -> dict:
    return {
        "event": event,
        "course": event.course,
        "sessions": event.sessions.select_related("room__venue"),
        "register_url": absolute("bookings:register", code=event.code),
    }
