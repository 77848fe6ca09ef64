from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from accounts import trail
from accounts.models import Person, TrailEntry
from bookings import charging, emails, holding, places, reminders, waiting
from bookings.models import Attendance, Booking
from bookings.models.booking import ACTIVE, Status
from bookings.prices import days_of, for_days, is_late
from bookings.programme import next_dates
from bookings.registers import make_up_sheet
from lib.dates import day_and_clock
from lib.errors import Refused, TooLate
from lib.money import NOTHING, pounds
from training import event_emails
from training.models import Event

CAN_BE_CANCELLED = {Status.REQUESTED, Status.WAITING, Status.OFFERED, Status.CONFIRMED}


@dataclass(frozen=True)
class Consequence:
    """What cancelling now would mean. `charge` is pounds for the whole event."""

    is_late: bool
    charge: Decimal
    cancel_by: datetime | None
    sentence: str

    @property
    def seen(self) -> str:
        """What the form sends back, to notice that the consequence changed between page and press."""
        return f"{'late' if self.is_late else 'free'}:{self.charge}"


def consequence(booking: Booking, now: datetime) -> Consequence:
    """What cancelling at `now` means: the page, the e-mail, the button and the deed itself all ask here.

    Only a confirmed booking can be late. Leaving a waiting list, turning down an offer and withdrawing a request are always free:
    nobody has promised to come yet.
    """
    if not booking.is_confirmed:
        return Consequence(False, NOTHING, booking.cancel_by, FREE.get(Status(booking.status), ""))
    if not is_late(booking.cancel_by, now):
        return Consequence(False, NOTHING, booking.cancel_by, _in_time(booking.cancel_by))
    days = len(days_of(booking.event.sessions.all()))
    charge = for_days(booking.late_amount, days)
    return Consequence(True, charge, booking.cancel_by, _late(booking, charge, days))


FREE = {
    Status.WAITING: "Leaving the waiting list is free.",
    Status.OFFERED: "Turning down the place is free. It goes to the next person in the list.",
    Status.REQUESTED: "Withdrawing the request is free.",
}


def _in_time(cancel_by: datetime | None) -> str:
    return f"Cancelling is free until {day_and_clock(cancel_by)}." if cancel_by else "Cancelling is free."


def _late(booking: Booking, charge: Decimal, days: int) -> str:
    ended = f"Cancelling was free until {day_and_clock(booking.cancel_by)}."
    if not charge:
        return f"{ended} Nothing is charged to {booking.agency_name} if you cancel now."
    each = f" ({days} days at {pounds(booking.late_amount)})" if days > 1 else ""
    return f"{ended} If you cancel now, {booking.agency_name} will be charged {pounds(charge)}{each}."


def reason_not_to_cancel(booking: Booking, now: datetime) -> str:
    """Why a booking cannot be cancelled (any more), as a sentence; empty when it can."""
    if booking.status not in CAN_BE_CANCELLED:
        return f"This booking cannot be cancelled. It is: {booking.get_status_display().lower()}."
    if booking.event.has_started(now):
        return "The event has started, so the booking can no longer be cancelled."
    if booking.attendances.exists():
        return "This booking is marked in the register already, so it can no longer be cancelled."
    return ""


def cancel(booking: Booking, *, by: Person | None, now: datetime, reason: str = "") -> None:
    """Cancels, frees the place and offers it on; a late cancellation proposes its charge at once.

    Raises Refused when the event has started or the booking has ended, TooLate when it changed meanwhile.
    """
    with transaction.atomic():
        booking.event = places.lock_with_sessions(booking.event_id)
        if refusal := reason_not_to_cancel(booking, now):
            raise Refused(refusal)
        was, what = booking.status, end(booking, deed="booking.cancelled", by=by, now=now, reason=reason)
        emails.cancelled(booking, was=was, consequence=what, now=now)


def end(booking: Booking, *, deed: str, by: Person | None, now: datetime, reason: str = "") -> Consequence:
    """Ends a booking on a locked event with what follows, and gives it back: the charge, the freed place, the next in the list.

    For deeds that have asked whether it may end and tell the person themselves, in their transaction.
    """
    what, held = consequence(booking, now), booking.holds_a_place
    booking.move(
        Status.CANCELLED, deed=deed, by=by, now=now, also={"cancelled_late": [False, what.is_late]},
        cancelled_at=now, cancelled_by=by, cancelled_late=what.is_late, cancel_reason=reason.strip()[:300], expires_at=None,
    )  # fmt: skip
    if what.is_late:
        charging.propose_late(booking, by=by, now=now)
    if held:
        places.release(booking.event_id)
        waiting.offer_freed_places(booking.event, now=now)
    return what


def reason_not_to_cancel_event(event: Event) -> str:
    if event.is_cancelled:
        return "This event has already been cancelled."
    marks = Attendance.objects.filter(session__event=event)
    if event.is_closed or marks.exists() or make_up_sheet.is_marked(event):
        return "People have been marked in the register, so the event took place and cannot be cancelled."
    return ""


def cancel_event(event: Event, *, by: Person, now: datetime, reason: str) -> int:
    """The Board cancels: every active booking ends, never late, and everybody is told. Gives back how many bookings ended.

    Raises Refused without a reason, or once the register holds a mark.
    """
    if not reason.strip():
        raise Refused("Give the reason. Everybody who booked will read it.")
    with transaction.atomic():
        event_now = places.lock_with_sessions(event.pk)
        if refusal := reason_not_to_cancel_event(event_now):
            raise Refused(refusal)
        was = event_now.state
        _close(event_now, reason.strip()[:300], now)
        trail.record(by, "event.cancelled", event_now, {"state": [was, Event.State.CANCELLED]}, now=now)
        holding.end_with_event(event_now, by=by, now=now)
        make_up_sheet.end_with_event(event_now, by=by, now=now)
        ended = _end_bookings(event_now, by, now)
    event.refresh_from_db()
    return ended


def _close(event: Event, reason: str, now: datetime) -> None:
    moved = Event.objects.filter(pk=event.pk, state=event.state).update(
        state=Event.State.CANCELLED,
        cancelled_at=now,
        cancel_reason=reason,
        places_held=0,
        revision=F("revision") + 1,
    )
    if not moved:
        raise TooLate("The event changed a moment ago, so nothing was done. Look at it as it is now.")
    event.refresh_from_db()


def _end_bookings(event: Event, by: Person, now: datetime) -> int:
    ending = list(event.bookings.active().with_person())
    event.bookings.filter(status__in=ACTIVE).update(
        status=Status.CANCELLED, cancelled_at=now, cancelled_by=by, cancelled_late=False, expires_at=None
    )
    entries = [
        trail.entry(by, "booking.ended_with_event", b, {"status": [b.status, Status.CANCELLED]}, now=now)
        for b in ending
    ]
    TrailEntry.objects.bulk_create(entries)
    instead = next_dates(event, now)
    for booking in ending:
        booking.event = event
        emails.event_cancelled(booking, next_dates=instead, now=now)
    reminders.withdraw(event, ending)
    event_emails.cancelled(event, now=now)
    return len(ending)
