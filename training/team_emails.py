"""What is written to trainers about events. One function for each message; each cause is told once, by its key."""

from datetime import datetime

from correspondence import outbox
from correspondence.calendar import Invitation
from lib.links import absolute, sign
from training.calendars import trainers_invitation
from training.models import Event, Trainer, TrainerInvitation


def invited(invitation: TrainerInvitation, *, now: datetime) -> None:
    """With a signed link: no account is needed to answer."""
    _about(invitation, "trainer_invited", now=now)


def reminded(invitation: TrainerInvitation, *, now: datetime) -> None:
    _about(invitation, "trainer_reminded", now=now)


def taken(invitation: TrainerInvitation, *, now: datetime) -> None:
    """Somebody else was faster, or it is no longer needed."""
    _about(invitation, "trainer_not_needed", now=now)


def accepted(invitation: TrainerInvitation, *, now: datetime) -> None:
    """With the calendar entry, unless they are a reserve."""
    entry = None if invitation.is_reserve else trainers_invitation(invitation.event, now=now)
    _about(invitation, "trainer_accepted", now=now, calendar=entry)


def stands_in(event: Event, trainer: Trainer, *, now: datetime) -> None:
    _told(event, trainer, "trainer_stands_in", trainers_invitation(event, now=now), now)


def stood_down(event: Event, trainer: Trainer, *, now: datetime) -> None:
    """Takes the entry out of the calendar."""
    _told(event, trainer, "trainer_stood_down", trainers_invitation(event, now=now, cancels=True), now)


def put_on(event: Event, trainer: Trainer, *, now: datetime) -> None:
    """An officer has put them on an event that is in the programme: nobody asked before."""
    _told(event, trainer, "trainer_put_on", trainers_invitation(event, now=now), now)


def taken_off(event: Event, trainer: Trainer, *, now: datetime) -> None:
    """Takes the entry out of the calendar."""
    _told(event, trainer, "trainer_taken_off", trainers_invitation(event, now=now, cancels=True), now)


def _sessions(event: Event):
    return event.sessions.select_related("room__venue")


def _about(invitation: TrainerInvitation, name: str, *, now: datetime, calendar=None) -> None:
    link = absolute("training:invitation", token=sign("deliver", invitation.code))
    context = {"invitation": invitation, "answer_url": link}
    _queue(f"{name}:{invitation.code}", name, invitation.event, invitation.trainer, context, now, calendar)


def _told(event: Event, trainer: Trainer, name: str, entry: Invitation, now: datetime) -> None:
    # The revision is in the key: somebody may stand in, stand down and stand in again.
    _queue(f"{name}:{event.code}:{trainer.code}:{event.revision}", name, event, trainer, {}, now, entry)


def _queue(key: str, name: str, event: Event, trainer: Trainer, context: dict, now: datetime, entry) -> None:
    facts = {"event": event, "course": event.course, "trainer": trainer, "sessions": _sessions(event)}
    outbox.queue(
        key=key,
        kind=f"training.{name}",
        to=trainer.person,
        template=f"training/emails/{name}",
        context=facts | context,
        now=now,
        calendar=entry,
    )
