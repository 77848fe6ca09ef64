"""Whether an event with a minimum takes place, told to those who booked."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from bookings import emails, places
from lib.errors import Refused
from training import deciding
from training.models import Event


def go_ahead(event: Event, *, tell: bool, by: Person | None, now: datetime) -> int:
    """Decides that an event takes place and, with `tell`, writes so to everybody who is booked; gives back to how many.

    `by` is None when the clock decides. Raises Refused, TooLate.
    """
    with transaction.atomic():
        deciding.go_ahead(event, by=by, now=now)
        if not tell:
            return 0
        event = places.lock_with_sessions(event.pk)
        told = list(event.bookings.booked().with_person())
        for booking in told:
            booking.event = event
            emails.goes_ahead(booking, now=now)
    return len(told)


def decide_due(now: datetime) -> int:
    """At the moment of decision: with enough places held the event goes ahead by the clock, else the officers are asked, once."""
    due = Event.objects.due_to_decide(now).with_course().order_by("pk")
    return sum(_decide(event, now) for event in due)


def _decide(event: Event, now: datetime) -> bool:
    try:
        with transaction.atomic():
            locked = places.lock(event.pk)
            if not locked.has_enough:
                return deciding.ask_officers(locked, now=now)
            go_ahead(locked, tell=True, by=None, now=now)
    except Refused:  # somebody decided or cancelled in this moment
        return False
    return True
