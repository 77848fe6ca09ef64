"""Taps: one person at one session is marked, by several people at once, with and without a signal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from accounts.models import Person, TrailEntry
from accounts.trail import record
from bookings.models import Attendance, Booking
from bookings.models.booking import ON_THE_REGISTER, BookingQuerySet
from bookings.registers.marks import NO_MARK, changes_of, refuse_minutes, refuse_session, refuse_to_mark, said
from lib.errors import Refused
from training.models import Delivery, Session

TIMES = {"session_start": F("event__sessions__starts_at"), "session_end": F("event__sessions__ends_at")}
SEEN = {
    f"seen_{name}": name for name in ["id", "mark", "minutes_late", "minutes_early", "marked_at", "saved_at"]
}


@dataclass(frozen=True)
class Wanted:
    """What one tap asks for."""

    mark: str
    minutes_late: int | None
    minutes_early: int | None
    how: str
    by: Person
    now: datetime
    at: datetime
    key: UUID | None
    checks_in: bool = False
    corrects: bool = False
    """Whether a closed register is put right: only officers do."""

    def facts(self, there: Attendance) -> dict:
        late, early = self.minutes_late, self.minutes_early
        return {
            "mark": self.mark,
            "minutes_late": there.minutes_late if late is None else late,
            "minutes_early": there.minutes_early if early is None else early,
        }


def mark(
    booking: Booking,
    session: Session,
    mark: str,
    *,
    minutes_late: int | None = 0,
    minutes_early: int | None = 0,
    how: str = Attendance.How.REGISTER,
    by: Person,
    now: datetime,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Attendance:
    """Writes what was seen of a person at a session over what was there, and gives what stands then; see `tap`.

    Raises as `tap`, and Refused for a session of another event.
    """
    if session.event_id != booking.event_id:
        raise Refused("This session is not part of the event.")
    return tap(
        booking.code,
        session.pk,
        mark,
        minutes_late=minutes_late,
        minutes_early=minutes_early,
        how=how,
        by=by,
        now=now,
        at=at,
        key=key,
    )


def unmark(booking: Booking, session: Session, **who) -> Attendance:
    """Takes a mark back, as if the person had not been marked; nothing happens when there is none. Takes and raises as `mark`."""
    return mark(booking, session, NO_MARK, **who)


def tap(
    booking: str,
    session: int,
    mark: str,
    *,
    minutes_late: int | None = 0,
    minutes_early: int | None = 0,
    how: str = Attendance.How.REGISTER,
    by: Person,
    now: datetime,
    at: datetime | None = None,
    key: UUID | None = None,
    register: str = "",
) -> Attendance:
    """One tap: a mark (or NO_MARK) for the booking with this code at the session with this number, in three queries.

    The last tap wins for each person: `at` is when it was made (None: now), and one that arrives after a later one changes nothing,
    though the trail keeps both. The same tap sent twice (same `key`) counts once. Minutes of None stay as they were.

    Raises Booking.DoesNotExist when there is no such booking at the event of this session (`register`: with this code);
    TooLate once the register is closed; Refused before the day of the session, for somebody who is not on the register, for a
    trainer of another event (NotYours), and for minutes that do not fit the session.
    """
    wanted = Wanted(mark, minutes_late, minutes_early, how, by, now, min(at or now, now), key)
    among = Booking.objects.filter(code=booking, event__sessions=session)
    if register:
        among = among.filter(event__code=register)
    return put(wanted, among, session)


def correct(
    booking: Booking,
    session: Session,
    mark: str,
    *,
    minutes_late: int,
    minutes_early: int,
    by: Person,
    now: datetime,
) -> Attendance:
    """The same on a closed register: an officer puts a mark right. The caller settles what follows, in the same transaction."""
    how = Attendance.How.REGISTER
    wanted = Wanted(mark, minutes_late, minutes_early, how, by, now, now, None, corrects=True)
    return put(wanted, Booking.objects.filter(pk=booking.pk, event__sessions=session.pk), session.pk)


def put(wanted: Wanted, among: BookingQuerySet, session: int) -> Attendance:
    """Does what a tap asks for; `checks_in` lets a person mark themselves, which only check_in.py asks for. Raises as `tap`."""
    try:
        with transaction.atomic():
            return _write(wanted, among, session)
    except IntegrityError:
        # The same tap came twice in one instant, or another person's tap came between reading and writing.
        with transaction.atomic():
            return _write(wanted, among, session)


def _write(wanted: Wanted, among: BookingQuerySet, session_pk: int) -> Attendance:
    booking, session, there, is_known = _opened(wanted, among, session_pk)
    facts = wanted.facts(there)
    refuse_minutes(session, facts["mark"], facts["minutes_late"], facts["minutes_early"])
    before, is_same = said(there), all(getattr(there, name) == value for name, value in facts.items())
    if is_known or (is_same and there.pk is None):
        return there
    if there.pk and there.marked_at > wanted.at:
        _record(wanted, "register.overtaken", booking, session, said(Attendance(**facts)), before)
        return there
    if is_same:
        # Nothing new, but said later: a tap that was made in between no longer counts.
        _save(there, {"marked_at": wanted.at, "saved_at": wanted.now})
        return there
    who = {"marked_by": wanted.by, "marked_at": wanted.at, "saved_at": wanted.now, "how": wanted.how}
    _save(there, facts | who)
    deed = "register.marked" if wanted.mark else "register.unmarked"
    _record(wanted, deed, booking, session, before, said(there))
    return there


def _save(there: Attendance, facts: dict) -> None:
    """Writes these facts; IntegrityError when the row is no longer as it was read."""
    was_saved_at = there.saved_at
    for name, value in facts.items():
        setattr(there, name, value)
    if there.pk is None:
        there.save(force_insert=True)
    elif not Attendance._base_manager.filter(pk=there.pk, saved_at=was_saved_at).update(**facts):
        raise IntegrityError("another tap came between")


def _record(wanted: Wanted, deed: str, booking: Booking, session: Session, before: str, after: str) -> None:
    changes = changes_of(session, before, after)
    if wanted.at != wanted.now:
        changes["tapped_at"] = wanted.at
    record(wanted.by, deed, booking, changes, now=wanted.now, key=wanted.key)


def _opened(
    wanted: Wanted, among: BookingQuerySet, session_pk: int
) -> tuple[Booking, Session, Attendance, bool]:
    """The booking, the session, what was seen so far (unsaved when nothing), and whether this tap has come before.

    One query, which locks the event's row until the end of the transaction, so that no mark slips in while it is being closed.
    """
    mine = Delivery.objects.filter(event=OuterRef("event"), trainer__person=wanted.by)
    known = TrailEntry.objects.filter(key=wanted.key) if wanted.key else TrailEntry.objects.none()
    found = with_seen(among.select_related("event", "person", "register_note"), session_pk)
    found = found.annotate(is_trainer=Exists(mine), is_known=Exists(known), **TIMES)
    row: Any = found.select_for_update(of=("event",)).first()
    if row is None:
        raise Booking.DoesNotExist
    event = row.event
    session = Session(pk=session_pk, event=event, starts_at=row.session_start, ends_at=row.session_end)
    is_own = wanted.checks_in and row.person_id == wanted.by.pk
    refuse_to_mark(event, wanted.by, is_trainer=row.is_trainer, is_own=is_own, corrects=wanted.corrects)
    refuse_session(event, session, wanted.now)
    if row.status not in ON_THE_REGISTER:
        raise Refused(f"{row.person} is not on this register.")
    return row, session, seen_of(row, session_pk), row.is_known


def with_seen(bookings: BookingQuerySet, session_pk: int) -> BookingQuerySet:
    """Loads with each booking what was seen at a session; `seen_of` gives it."""
    here = FilteredRelation("attendances", condition=Q(attendances__session=session_pk))
    return bookings.annotate(here=here).annotate(
        **{name: F(f"here__{field}") for name, field in SEEN.items()}
    )


def seen_of(booking: Any, session_pk: int) -> Attendance:
    """What `with_seen` loaded: the mark that stands or was taken back, or one that nobody has made yet, without a key."""
    facts = {field: getattr(booking, name) for name, field in SEEN.items()}
    if facts["id"] is None:
        facts = {"mark": NO_MARK}
    return Attendance(booking=booking, session_id=session_pk, **facts)
