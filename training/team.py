"""Deeds of the planning desk on trainers. Each is one transaction and writes the trail."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Person, Role
from accounts.people import grant
from accounts.trail import record
from lib.errors import TooLate
from training.models import Course, Trainer
from training.rows import facts_of, revise, save_checked


def add_trainer(person: Person, *, about: str = "", by: Person | None, now: datetime) -> Trainer:
    """Makes a person a trainer and gives them the role, so that they see their registers.

    Raises TooLate when they are a trainer already, Refused when they may not sign in.
    """
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if Trainer.objects.filter(person=person).exists():
            raise TooLate(f"{person} is a trainer already.")
        trainer = Trainer(person=person, about=about.strip())
        save_checked(trainer)
        grant(person, Role.TRAINER, by=by, now=now)
        record(by, "trainer.added", trainer, {"about": ["", trainer.about]}, now=now)
    return trainer


def change_trainer(
    trainer: Trainer,
    *,
    about: str,
    courses: Iterable[Course] | None = None,
    is_commissioned: bool | None = None,
    cost_per_day: Decimal | None = None,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Changes the line that the event page prints, the courses they may deliver and, for who is commissioned, the cost per day.

    What is None stays as it is. Deliveries that stand keep their cost. Raises Refused for a commissioned trainer without a cost, TooLate
    when the row is no longer at revision `seen`.
    """

    def apply() -> None:
        trainer.about = about.strip()
        if is_commissioned is not None:
            trainer.is_commissioned = is_commissioned
            trainer.cost_per_day = cost_per_day if is_commissioned else None
        save_checked(trainer)
        if courses is not None:
            trainer.courses.set(courses)

    with transaction.atomic():
        if made := revise(trainer, seen, facts=_facts, apply=apply):
            record(by, "trainer.changed", trainer, made, now=now)


def _facts(trainer: Trainer) -> dict:
    courses = [course.title for course in trainer.courses.order_by("title")]
    return facts_of(trainer, ["about", "is_commissioned", "cost_per_day"]) | {"courses": courses}
