"""What needs doing today, for each role: one sentence, one number, one link. Nothing to do, no task."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from accounts.models import Person, Role
from bookings.models import Booking, Charge, ExternalLearning, HeldPlace
from bookings.models.booking import Status
from correspondence.models import Message
from evaluations.models import Invitation
from finance.models import Invoice
from lib.dates import local_day
from training.demand import most_wanted
from training.models import Event, TrainerInvitation

SOON = timedelta(days=14)
DRAFTS_SOON = timedelta(days=42)
MOST_WANTED = 3


@dataclass(frozen=True)
class Task:
    """`text` follows the number: “3 registers to close”."""

    count: int
    one: str
    many: str
    url: str
    is_urgent: bool = False

    @property
    def text(self) -> str:
        return self.one if self.count == 1 else self.many


def tasks_of(person: Person, now: datetime) -> list[Task]:
    """Everything that waits for this person in any of their roles, the urgent first; a few queries per role."""
    found = list(_own(person, now))
    for role, tasks in BY_ROLE.items():
        if person.is_a(role):
            found += tasks(person, now)
    return sorted((task for task in found if task.count), key=lambda task: not task.is_urgent)


def _own(person: Person, now: datetime) -> Iterator[Task]:
    mine = Booking.objects.filter(person=person, event__starts_at__gt=now)
    yield Task(
        mine.filter(status=Status.OFFERED).count(),
        "place is offered to you: take it or leave it",
        "places are offered to you: take them or leave them",
        reverse("bookings:mine"),
        is_urgent=True,
    )
    yield Task(
        Invitation.objects.awaited_from(person, now).count(),
        "evaluation to answer",
        "evaluations to answer",
        reverse("reports:evaluations"),
    )
    charges = Charge.objects.proposed().filter(booking__person=person, answered_at=None, answer_by__gt=now)
    yield Task(
        charges.count(),
        "absence to explain, before your agency is charged",
        "absences to explain, before your agency is charged",
        reverse("bookings:mine"),
        is_urgent=True,
    )


def _officer(person: Person, now: datetime) -> Iterator[Task]:
    registers = Event.objects.register_open().ended(now)
    yield Task(
        registers.count(),
        "register to close",
        "registers to close",
        reverse("bookings:registers"),
        is_urgent=True,
    )
    yield Task(
        ExternalLearning.objects.undecided().exclude(person=person).count(),
        "external learning to accept or decline",
        "external learnings to accept or decline",
        reverse("bookings:learning_queue"),
    )
    yield from _places_to_name(person, now)
    yield from _charges_to_decide(now)
    yield from _events_to_look_at(now)
    yield Task(
        Message.objects.gave_up().count(),
        "email could not be sent",
        "emails could not be sent",
        reverse("correspondence:all"),
        is_urgent=True,
    )


def _charges_to_decide(now: datetime) -> Iterator[Task]:
    undecided, queue = Charge.objects.proposed(), reverse("bookings:charges")
    yield Task(
        undecided.filter(answered_at=None, answer_by__lte=now).count(),
        "charge to decide: nobody answered in time",
        "charges to decide: nobody answered in time",
        queue,
        is_urgent=True,
    )
    yield Task(
        undecided.answered().count(),
        "charge answered, to decide",
        "charges answered, to decide",
        queue,
        is_urgent=True,
    )


def _events_to_look_at(now: datetime) -> Iterator[Task]:
    plan, coming = reverse("training:events"), Event.objects.published().upcoming(now)
    drafts = Event.objects.filter(
        state=Event.State.DRAFT, starts_at__gt=now, starts_at__lte=now + DRAFTS_SOON
    )
    yield Task(
        drafts.count(),
        "draft begins within six weeks: publish it or move it",
        "drafts begin within six weeks: publish or move them",
        f"{plan}?state=drafts",
    )
    yield Task(
        Event.objects.to_decide(now).count(),
        "event has fewer places held than it needs: go ahead or cancel it",
        "events have fewer places held than they need: go ahead or cancel them",
        f"{plan}?state=decide",
        is_urgent=True,
    )
    yield Task(
        coming.filter(starts_at__lte=now + SOON, deliveries=None).count(),
        "event within two weeks has no trainer",
        "events within two weeks have no trainer",
        plan,
        is_urgent=True,
    )
    yield from _trainers_to_find(now)
    yield from _dates_to_plan(now)
    queues = coming.filter(bookings__status=Status.WAITING).distinct().count()
    yield Task(queues, "event has a waiting list", "events have a waiting list", plan)


def _trainers_to_find(now: datetime) -> Iterator[Task]:
    yield Task(
        TrainerInvitation.objects.to_follow_up(now).count(),
        "trainer who was asked cannot come or has not answered: ask another",
        "trainers who were asked cannot come or have not answered: ask others",
        f"{reverse('training:invitations')}?state=declined",
        is_urgent=True,
    )


def _dates_to_plan(now: datetime) -> Iterator[Task]:
    """The courses without a date that most people wait for."""
    for course in most_wanted(now, MOST_WANTED):
        yield Task(
            course.people,
            f"person waits for a date of {course.title}",
            f"people wait for a date of {course.title}",
            reverse("training:course_demand", args=[course.code]),
        )


def _trainer(person: Person, now: datetime) -> Iterator[Task]:
    yield Task(
        TrainerInvitation.objects.awaited(now).filter(trainer__person=person).count(),
        "event that you are asked to deliver: answer whether you can",
        "events that you are asked to deliver: answer whether you can",
        reverse("training:own"),
        is_urgent=True,
    )
    mine = Event.objects.register_open().delivered_by(person)
    registers = reverse("bookings:registers")
    yield Task(
        mine.ended(now).count(),
        "of your registers to close",
        "of your registers to close",
        registers,
        is_urgent=True,
    )
    yield Task(
        mine.in_progress(now).count(),
        "of your events is running now",
        "of your events are running now",
        registers,
    )


def _places_to_name(person: Person, now: datetime) -> Iterator[Task]:
    yield Task(
        HeldPlace.objects.changeable_by(person).to_name_soon(now).count(),
        "held place to name within five working days",
        "held places to name within five working days",
        f"{reverse('bookings:held_places')}?tab=soon",
        is_urgent=True,
    )


def _coordinator(person: Person, now: datetime) -> Iterator[Task]:
    theirs = Charge.objects.proposed().filter(agency__in=person.coordinated_agency_ids, answered_at=None)
    yield Task(
        theirs.filter(answer_by__gt=now).count(),
        "absence in your agency to explain before it is charged",
        "absences in your agency to explain before they are charged",
        reverse("bookings:agency"),
    )
    # An officer who is a coordinator too reads of them among all.
    if not person.is_a(Role.OFFICER):
        yield from _places_to_name(person, now)


def _finance(person: Person, now: datetime) -> Iterator[Task]:
    yield Task(
        Charge.objects.ready_to_invoice().count(),
        "confirmed charge to invoice",
        "confirmed charges to invoice",
        reverse("finance:batch"),
    )
    yield Task(
        Invoice.objects.overdue(local_day(now)).count(),
        "invoice is overdue",
        "invoices are overdue",
        f"{reverse('finance:invoices')}?state=overdue",
        is_urgent=True,
    )


BY_ROLE = {
    Role.OFFICER: _officer,
    Role.TRAINER: _trainer,
    Role.COORDINATOR: _coordinator,
    Role.FINANCE: _finance,
}
