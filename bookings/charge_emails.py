"""Messages about charges: one for each person written to, whatever the number of days."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from accounts.models import Agency, Person, Role
from bookings.models import Booking, Charge
from correspondence import outbox
from lib.links import absolute


def proposed(charges: Iterable[Charge], *, now: datetime) -> None:
    """Tells the person, their manager and the agency's coordinators, with a link to give a reason."""
    for booking, those in _by_booking(charges):
        link = absolute("bookings:charge_answer", token=those[0].token)
        _tell("charge_proposed", booking, those, {"link": link}, now=now)


def decided(charges: Iterable[Charge], *, waived: bool, now: datetime) -> None:
    """Tells the same people what became of the charge."""
    for booking, those in _by_booking(charges):
        _tell("charge_waived" if waived else "charge_confirmed", booking, those, {}, now=now)


def withdrawn(charges: Iterable[Charge], *, now: datetime) -> None:
    """Tells the same people that the register was put right: nothing is due for these days."""
    for booking, those in _by_booking(charges):
        _tell("charge_withdrawn", booking, those, {"credited": False}, now=now)


def to_credit(charges: Iterable[Charge], *, now: datetime) -> None:
    """The same of charges that were collected already: the money will be credited."""
    for booking, those in _by_booking(charges):
        _tell("charge_withdrawn", booking, those, {"credited": True}, cause=now.isoformat(), now=now)


def restored(charges: Iterable[Charge], *, now: datetime) -> None:
    """Tells them that a charge of which they were told it would be credited stands after all."""
    for booking, those in _by_booking(charges):
        _tell("charge_restored", booking, those, {}, cause=now.isoformat(), now=now)


def _by_booking(charges: Iterable[Charge]) -> Iterator[tuple[Booking, list[Charge]]]:
    """The charges of each booking together."""
    in_order = sorted(charges, key=lambda charge: (charge.booking_id, charge.day))
    for _, those in groupby(in_order, key=lambda charge: charge.booking_id):
        same = list(those)
        yield same[0].booking, same


def _tell(
    template: str, booking: Booking, charges: list[Charge], extra: dict, *, cause: str = "", now: datetime
) -> None:
    """One message to each. `cause` tells apart what may happen to the same charge more than once."""
    facts = {
        "booking": booking,
        "charges": charges,
        "total": sum(charge.amount for charge in charges),
    } | extra
    for role, to in _recipients(booking, charges[0].agency):
        outbox.queue(
            key=f"{template}:{charges[0].code}:{role}" + (f":{cause}" if cause else ""),
            kind=f"bookings.{template}",
            to=to,
            template=f"bookings/emails/{template}",
            context=facts | {"is_own": role == "person"},
            now=now,
        )


def _recipients(booking: Booking, agency: Agency) -> list[tuple[str, Person | str]]:
    """Who hears, and as what; an address is written to once."""
    wanted: list[tuple[str, Person | str]] = [("person", booking.person)]
    wanted.append(("manager", booking.employment.manager_email))
    wanted += [(f"coordinator-{person.code}", person) for person in _coordinators(agency)]
    chosen, addresses = [], set()
    for role, to in wanted:
        address = (to.email if isinstance(to, Person) else to) or ""
        if address and address.lower() not in addresses:
            addresses.add(address.lower())
            chosen.append((role, to))
    return chosen


def _coordinators(agency: Agency) -> list[Person]:
    grants = agency.coordinator_grants.filter(role=Role.COORDINATOR, person__is_active=True)
    return [grant.person for grant in grants.select_related("person").order_by("pk")]
