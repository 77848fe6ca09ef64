"""What is written to trainers about events. One function for each message; each cause is told once, by its key."""

from datetime import datetime

from correspondence import outbox
from correspondence.calendar import Invitation, Meeting
from lib.links import absolute, sign
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
    entry = None if invitation.is_reserve else calendar(invitation.event, invitation.trainer, now=now)
    _about(invitation, "trainer_accepted", now=now, calendar=entry)


def stands_in(event: Event, trainer: Trainer, *, now: datetime) -> None:
    _told(event, trainer, "trainer_stands_in", calendar(event, trainer, now=now), now)


def stood_down(event: Event, trainer: Trainer, *, now: datetime) -> None:
    """Takes the entry out of the calendar."""
    _told(event, trainer, "trainer_stood_down", calendar(event, trainer, now=now, cancels=True), now)


def calendar(event: Event, trainer: Trainer, *, now: datetime, cancels: bool = False) -> Invitation:
    """One entry for each session. Every change of the event raises the SEQUENCE, so that each file replaces the one before it."""
    meetings = [
        Meeting(
            uid=f"{event.code}-{trainer.code}-{number}@muster",
            summary=f"You train: {event.course.title}",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            location=session.location,
            url=session.online_url or absolute("bookings:event", code=event.code),
        )
        for number, session in enumerate(_sessions(event), 1)
    ]
    sequence = event.revision * 2 + (1 if cancels else 0)
    return Invitation(meetings, sequence=sequence, now=now, method="CANCEL" if cancels else "PUBLISH")


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
