"""A closed register is opened again, to be put right: what followed from it stands still until it is closed once more."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from bookings import places
from bookings.models.booking import Outcome
from lib.errors import Refused, TooLate
from training.models import Event

OFFICERS = "Only the training team reopens and corrects a closed register."
IMPORTED = "This event was taken over from before Muster. Its register cannot be reopened or corrected here."
NOT_CLOSED = "This register is not closed."


def refuse_to_change(event: Event, by: Person) -> None:
    """Raises Refused for whoever may not change a closed register, and for one that nobody may change; TooLate for one that is open."""
    if not by.is_a("officer"):
        raise Refused(OFFICERS)
    if event.imported_at:
        raise Refused(IMPORTED)
    if not event.is_closed:
        raise TooLate(NOT_CLOSED)


def reopen(event: Event, *, reason: str, by: Person, now: datetime) -> None:
    """Opens a closed register: marks can be changed again, outcomes are not known, and its charges are neither decided nor collected.

    Charges, certificates and answers stay until it is closed again. Raises Refused without a reason, for whoever is no officer and for an event
    taken over from before; TooLate when it is open already.
    """
    if not reason.strip():
        raise Refused("Enter why the register is reopened.")
    with transaction.atomic():
        locked = places.lock(event.pk)
        refuse_to_change(locked, by)
        was = locked.register_closed_at
        Event.objects.filter(pk=event.pk).update(register_closed_at=None, register_reopened_at=now)
        people = locked.bookings.on_the_register()
        people.update(outcome=Outcome.UNKNOWN, earns_certificate=False)
        changes = {"register_closed_at": [was, None], "reason": ["", reason.strip()[:300]]}
        record(by, "register.reopened", locked, changes, now=now)
    event.refresh_from_db()
