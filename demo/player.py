"""Plays events through the product's own verbs, with the clock passed in: planned, booked, held, closed, evaluated."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from accounts.models import Person
from bookings import approvals, registers
from bookings.booking import book
from bookings.cancellation import cancel
from bookings.models import Booking
from bookings.models.attendance import Mark
from bookings.models.booking import ON_THE_REGISTER
from certificates.issuing import issue_due
from demo import days, opinions
from demo.figures import Run
from demo.programme import Plan
from evaluations.invitations import open_due
from evaluations.models import Invitation, Stage
from training.models import Course, Event, Group, Room, Trainer
from training.planning import create_event, publish_event


class Crowd(NamedTuple):
    """Who does what at one event: groups of people, nobody in two."""

    stay: list[Person]
    missing: list[Person]
    late: list[Person]
    free: list[Person]
    walk_ins: list[Person]


@dataclass
class Player:
    """Everybody and everything the events of the demo are made with."""

    officer: Person
    people: list[Person]
    trainers: list[Trainer]
    courses: dict[str, Course]
    rooms: list[Room]
    rng: random.Random
    # They answer for themselves, on the screen.
    silent: list[Person] = field(default_factory=list)

    def plan(self, plan: Plan, start: datetime, *, capacity: int, trainers: list[Trainer] | None = None,
             now: datetime | None = None, online: bool = False, days_long: int = 1, group: Group | None = None) -> Event:  # fmt: skip
        """A draft event of one course, planned two months ahead unless `now` says when."""
        room = None if online else self._room_for(capacity)
        return create_event(
            self.courses[plan.title],
            capacity=capacity,
            sessions=days.sessions_of(plan, start, room, days=days_long),
            trainers=trainers or self.rng.sample(self.trainers, 2 if plan.is_full_day else 1),
            joining_instructions="Tea and coffee from 15 minutes before the start.",
            group=group,
            by=self.officer,
            now=now or start - timedelta(days=60),
        )

    def publish(self, event: Event, *, now: datetime | None = None) -> Event:
        publish_event(event, by=self.officer, now=now or event.starts_at - timedelta(days=60))
        return event

    def _room_for(self, capacity: int) -> Room:
        """The hall only for those who need it."""
        fit = [room for room in self.rooms if room.capacity >= capacity]
        return self.rng.choice(fit[1:] or fit)

    def play(
        self, run: Run, event: Event, *, coming: Sequence[Person] = (), missing: Sequence[Person] = ()
    ) -> None:
        """The whole life of an event: booked, cancelled, held, closed, evaluated, certificates given.

        `coming` and `missing` are booked besides the numbers of the run.
        """
        crowd = self.crowd(run, event)
        crowd = crowd._replace(stay=[*coming, *crowd.stay], missing=[*missing, *crowd.missing])
        self.book_all(event, crowd)
        open_due(event.starts_at - timedelta(days=6))
        self.answer(event, Stage.BEFORE, 0.35, event.starts_at - timedelta(days=2))
        self.cancel_late(event, crowd)
        self.hold(event, crowd)
        closed = event.ends_at + timedelta(hours=1)
        registers.close(event, by=self.officer, now=closed)
        open_due(closed)
        self.answer(event, Stage.AFTER, 0.65, closed + timedelta(days=1))
        issue_due(closed + timedelta(days=1, minutes=5))

    def crowd(self, run: Run, event: Event) -> Crowd:
        """Chooses people for an event: none of its trainers."""
        trainers = {delivery.trainer.person_id for delivery in event.deliveries.select_related("trainer")}
        pool = [person for person in self.people if person.pk not in trainers]
        chosen = iter(self.rng.sample(pool, run.booked + run.late + run.free + run.walk_ins))
        sizes = (run.booked - run.no_shows, run.no_shows, run.late, run.free, run.walk_ins)
        return Crowd(*([next(chosen) for _ in range(size)] for size in sizes))

    def answer(self, event: Event, stage: Stage, share: float, now: datetime) -> None:
        asked = Invitation.objects.filter(
            booking__event=event, stage=stage, booking__status__in=ON_THE_REGISTER
        )
        opinions.give(asked.exclude(booking__person__in=self.silent), share=share, rng=self.rng, now=now)

    def book_all(self, event: Event, crowd: Crowd) -> None:
        """Those who cancel in time come and go first, so that their places are free again."""
        early = event.starts_at - timedelta(days=45)
        for person in crowd.free:
            booking = self.make(person, event, early)
            cancel(booking, by=person, now=early + timedelta(days=5), reason="Leave")
        for person in crowd.stay + crowd.missing + crowd.late:
            self.make(
                person,
                event,
                event.starts_at - timedelta(days=self.rng.randint(12, 38), minutes=self.rng.randint(0, 400)),
            )

    def make(self, person: Person, event: Event, now: datetime) -> Booking:
        booking = book(person, event, by=person, now=now)
        if booking.is_requested:
            approvals.approve(booking, now=now + timedelta(hours=3))
            booking.refresh_from_db()
        return booking

    def cancel_late(self, event: Event, crowd: Crowd) -> None:
        for booking in event.bookings.booked().filter(person__in=crowd.late).select_related("person"):
            cancel(
                booking, by=booking.person, now=event.starts_at - timedelta(days=1), reason="Too much work"
            )

    def hold(self, event: Event, crowd: Crowd) -> None:
        """The register as a trainer keeps it: those missing, a few late ones, walk-ins, and all others present."""
        by = event.deliveries.select_related("trainer__person").first().trainer.person
        missing = {person.pk for person in crowd.missing}
        there = list(event.bookings.booked().select_related("person"))
        for session in event.sessions.all():
            now = session.starts_at + timedelta(minutes=25)
            for booking in there:
                if booking.person_id in missing:
                    registers.mark(booking, session, Mark.ABSENT, by=by, now=now)
            late = [booking for booking in there if booking.person_id not in missing][:1]
            for booking in late:
                registers.mark(booking, session, Mark.PRESENT, minutes_late=10, by=by, now=now)
            if session == event.sessions.first():
                for person in crowd.walk_ins:
                    registers.add_walk_in(event, person=person, session=session, by=by, now=now)
            registers.mark_all_present(event, session, by=by, now=now)
