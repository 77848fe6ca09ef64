"""What is written to trainers and officers about registers."""

from datetime import datetime

from accounts.models import Person, Role
from correspondence import outbox
from lib.links import absolute
from training.models import Event


def chased(event: Event, *, now: datetime) -> None:
    """To the trainers, the lead first, that the register is still open; to the officers when no trainer has an address."""
    trainers = [delivery.trainer.person for delivery in event.deliveries.all()]
    told = [person for person in trainers if person.is_active and person.email]
    for person in told or officers():
        outbox.queue(
            key=f"register_chased:{event.code}:{now:%Y%m%d%H%M%S}:{person.code}",
            kind="bookings.register_chased",
            to=person,
            template="bookings/emails/register_chased",
            context={
                "event": event,
                "course": event.course,
                "sessions": event.sessions.select_related("room__venue"),
                "link": absolute("bookings:register", code=event.code),
                "is_trainer": bool(told),
                "is_reopened": event.register_reopened_at is not None,
            },
            now=now,
        )


def officers() -> list[Person]:
    """The L&D officers who can be written to."""
    found = Person.objects.filter(role_grants__role=Role.OFFICER, is_active=True).exclude(email=None)
    return list(found.distinct().order_by("pk"))
