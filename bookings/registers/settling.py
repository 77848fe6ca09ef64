"""What follows when outcomes become final, or are put right: bookings, charges, interests. One way for closing, correcting and overriding."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from accounts import trail
from accounts.models import Person, TrailEntry
from bookings import charge_emails, charging, interests
from bookings.models import Booking, Charge
from bookings.models.booking import Outcome
from bookings.models.charge import UNDONE, ChargeState
from bookings.registers.results import Result
from lib.money import NOTHING
from training.models import Event

COLLECTED = [ChargeState.INVOICED, ChargeState.SETTLED]
NOT_COLLECTED = [ChargeState.PROPOSED, ChargeState.CONFIRMED]


@dataclass
class Plan:
    """How the charges for not coming must change so that each day that was missed is charged once, and no other."""

    new: list[tuple[Booking, date]] = field(default_factory=list)
    withdrawn: list[Charge] = field(default_factory=list)
    """Nobody has been asked for the money yet."""
    to_credit: list[Charge] = field(default_factory=list)
    """On an invoice or in a journal already: finance gives it back."""
    restored: list[Charge] = field(default_factory=list)
    """Collected, marked to be credited, and missed after all."""

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.withdrawn or self.to_credit or self.restored)


def plan(everybody: Iterable[Result], charges: Iterable[Charge]) -> Plan:
    """What has to change; pure. `charges` are those for not coming of these bookings that are not undone, in any order.

    What was waived stays waived, and what is right already is left alone, so the same facts planned twice change nothing.
    """
    found = Plan()
    due = {(r.booking.pk, day): r.booking for r in everybody for day in r.days_missed}
    due = {key: booking for key, booking in due.items() if booking.no_show_amount > NOTHING}
    for charge in charges:
        is_due = due.pop((charge.booking_id, charge.day), None) is not None
        if charge.state in COLLECTED and is_due == bool(charge.void_since):
            (found.restored if is_due else found.to_credit).append(charge)
        elif charge.state in NOT_COLLECTED and not is_due:
            found.withdrawn.append(charge)
    found.new = [(booking, day) for (_, day), booking in sorted(due.items(), key=lambda item: item[0])]
    return found


def charges_of(everybody: Iterable[Result]):
    """The charges for not coming of these people that are not undone."""
    bookings = [result.booking.pk for result in everybody]
    charges = Charge.objects.filter(booking__in=bookings, kind=Charge.Kind.NO_SHOW).exclude(state__in=UNDONE)
    return charges.select_related(
        "booking__person", "booking__employment", "booking__event__course", "agency"
    )


def settle(event: Event, everybody: list[Result], *, by: Person, now: datetime) -> Plan:
    """Writes the outcomes of these people and changes the charges that must change; those concerned are told.

    Call it in the transaction that has locked the event's row. Settled again with the same marks, nothing changes.
    """
    _write_outcomes(everybody)
    came = [r.booking.person_id for r in everybody if r.outcome in (Outcome.ATTENDED, Outcome.PARTLY)]
    interests.end_by_attendance(event, came, by=by, now=now)
    # Locked, so that none is decided or collected between looking and changing.
    change = plan(everybody, charges_of(everybody).select_for_update(of=("self",)).order_by("pk"))
    _undo(change, by=by, now=now)
    missed = [(booking, [day for _, day in those]) for booking, those in _by_booking(change.new)]
    charging.propose_no_show(missed, by=by, now=now)
    return change


def _by_booking(new: list[tuple[Booking, date]]) -> Iterable[tuple[Booking, list[tuple[Booking, date]]]]:
    for _, those in groupby(new, key=lambda pair: pair[0].pk):
        same = list(those)
        yield same[0][0], same


def _write_outcomes(everybody: list[Result]) -> None:
    """One UPDATE for each kind of answer."""

    def kind(result: Result) -> tuple[Outcome, bool]:
        return result.outcome, result.earns_certificate

    for (answer, certificate), those in groupby(sorted(everybody, key=kind), key=kind):
        chosen = Booking.objects.filter(pk__in=[result.booking.pk for result in those])
        chosen.update(outcome=answer, earns_certificate=certificate)


def _undo(change: Plan, *, by: Person, now: datetime) -> None:
    withdrawn = {"state": ChargeState.WITHDRAWN, "void_since": now}
    _change(change.withdrawn, "charge.withdrawn", withdrawn, by=by, now=now)
    _change(change.to_credit, "charge.to_be_credited", {"void_since": now}, by=by, now=now)
    _change(change.restored, "charge.restored", {"void_since": None}, by=by, now=now)
    charge_emails.withdrawn(change.withdrawn, now=now)
    charge_emails.to_credit(change.to_credit, now=now)
    charge_emails.restored(change.restored, now=now)


def _change(charges: list[Charge], deed: str, facts: dict, *, by: Person, now: datetime) -> None:
    Charge.objects.filter(pk__in=[charge.pk for charge in charges]).update(**facts)
    TrailEntry.objects.bulk_create(
        trail.entry(
            by, deed, charge, {name: [getattr(charge, name), to] for name, to in facts.items()}, now=now
        )
        for charge in charges
    )
