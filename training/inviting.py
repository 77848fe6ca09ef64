"""A trainer is asked to deliver an event, and answers from a signed link. Each deed is one transaction and writes the trail."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import Board, Person
from accounts.trail import record
from lib.dates import local_day
from lib.errors import Refused, TooLate
from training import team_emails
from training.availability import reasons_away
from training.clashes import hold_still, reasons_double_booked
from training.models import Delivery, Event, Trainer, TrainerInvitation
from training.models.delivery import frozen
from training.models.invitation import UNLUCKY, InvitationState, Part
from training.planning import plan_of
from training.rules import EventPlan


def reason_not_to_staff(event: Event, now: datetime) -> str:
    """Why nobody can be asked to deliver this event (any more); empty while one can."""
    if event.is_cancelled:
        return "This event is cancelled, so nobody can be asked to deliver it."
    return "This event has started, so nobody can be asked any more." if event.has_started(now) else ""


def invite(
    event: Event,
    trainers: Sequence[Trainer],
    *,
    part: str,
    is_first_come: bool = False,
    although_away: bool = False,
    by: Person | None,
    now: datetime,
) -> list[TrainerInvitation]:
    """Asks trainers to deliver an event: all of them, or with a reason against one of them nobody.

    With `is_first_come` the first to accept takes it and the others are told. Raises Refused for a trainer who stands on the event,
    is asked already, is busy, has no e-mail address, or is away (unless `although_away`).
    """
    with transaction.atomic():
        event.lock(None)
        plan = _plan_with(event, trainers)
        hold_still(plan)
        reasons = _reasons_not_to_ask(event, plan, now)
        away = [] if although_away else reasons_away(plan.trainers, plan.sessions)
        if reasons or away:
            raise Refused([*reasons, *away])
        _follow_up(event, now)
        return [_ask(event, trainer, part, is_first_come, by, now) for trainer in plan.trainers]


def who_can_be_asked(event: Event) -> list[Trainer]:
    """Every trainer who neither delivers the event nor is asked already, by name, those named for its course first."""
    busy = Q(deliveries__event=event) | Q(pk__in=event.trainer_invitations.open().values("trainer"))
    found = Trainer.objects.exclude(pk__in=Trainer.objects.filter(busy).values("pk"))
    named = set(event.course.trainers.values_list("pk", flat=True))
    return sorted(
        found.with_person().filter(person__is_active=True), key=lambda trainer: trainer.pk not in named
    )


def _plan_with(event: Event, trainers: Sequence[Trainer]) -> EventPlan:
    """The sessions of the event with these trainers and nothing else, to look for clashes."""
    plan = plan_of(event)
    return EventPlan(plan.capacity, plan.sessions, trainers)


def _reasons_not_to_ask(event: Event, plan: EventPlan, now: datetime) -> list[str]:
    if reason := reason_not_to_staff(event, now):
        return [reason]
    if not plan.trainers:
        return ["Choose at least one trainer."]
    standing = set(event.deliveries.values_list("trainer_id", flat=True))
    asked = set(event.trainer_invitations.open().values_list("trainer_id", flat=True))
    reasons = [f"{t} delivers this event already." for t in plan.trainers if t.pk in standing]
    reasons += [
        f"{t} has been asked already and has not answered yet." for t in plan.trainers if t.pk in asked
    ]
    reasons += [
        f"{t} has no email address, so cannot be asked. Put them on the event instead."
        for t in plan.trainers
        if not t.person.email
    ]
    return reasons + reasons_double_booked(plan, event)


def _ask(event: Event, trainer: Trainer, part: str, is_first_come: bool, by, now) -> TrainerInvitation:
    answer_by = min(now + timedelta(days=Board.current().trainer_answer_days), event.starts_at)
    invitation = TrainerInvitation.objects.create(
        event=event, trainer=trainer, part=part, is_first_come=is_first_come, invited_at=now, invited_by=by,
        answer_by=answer_by, remind_at=now + (answer_by - now) / 2,
    )  # fmt: skip
    team_emails.invited(invitation, now=now)
    record(by, "trainer.invited", event, {"trainer": ["", trainer.code], "part": ["", part]}, now=now)
    return invitation


def _follow_up(event: Event, now: datetime) -> None:
    """Somebody else is asked or found: who declined before no longer waits for the officer."""
    event.trainer_invitations.filter(state__in=UNLUCKY, followed_up_at=None).update(followed_up_at=now)


def reason_not_to_answer(invitation: TrainerInvitation, now: datetime) -> str:
    """Why there is nothing (more) to answer, as a sentence; empty while an answer is awaited."""
    if invitation.event.is_cancelled:
        return "The event was cancelled, so there is nothing to answer."
    answers = {
        InvitationState.ACCEPTED: "You have accepted. Thank you.",
        InvitationState.DECLINED: "You have declined. Thank you for telling us.",
        InvitationState.WITHDRAWN: "This is no longer needed, because somebody else has taken it. Thank you.",
        InvitationState.LAPSED: "The time to answer is over. If you can still come, tell the training team.",
    }
    if not invitation.is_open:
        return answers[InvitationState(invitation.state)]
    return "" if invitation.answer_by > now else answers[InvitationState.LAPSED]


def _open(invitation: TrainerInvitation, now: datetime) -> None:
    """Locks the event, then reads the invitation as it stands: whoever answers at the same moment queues here."""
    invitation.event.lock(None)
    invitation.refresh_from_db(fields=["state", "answer_by"])
    if reason := reason_not_to_answer(invitation, now):
        raise TooLate(reason)


def accept(invitation: TrainerInvitation, *, now: datetime) -> None:
    """The trainer takes it on: a delivery is made (not for a reserve), others who were asked first come, first served are told.

    Raises TooLate when there is nothing to answer any more, Refused when they have been put on another event at that time.
    """
    event, trainer = invitation.event, invitation.trainer
    with transaction.atomic():
        _open(invitation, now)
        plan = _plan_with(event, [trainer])
        hold_still(plan)
        if reasons := reasons_double_booked(plan, event):
            raise Refused(reasons)
        _move(invitation, InvitationState.ACCEPTED, by=trainer.person, now=now)
        if not invitation.is_reserve:
            _deliver(invitation, now)
        _tell_the_others(invitation, now)
        _follow_up(event, now)
        team_emails.accepted(invitation, now=now)


def _deliver(invitation: TrainerInvitation, now: datetime) -> None:
    event, trainer = invitation.event, invitation.trainer
    leads = invitation.part == Part.LEAD and not event.deliveries.filter(is_lead=True).exists()
    on = local_day(event.starts_at)
    Delivery.objects.get_or_create(
        event=event, trainer=trainer, defaults={"is_lead": leads, **frozen(trainer, on)}
    )
    # An officer who has the event's form open must not save a team without them.
    event.count_change()
    event.save(update_fields=["revision"])
    record(trainer.person, "event.trainer_joined", event, {"trainer": ["", trainer.code]}, now=now)


def _tell_the_others(invitation: TrainerInvitation, now: datetime) -> None:
    if not invitation.is_first_come:
        return
    others = invitation.event.trainer_invitations.open().with_trainer()
    for other in others.filter(is_first_come=True, part=invitation.part):
        other.event = invitation.event
        _move(other, InvitationState.WITHDRAWN, by=None, now=now)
        team_emails.taken(other, now=now)


def decline(invitation: TrainerInvitation, *, reason: str, now: datetime) -> None:
    """The trainer cannot come; the officer finds it on the home page. Raises Refused without a reason, TooLate as `accept`."""
    if not reason.strip():
        raise Refused("Say in a few words why you cannot, so that we know whom to ask next time.")
    with transaction.atomic():
        _open(invitation, now)
        invitation.reason = reason.strip()[:300]
        _move(invitation, InvitationState.DECLINED, by=invitation.trainer.person, now=now)


def withdraw(invitation: TrainerInvitation, *, by: Person | None, now: datetime) -> None:
    """The officer no longer needs an answer; the trainer is told. Raises TooLate once it is answered."""
    with transaction.atomic():
        try:
            _open(invitation, now)
        except TooLate as late:
            raise TooLate(_for_the_officer(invitation)) from late
        _move(invitation, InvitationState.WITHDRAWN, by=by, now=now)
        team_emails.taken(invitation, now=now)


def _for_the_officer(invitation: TrainerInvitation) -> str:
    """What became of an invitation that is not open any more."""
    became = {
        InvitationState.ACCEPTED: "has accepted already. If they are not needed, replace them or take them off the event.",
        InvitationState.DECLINED: "has declined already.",
        InvitationState.WITHDRAWN: "has been told already that they are no longer asked.",
    }
    state = InvitationState(invitation.state)
    return f"{invitation.trainer} {became.get(state, 'can no longer answer: the time for it is over.')}"


def note(invitation: TrainerInvitation, *, by: Person | None, now: datetime) -> None:
    """The officer has read that somebody declined. Raises TooLate when that is noted, or somebody else was asked, already."""
    with transaction.atomic():
        mine = TrainerInvitation.objects.filter(pk=invitation.pk, state__in=UNLUCKY, followed_up_at=None)
        if not mine.update(followed_up_at=now):
            raise TooLate("This is noted already.")
        record(by, "trainer.noted", invitation.event, {"trainer": ["", invitation.trainer.code]}, now=now)


def _move(invitation: TrainerInvitation, state: str, *, by: Person | None, now: datetime) -> None:
    """Ends an open invitation, if nobody was faster."""
    ended = {"state": state, "answered_at": now, "reason": invitation.reason}
    if not TrainerInvitation.objects.open().filter(pk=invitation.pk).update(**ended):
        raise TooLate("This has been answered meanwhile.")
    invitation.state, invitation.answered_at = state, now
    changes = {"trainer": ["", invitation.trainer.code], "state": [InvitationState.INVITED, state]}
    record(by, f"trainer.{state}", invitation.event, changes, now=now)


def remind_due(now: datetime) -> int:
    """Reminds, once, who has not answered when half of their time is over. Safe to run twice, or a day late."""
    count = 0
    for invitation in TrainerInvitation.objects.due(now).with_trainer().with_event():
        with transaction.atomic():
            mine = TrainerInvitation.objects.due(now).filter(pk=invitation.pk)
            if mine.update(reminded_at=now):
                team_emails.reminded(invitation, now=now)
                count += 1
    return count


def lapse_due(now: datetime) -> int:
    """Ends invitations that nobody answered in time; the officer finds them on the home page. Safe to run twice, or a day late."""
    count = 0
    for invitation in TrainerInvitation.objects.to_lapse(now).with_trainer().with_event():
        with transaction.atomic():
            try:
                _move(invitation, InvitationState.LAPSED, by=None, now=now)
            except TooLate:
                continue
            count += 1
    return count
