"""Registers that nobody closes: the trainers are asked to, again and again, until somebody does."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from accounts.trail import record
from bookings import register_emails
from lib.dates import at, local, local_day, working_days_after
from training.models import Event

WORKING_DAYS = 3


def due_at(since: datetime) -> datetime:
    """When the next message is due (UTC): three working days later at the same London clock time."""
    return at(working_days_after(local_day(since), WORKING_DAYS), local(since).time())


def due(now: datetime) -> list[Event]:
    """Open registers of events that ended, were reopened or were last chased three working days ago or longer; imported ones aside."""
    since = Greatest(
        "ends_at",
        Coalesce("register_reopened_at", F("ends_at")),
        Coalesce("register_chased_at", F("ends_at")),
    )
    at_most = now - timedelta(days=WORKING_DAYS)
    found = Event.objects.register_open().filter(imported_at=None, ends_at__lte=at_most)
    waiting = found.annotate(since=since).filter(since__lte=at_most).with_course().with_team()
    return [event for event in waiting.order_by("ends_at", "pk") if due_at(event.since) <= now]


def chase_due(now: datetime) -> int:
    """Writes to the trainers of each, without an address to the officers; how many registers. Safe to run twice, late, or in two workers."""
    return sum(_chase(event, now) for event in due(now))


def _chase(event: Event, now: datetime) -> bool:
    with transaction.atomic():
        # As it was read: another worker, or whoever closes or reopens the register in this moment, is faster.
        facts = {name: getattr(event, name) for name in ("register_reopened_at", "register_chased_at")}
        mine = Event.objects.register_open().filter(pk=event.pk, **facts)
        if not mine.update(register_chased_at=now):
            return False
        changes = {"register_chased_at": [event.register_chased_at, now]}
        record(None, "register.chased", event, changes, now=now)
        register_emails.chased(event, now=now)
    return True
