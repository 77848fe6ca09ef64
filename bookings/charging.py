"""Charges for not coming: proposed by the register or a late cancellation, answered, then confirmed or waived."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from accounts import trail
from accounts.models import Board, Person, TrailEntry
from bookings import charge_emails
from bookings.models import Booking, Charge
from bookings.models.charge import ChargeState
from bookings.prices import days_of
from lib.dates import at, local_day
from lib.errors import Refused, TooLate
from lib.money import NOTHING
from lib.seen import fingerprint

DECIDED = "Somebody has decided this charge already."
CHANGED = "Since you opened this page a reason was given, or a charge was decided. Look at what is left before you go on."
ANSWERED = "Somebody gave a reason while you had this page open. If you send yours again, it takes its place."
REOPENED = (
    "The register of this event is open again, so its charges may change. Decide them once it is closed."
)
OWN = "You cannot decide a charge for your own absence. Another officer must do it."


def answer_by(now: datetime) -> datetime:
    """The last second (UTC) of the local day on which a reason is still awaited."""
    return at(local_day(now) + timedelta(days=Board.current().answer_days), time(23, 59, 59))


def propose_no_show(
    missed: Iterable[tuple[Booking, list[date]]], *, by: Person | None, now: datetime
) -> list[Charge]:
    """A charge for each day each of these people missed, at the amount frozen on the booking (pounds); nothing for £0.00.

    The person, the manager and the agency's coordinators are told. Call it in the transaction that closes the register.
    """
    wanted = [
        (booking, day, booking.no_show_amount, Charge.Kind.NO_SHOW)
        for booking, days in missed
        for day in days
    ]
    return _propose(wanted, by=by, now=now)


def propose_late(booking: Booking, *, by: Person | None = None, now: datetime) -> list[Charge]:
    """A charge for each London day of the event that was cancelled too late. Call it in the transaction of the cancellation."""
    days = days_of(booking.event.sessions.all())
    wanted = [(booking, day, booking.late_amount, Charge.Kind.LATE) for day in days]
    return _propose(wanted, by=by, now=now)


def _propose(wanted: list[tuple], *, by: Person | None, now: datetime) -> list[Charge]:
    until, elsewhere = answer_by(now), _charged_on_another_booking(wanted)
    charges = [
        Charge(
            booking=booking,
            agency=booking.agency,
            kind=kind,
            day=day,
            amount=amount,
            proposed_at=now,
            answer_by=until,
        )
        for booking, day, amount, kind in wanted
        if amount > NOTHING and (booking.event_id, booking.person_id, day) not in elsewhere
    ]
    if not charges:
        return []
    with transaction.atomic():
        Charge.objects.bulk_create(charges)
        _record(charges, "charge.proposed", {"state": ["", ChargeState.PROPOSED]}, by=by, now=now)
        charge_emails.proposed(charges, now=now)
    return charges


def _charged_on_another_booking(wanted: list[tuple]) -> set[tuple[int, int, date]]:
    """Event, person and day of charges that stand: who cancelled late, booked again and did not come owes that day once."""
    bookings = [booking for booking, *_ in wanted]
    standing = (
        Charge.objects.standing()
        .exclude(state=ChargeState.WAIVED)
        .filter(
            booking__event__in={booking.event_id for booking in bookings},
            booking__person__in={booking.person_id for booking in bookings},
        )
    )
    return set(standing.values_list("booking__event_id", "booking__person_id", "day"))


def _record(charges: Iterable[Charge], deed: str, changes: dict, *, by: Person | None, now: datetime) -> None:
    entries = [trail.entry(by, deed, charge, changes, now=now) for charge in charges]
    TrailEntry.objects.bulk_create(entries)


def seen_of(charges: Iterable[Charge]) -> str:
    """What a page showed of these charges, shortened: it differs when one is decided or a reason is given."""
    return fingerprint(sorted((c.code, str(c.answered_at), c.answer_reason, c.answer_text) for c in charges))


def answer(
    charge: Charge,
    *,
    reason: str,
    text: str = "",
    by: Person | None = None,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Keeps the reason given for an absence, on every undecided day of the same booking; a later answer takes its place.

    What was said is not written into the trail: reasons are sensitive and the trail is for ever. The same answer again changes
    nothing. Raises TooLate once decided, and when somebody else has given a reason since the page showed `seen`.
    """
    same = Charge.objects.proposed().filter(booking=charge.booking_id)
    with transaction.atomic():
        undecided = list(same.select_for_update())
        if charge.pk not in {other.pk for other in undecided}:
            raise TooLate("This charge has been decided already, so a reason can no longer be given here.")
        if all(c.answered_at and (c.answer_reason, c.answer_text) == (reason, text) for c in undecided):
            return
        if seen and seen != seen_of(undecided):
            raise TooLate(ANSWERED)
        same.update(answered_at=now, answer_reason=reason, answer_text=text)
        for other in undecided:
            trail.record(by, "charge.answered", other, {"answered_at": [other.answered_at, now]}, now=now)
    charge.refresh_from_db()


def confirm(charge: Charge, *, by: Person, now: datetime) -> None:
    """The charge stands and may be invoiced. Raises TooLate when it was decided already, Refused for one's own."""
    if not confirm_many([charge], by=by, now=now):
        raise TooLate(DECIDED)
    charge.refresh_from_db()


def waive(charge: Charge, *, by: Person, reason: str, now: datetime) -> None:
    """Forgives the charge, for a reason. Raises Refused without one or for one's own, TooLate when it was decided already."""
    if not waive_many([charge], by=by, reason=reason, now=now):
        raise TooLate(DECIDED)
    charge.refresh_from_db()


def confirm_many(charges: Iterable[Charge], *, by: Person, now: datetime, seen: str | None = None) -> int:
    """Confirms those that are still undecided; how many that were.

    Raises Refused when one of them is one's own, TooLate when they are no longer as the page showed them (`seen`).
    """
    return _decide(charges, "charge.confirmed", {"state": ChargeState.CONFIRMED}, seen=seen, by=by, now=now)


def waive_many(
    charges: Iterable[Charge], *, by: Person, reason: str, now: datetime, seen: str | None = None
) -> int:
    """Waives those that are still undecided; how many that were. Raises Refused without a reason, and as `confirm_many`."""
    reason = reason.strip()
    if not reason:
        raise Refused("Enter why the charge is waived.")
    facts = {"state": ChargeState.WAIVED, "waiver_reason": reason}
    return _decide(charges, "charge.waived", facts, seen=seen, by=by, now=now)


def _decide(
    charges: Iterable[Charge], deed: str, facts: dict, *, seen: str | None, by: Person, now: datetime
) -> int:
    chosen = Charge.objects.filter(pk__in=[charge.pk for charge in charges])
    if chosen.filter(booking__person=by).exists():
        raise Refused(OWN)
    if chosen.count() > chosen.of_final_registers().count():
        raise Refused(REOPENED)
    with transaction.atomic():
        # Locked first, so that the rows told about are exactly the rows moved.
        undecided = list(chosen.proposed().select_for_update(of=("self",)).with_facts())
        if undecided and seen and seen != seen_of(undecided):
            raise TooLate(CHANGED)
        moved = Charge.objects.proposed().filter(pk__in=[charge.pk for charge in undecided])
        moved.update(decided_by=by, decided_at=now, **facts)
        changes = {"state": [ChargeState.PROPOSED, facts["state"]]}
        _record(undecided, deed, changes, by=by, now=now)
        charge_emails.decided(undecided, waived=facts["state"] == ChargeState.WAIVED, now=now)
    return len(undecided)
