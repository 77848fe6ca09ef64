"""Deeds of the planning desk on trainers. Each is one transaction and writes the trail."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person, Role
from accounts.people import grant
from accounts.trail import record
from lib.errors import TooLate
from training.models import Trainer
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
    trainer: Trainer, *, about: str, by: Person | None, now: datetime, seen: int | None = None
) -> None:
    """Changes the line that the event page prints. Raises TooLate when the row is no longer at revision `seen`."""

    def apply() -> None:
        trainer.about = about.strip()
        save_checked(trainer)

    with transaction.atomic():
        if made := revise(trainer, seen, facts=lambda row: facts_of(row, ["about"]), apply=apply):
            record(by, "trainer.changed", trainer, made, now=now)
