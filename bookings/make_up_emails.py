"""What is written to somebody who makes up a missed session at another event of the course."""

from collections.abc import Sequence
from datetime import datetime

from bookings.approvers import told
from bookings.calendars import make_up_meeting
from bookings.hearing import hearer_of
from bookings.models import MakeUp
from correspondence import outbox
from correspondence.calendar import Invitation
from lib.links import absolute, sign
from training.models import Course


def arranged(make_up: MakeUp, *, now: datetime) -> None:
    """With the calendar entry; whoever hears of the person's bookings hears of it too."""
    _to_person("make_up_arranged", make_up, {}, now=now, calendar=_entry(make_up, now))
    if make_up.booking.event.course.approval == Course.Approval.NONE:
        return
    for each in told(make_up.booking):
        other = each.to if isinstance(each.to, str) else each.to.code
        _queue("make_up_told", f"{make_up.code}:{other}", each.to, make_up, {"name": each.name}, now=now)


def cancelled(make_up: MakeUp, *, now: datetime) -> None:
    """Takes the entry out of the calendar; says so when the whole event is cancelled."""
    _to_person("make_up_cancelled", make_up, {}, now=now, calendar=_entry(make_up, now, cancels=True))


def moved(make_up: MakeUp, *, before: Sequence, note: str, now: datetime) -> None:
    """Once for each time that the other event is moved; `before` are its sessions as they were."""
    facts = {"before": before, "note": note}
    name = f"{make_up.code}:{make_up.at.event.revision}"
    _to_person("make_up_moved", make_up, facts, now=now, calendar=_entry(make_up, now), key=name)


def _entry(make_up: MakeUp, now: datetime, *, cancels: bool = False) -> Invitation:
    """One entry with a UID of its own; each revision of the other event raises the SEQUENCE by two, a cancellation by one more."""
    sequence = make_up.at.event.revision * 2 + (1 if cancels else 0)
    method = "CANCEL" if cancels else "PUBLISH"
    return Invitation([make_up_meeting(make_up)], sequence=sequence, now=now, method=method)


def _to_person(
    name: str, make_up: MakeUp, facts: dict, *, now: datetime, calendar: Invitation, key: str = ""
) -> None:
    """Somebody without an e-mail address is told through whoever hears for them."""
    hearer = hearer_of(make_up.booking)
    heard_for = make_up.booking.person.name if hearer != make_up.booking.person else ""
    more = {"calendar": calendar, "heard_for": heard_for}
    _queue(name, key or make_up.code, hearer, make_up, facts, now=now, **more)


def _queue(name: str, key: str, to, make_up: MakeUp, facts: dict, *, now: datetime, **more) -> None:
    at, booking = make_up.at, make_up.booking
    context = {
        "make_up": make_up,
        "booking": booking,
        "practitioner": booking.person,
        "event": at.event,
        "course": at.event.course,
        "sessions": [at],
        "manage_url": absolute("bookings:manage", token=sign("manage", booking.code)),
    }
    outbox.queue(
        key=f"{name}:{key}",
        kind=f"bookings.{name}",
        to=to,
        template=f"bookings/emails/{name}",
        context=context | facts,
        now=now,
        **more,
    )
