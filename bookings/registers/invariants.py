"""What must always be true of registers, outcomes and charges; `manage.py audit` reads it. Codes, never names."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from bookings.models import Attendance, Booking, Charge, MakeUp
from bookings.models.attendance import Mark
from bookings.models.booking import ON_THE_REGISTER, Outcome
from bookings.models.charge import ChargeState
from bookings.prices import days_of
from bookings.registers.outcomes import days_missed
from lib.dates import local_day
from lib.money import NOTHING
from training.models import Event

ANY_LATENESS = 100_000


def breaches() -> Iterator[str]:
    """One sentence for each breach."""
    yield from _outcomes()
    yield from _absent_though_present()
    yield from _decided()
    yield from _marks()
    yield from _charges()


def _outcomes() -> Iterator[str]:
    on = Booking.objects.on_the_register()
    early = on.filter(event__register_closed_at=None).exclude(outcome=Outcome.UNKNOWN)
    for code in early.values_list("code", flat=True):
        yield f"Booking {code} has an outcome, but its register is not closed."
    both = Event.objects.filter(register_closed_at__isnull=False, register_reopened_at__isnull=False)
    for code in both.values_list("code", flat=True):
        yield f"Event {code} has a register that is closed and open again."
    missing = on.exclude(event__register_closed_at=None).filter(outcome=Outcome.UNKNOWN)
    for code in missing.values_list("code", flat=True):
        yield f"Booking {code} has no outcome, but its register is closed."
    for code in (
        on.filter(earns_certificate=True).exclude(outcome=Outcome.ATTENDED).values_list("code", flat=True)
    ):
        yield f"Booking {code} earns a certificate without having attended."


def _absent_though_present() -> Iterator[str]:
    on_time = Q(attendances__mark=Mark.PRESENT, attendances__minutes_late=0)
    for code in (
        Booking.objects.no_shows()
        .filter(on_time)
        .exclude(override__outcome=Outcome.NO_SHOW)
        .values_list("code", flat=True)
        .distinct()
    ):
        yield f"Booking {code} did not come, but is marked present and on time."


def _decided() -> Iterator[str]:
    """What an officer decided otherwise than the rule holds, and nobody else attended without having been there."""
    on = Booking.objects.on_the_register().exclude(event__register_closed_at=None)
    otherwise = on.exclude(override__outcome="").exclude(override__outcome=F("outcome"))
    for code in otherwise.filter(override__isnull=False).values_list("code", flat=True):
        yield f"Booking {code} has an outcome otherwise than an officer decided."
    made_up = MakeUp.objects.marked().filter(booking=OuterRef("booking"), session=OuterRef("session"))
    not_there = Attendance.objects.exclude(mark=Mark.PRESENT).exclude(Exists(made_up))
    attended = on.filter(outcome=Outcome.ATTENDED, pk__in=not_there.values("booking"))
    for code in attended.exclude(override__outcome=Outcome.ATTENDED).values_list("code", flat=True):
        yield f"Booking {code} attended, but is marked as not there."


def _marks() -> Iterator[str]:
    elsewhere = Attendance.objects.exclude(session__event=F("booking__event"))
    for code in elsewhere.values_list("booking__code", flat=True):
        yield f"Booking {code} is marked at a session of another event."
    ended = Attendance.objects.exclude(booking__status__in=ON_THE_REGISTER)
    for code in ended.values_list("booking__code", flat=True).distinct():
        yield f"Booking {code} is marked, but is not on the register."


def _charges() -> Iterator[str]:
    """Every day missed on a closed register, and every late cancellation, is charged at the frozen amount; nothing else is."""
    charges = Prefetch("charges", Charge.objects.standing(), to_attr="charged")
    marks = Prefetch("attendances", Attendance.objects.select_related("session"), to_attr="marks")
    concerned = (
        Q(outcome__in=[Outcome.NO_SHOW, Outcome.PARTLY]) | Q(charges__isnull=False) | Q(cancelled_late=True)
    ) | Q(pk__in=MakeUp.objects.marked().values("booking"))
    made_up = Prefetch("make_ups", MakeUp.objects.marked(), to_attr="made_up")
    # What a reopened register will come to is not known before it is closed again.
    settled = Q(event__register_reopened_at=None) | Q(cancelled_late=True)
    found = (
        Booking.objects.filter(concerned).filter(settled).distinct().prefetch_related(charges, marks, made_up)
    )
    for booking in found.select_related("event", "override").order_by("pk").iterator(chunk_size=500):
        yield from _charges_of(booking)


def _charges_of(booking: Booking) -> Iterator[str]:
    charged = {charge.day: charge.amount for charge in booking.charged}  # type: ignore[attr-defined]  # prefetched
    certain, possible, amount = _days(booking, charged)
    missing = certain - charged.keys()
    for day in sorted(missing - _charged_on_another(booking) if missing else ()):
        yield f"Booking {booking.code} has no charge for {day}, which was missed or cancelled late."
    # What was waived stays so when its cause has gone: nothing is owed.
    waived = {charge.day for charge in booking.charged if charge.state == ChargeState.WAIVED}  # type: ignore[attr-defined]  # prefetched
    for day in sorted(charged.keys() - possible - waived):
        yield f"Booking {booking.code} is charged for {day} without cause."
    for day in sorted(day for day in possible & charged.keys() if charged[day] != amount):
        yield f"Booking {booking.code} is charged {charged[day]} for {day} instead of {amount}."


def _charged_on_another(booking: Booking) -> set[date]:
    """Days of the same event for which the same person was charged on an earlier booking: nobody owes a day twice."""
    others = Charge.objects.standing().filter(
        booking__event=booking.event_id, booking__person=booking.person_id
    )
    return set(others.exclude(booking=booking).values_list("day", flat=True))


def _days(booking: Booking, charged: Collection[date]) -> tuple[set[date], set[date], Decimal]:
    """The days that must be charged, those that may be, and the amount of each in pounds.

    They differ only for people who came partly and late: the limit of lateness may have been another one when the register closed.
    """
    if booking.cancelled_late:
        # An event may have moved to other days since.
        days = set(charged) or set(days_of(booking.event.sessions.all()))
        return _priced(days, days, booking.late_amount)
    override = getattr(booking, "override", None)
    by_decision = override.outcome if override else ""
    # A day that was made up elsewhere is charged all the same: the chair was empty. An officer may decide that it was not.
    made_up = booking.outcome and booking.made_up and by_decision != Outcome.ATTENDED  # type: ignore[attr-defined]  # prefetched
    missed_some = booking.outcome in (Outcome.NO_SHOW, Outcome.PARTLY) or made_up
    if not booking.is_confirmed or not missed_some:
        return _priced(set(), set(), booking.no_show_amount)
    marked = [(local_day(mark.session.starts_at), mark) for mark in booking.marks]  # type: ignore[attr-defined]  # prefetched
    possible = {day for day, _ in marked}
    if by_decision == Outcome.NO_SHOW:
        possible = set(days_of(booking.event.sessions.all()))
    if booking.outcome == Outcome.NO_SHOW:
        return _priced(possible, possible, booking.no_show_amount)
    certain = set(days_missed(marked, late_limit=ANY_LATENESS))
    return _priced(certain, set(days_missed(marked, late_limit=0)), booking.no_show_amount)


def _priced(certain: set[date], possible: set[date], amount: Decimal) -> tuple[set[date], set[date], Decimal]:
    return (certain, possible, amount) if amount > NOTHING else (set(), set(), amount)
