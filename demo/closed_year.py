"""Builds 2015-16 so that it comes out as the report states it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from demo import days, figures, opinions
from demo.player import Player
from evaluations.invitations import open_due
from evaluations.models import Invitation, Stage
from lib.dates import FinancialYear, at

YEAR = FinancialYear(2015)
MONTH = timedelta(days=30)


def build(player: Player, told: Callable[[str], None]) -> None:
    """All 68 events in the order of their days, then the follow-ups. `told` gets a word of progress now and then."""
    planned = days.schedule(figures.closed_year(), YEAR, player.rng)
    for number, (day, run) in enumerate(planned, 1):
        with transaction.atomic():
            start = days.start_of(run.plan, day)
            event = player.publish(player.plan(run.plan, start, capacity=run.capacity))
            player.play(run, event)
        if number % 17 == 0:
            told(f"{number} of {len(planned)} events of {YEAR} held")
    month = at(date(2015, 7, 20), time(10))
    while month < at(date(2016, 7, 30), time(10)):
        _follow_up(player, month)
        month += MONTH


def _follow_up(player: Player, now: datetime) -> None:
    """Three months on, the follow-up falls due; some of those asked answer it, and some managers."""
    with transaction.atomic():
        open_due(now)
        asked = Invitation.objects.filter(opens_at__gt=now - MONTH, opens_at__lte=now)
        opinions.give(
            asked.filter(stage=Stage.FOLLOW_UP), share=0.3, rng=player.rng, now=now + timedelta(days=3)
        )
        opinions.give(
            asked.filter(stage=Stage.MANAGER), share=0.15, rng=player.rng, now=now + timedelta(days=4)
        )
