"""Builds the whole demo: the closed year of the report and a living one around today."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import Person
from accounts.models.board import board_read_once
from correspondence.models import Message
from demo import (
    agencies,
    catalogue,
    closed_year,
    figures,
    living_money,
    money,
    people,
    rules_story,
    spreadsheets,
)
from demo.living import Living
from demo.player import Player
from lib.dates import at

BEGINNING = at(date(2014, 9, 1), time(9))


def build(now: datetime, told: Callable[[str], None]) -> None:
    """Everything, in an empty database; `now` is the moment the living year is built around (aware, UTC)."""
    with board_read_once():
        _build(now, told)


def _build(now: datetime, told: Callable[[str], None]) -> None:
    rng = random.Random(figures.SEED)
    player, cast = _set_up(rng)
    told("agencies, people and courses are there")
    closed_year.build(player, told)
    bodies = agencies.by_name()
    money.budget(bodies, by=cast["finance"])
    money.decide(rng, by=cast["officer"])
    money.collect(by=cast["finance"])
    told(f"the charges of {closed_year.YEAR} are decided, invoiced and paid")
    with transaction.atomic():
        Living(player, cast, now).build()
    with transaction.atomic():
        rules_story.build(cast, now)
        spreadsheets.build(cast["officer"], now)
    living_money.build(rng, bodies, officer=cast["officer"], finance=cast["finance"], now=now)
    _post_everything(now)
    told("the living year stands around today")


@transaction.atomic
def _set_up(rng: random.Random) -> tuple[Player, dict[str, Person]]:
    admin = people.administrator()
    catalogue.build_board(by=admin, now=BEGINNING)
    bodies = agencies.build(by=admin, now=BEGINNING)
    cast = people.build_sign_ins(bodies, admin=admin, now=BEGINNING)
    crowd = people.build(bodies, rng, by=admin, now=BEGINNING)
    officer = cast["officer"]
    trainers = people.build_trainers(crowd, by=officer, now=BEGINNING)
    rooms = catalogue.build_rooms(by=officer, now=BEGINNING)
    themes = catalogue.build_themes(by=officer, now=BEGINNING)
    courses = catalogue.build_courses(themes, by=officer, now=BEGINNING)
    return Player(officer, crowd, trainers, courses, rooms, rng, silent=list(cast.values())), cast


def _post_everything(now: datetime) -> None:
    """What was written before yesterday went out in its time; the newest messages are left for the worker."""
    Message.objects.filter(sent_at=None, created_at__lt=now - timedelta(days=1)).update(
        sent_at=F("due_at"), attempts=1
    )
