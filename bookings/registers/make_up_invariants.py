"""What must always be true of sessions made up elsewhere; `manage.py audit` reads it. Codes, never names."""

from collections.abc import Iterator

from django.db.models import F, Q

from accounts.models import Board
from bookings.models import Booking, MakeUp, Override
from bookings.models.booking import ON_THE_REGISTER
from bookings.registers.make_up_rules import counting
from bookings.registers.missed import with_marks
from bookings.registers.outcomes import outcome
from training.models import Event


def breaches() -> Iterator[str]:
    """One sentence for each breach."""
    wrong = {
        "makes up a session that is not of its booking": ~Q(session__event=F("booking__event")),
        "is held at the event that was booked": Q(at__event=F("booking__event")),
        "is held at an event of another course": ~Q(at__event__course=F("booking__event__course")),
        "is held before the session was missed": Q(
            at__starts_at__lte=F("session__starts_at"), cancelled_at=None, mark=""
        ),
        "has no mark, but the register there is closed": Q(
            cancelled_at=None, mark="", at__event__register_closed_at__isnull=False
        ),
        "stands, but the event there is cancelled": Q(
            cancelled_at=None, at__event__state=Event.State.CANCELLED
        ),
        "makes up a session of somebody who is not on the register": Q(cancelled_at=None)
        & ~Q(booking__status__in=ON_THE_REGISTER),
    }
    for words, condition in wrong.items():
        for code in MakeUp.objects.filter(condition).values_list("code", flat=True):
            yield f"Make-up {code} {words}."
    yield from _outcomes()


def _outcomes() -> Iterator[str]:
    """Where something was made up, the outcome of a closed register is that of the marks that count, or an officer decided it."""
    late = Board.current().late_limit_minutes
    made_up = Booking.objects.filter(pk__in=MakeUp.objects.marked().values("booking"))
    decided = Override.objects.exclude(outcome="").values("booking")
    closed = made_up.on_the_register().exclude(event__register_closed_at=None).exclude(pk__in=decided)
    for booking in with_marks(closed).order_by("pk").iterator(chunk_size=500):
        own = {mark.session_id: mark for mark in booking.attendances.all()}
        theirs = [(each.session_id, each) for each in booking.make_ups.all() if each.mark]
        expected = outcome(counting(own, theirs, late_limit=late).values(), late_limit=late)
        if booking.outcome != expected:
            yield f"Booking {booking.code} has the outcome “{booking.outcome}” and not “{expected}”, although a session was made up."
