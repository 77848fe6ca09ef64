"""Go or no-go: whether an event with a minimum takes place. Not taking place is `bookings.cancellation.cancel_event`."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from lib.errors import Refused, TooLate
from training import event_emails
from training.models import Event


def reason_not_to_go_ahead(event: Event, now: datetime) -> str:
    """Why there is nothing to decide, as a sentence; empty while there is."""
    if event.is_cancelled:
        return "This event is cancelled, so it cannot go ahead."
    if event.is_draft:
        return "This event is still a draft. Publish it first."
    if not event.is_conditional:
        return "This event has no minimum: it takes place however many come."
    if event.is_decided:
        return "It has been decided already that this event goes ahead."
    if event.has_started(now):
        return "This event has started."
    return ""


def go_ahead(event: Event, *, by: Person | None, now: datetime) -> None:
    """Decides that an event takes place; `by` is None when the clock found enough places held. Raises Refused, TooLate."""
    with transaction.atomic():
        event.lock(None)
        if reason := reason_not_to_go_ahead(event, now):
            raise TooLate(reason) if event.is_decided else Refused(reason)
        event.go_decided_at, event.go_decided_by = now, by
        event.save(update_fields=["go_decided_at", "go_decided_by"])
        held = f"{event.places_held} held, {event.minimum} needed"
        record(by, "event.goes_ahead", event, {"places": ["", held]}, now=now)


def ask_officers(event: Event, *, now: datetime) -> bool:
    """Asks the officers to decide, once; False when somebody was faster."""
    with transaction.atomic():
        asked = Event.objects.due_to_decide(now).filter(pk=event.pk).update(decision_asked_at=now)
        if asked:
            event_emails.decision_needed(event, now=now)
    return bool(asked)
