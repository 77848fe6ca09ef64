"""What an officer should know about the trainers of one event: worries, not refusals."""

from datetime import datetime

from training.availability import away_at, unusual_days
from training.models import Event, Trainer


def team_worries(event: Event, now: datetime) -> list[str]:
    """Sentences about who delivers an event to come; nothing for one that is over or cancelled. A few queries, whatever the team.

    Wants the event with its course, its sessions and its trainers.
    """
    if event.is_cancelled or event.has_ended(now):
        return []
    deliveries, sessions = list(event.deliveries.all()), list(event.sessions.all())
    trainers = [delivery.trainer for delivery in deliveries]
    may = _may_deliver(event)
    found = [
        f"{trainer} has not been named for this course. Name the course on their page if they may deliver it."
        for trainer in trainers
        if may.get(trainer.pk) is False
    ]
    unusual = {trainer: unusual_days(trainer, sessions) for trainer in trainers}
    found += [
        f"{trainer} does not usually come on {' or '.join(f'a {name}' for name in days)}."
        for trainer, days in unusual.items()
        if days
    ]
    found += [f"{absence.trainer} is away {absence}." for absence in away_at(trainers, sessions)]
    names = {delivery.agency_name for delivery in deliveries}
    if len(deliveries) > 1 and len(names) == 1 and "" not in names:
        found.append(f"All trainers come from {names.pop()}. Co-trainers from different agencies teach more.")
    return found


def _may_deliver(event: Event) -> dict[int, bool]:
    """{trainer's key: whether this course is among theirs}, only for those of whom it is said which courses they may deliver."""
    team = Trainer.objects.filter(deliveries__event=event)
    named: dict[int, bool] = {}
    for trainer, course in team.filter(courses__isnull=False).values_list("pk", "courses").order_by():
        named[trainer] = named.get(trainer, False) or course == event.course_id
    return named
