"""The file once it is read: kept to be looked at, read in another way, and forgotten in time."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from bookings.models import OnlineFile
from bookings.models.online_file import KEPT, KEPT_AT_LEAST
from bookings.registers.marks import open_register, refuse_session
from bookings.registers.online.found import Found
from bookings.registers.online.stored import found_in, order_in
from bookings.registers.online.times import Order, nearest
from lib.dates import local_day
from lib.errors import Refused, TooLate
from training.models import Event, Session

DONE = "This file has been marked or discarded meanwhile. Look at it as it is."


def keep(
    found: Found, *, session: Session, file_name: str, code: str = "", by: Person, now: datetime
) -> OnlineFile:
    """Keeps what was read of a file, to be looked at and then applied. Nothing is marked.

    Raises TooLate when the register is closed, Refused for somebody else’s register and before the day of the session.
    """
    with transaction.atomic():
        event = open_register(session.event_id, by)
        refuse_session(event, session, now)
        rows = [[s.line, s.name, s.email, s.joined, s.left, s.seconds] for s in found.stays]
        file = OnlineFile(
            session=session, uploaded_by=by, uploaded_at=now, file_name=file_name, kind=found.kind, is_utc=found.is_utc,
            order=order_for(found, local_day(session.starts_at)) or "", rows=rows, forget_at=_forget_at(event, now),
            **({"code": code} if code else {}),
        )  # fmt: skip
        file.with_earlier = _is_another_part(file, found)
        file.save(force_insert=True)
        record(by, "register.file_read", event, {"people": [0, len(_names(found))]}, now=now)
    return file


def _names(found: Found) -> set[str]:
    return {stay.email or stay.name for stay in found.stays}


def _forget_at(event: Event, now: datetime) -> datetime:
    return max(event.ends_at + KEPT, now + KEPT_AT_LEAST)


def order_for(found: Found, day: date) -> Order | None:
    """How the days are read: the only way there is, else the one that comes nearest to the day of the session; None when both do."""
    orders = found.orders
    return orders[0] if len(orders) == 1 else nearest({order: found.days(order) for order in orders}, day)


def _is_another_part(file: OnlineFile, found: Found) -> bool:
    """A meeting that is started again has a report of its own: one of these times only, and none of those before."""
    before = (
        OnlineFile.objects.filter(session=file.session, state=OnlineFile.State.APPLIED).order_by("pk").last()
    )
    if before is None or not file.order or not before.order:
        return False
    earlier = list(found_in(before).times(order_in(before)))
    these = list(found.times(order_in(file)))
    return max(earlier) <= min(these) or max(these) <= min(earlier)


def change(
    file: OnlineFile, *, session: Session, order: str, with_earlier: bool = False, by: Person, now: datetime
) -> None:
    """Reads a file that waits in another way: for another session of the event, in another order of day and month.

    Raises as `keep`, Refused for an order in which the file is no list of days, TooLate once it is marked or discarded.
    """
    with transaction.atomic():
        event = open_register(file.session.event_id, by)
        refuse_session(event, session, now)
        waiting = (
            OnlineFile.objects.select_for_update(no_key=True)
            .filter(pk=file.pk, state=OnlineFile.State.READ)
            .first()
        )
        if waiting is None:
            raise TooLate(DONE)
        found = found_in(waiting)
        if order and order not in found.orders:
            raise Refused("In that order some lines are no day, or people leave before they join.")
        facts = {"session": session, "order": order, "with_earlier": with_earlier}
        before = {"session": file.session, "order": waiting.order, "with_earlier": waiting.with_earlier}
        if facts == before:
            return
        OnlineFile.objects.filter(pk=file.pk).update(**facts)
        changes = {
            name: [str(before[name]), str(value)] for name, value in facts.items() if before[name] != value
        }
        record(by, "register.file_read_anew", event, changes, now=now)
    file.refresh_from_db()


def forget_due(now: datetime) -> int:
    """Deletes attendance files 30 days after their event; how many. Safe to run twice, or a day late."""
    return OnlineFile.objects.to_forget(now).delete()[0]
