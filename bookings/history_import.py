"""Taking over what was held before Muster: past events with who had a place and who came.

The same rules reckon the outcome (`outcomes.py`) and the same constraints stand, but the past is only recorded: nobody is written to,
no charge is proposed, no evaluation is asked and no certificate is issued, because all that happened, or did not, in its own day.
`Event.imported_at` says so to every room that would otherwise ask what is due.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Agency, Board, Employment, Person, TrailEntry
from accounts.trail import entry
from bookings.models import Attendance, Booking
from bookings.models.attendance import Mark
from bookings.models.booking import Outcome, Status
from bookings.registers.outcomes import earns_certificate, outcome
from lib.dates import local_day, months_after
from lib.errors import Refused
from training.models import Course, Event, Session

AT_ONCE = 500
UNKNOWN_POST = "Not known"


@dataclass(frozen=True)
class PastEvent:
    """An event that was held: its course, and start and end of each session in their order. `event` is the row when it is here."""

    course: Course
    sessions: tuple[tuple[datetime, datetime], ...]
    event: Event | None = None


@dataclass(frozen=True)
class PastPlace:
    """A person who had a place, for which agency, with one mark for each session. Without an employment there, one of that day is noted."""

    person: Person
    agency: Agency
    employment: Employment | None
    marks: tuple[str, ...]


def reasons_against(held: PastEvent, place: PastPlace, now: datetime) -> list[str]:
    """Why this cannot be taken over as the past."""
    reasons = []
    if held.sessions[-1][1] > now:
        reasons.append("The event is not over yet. Plan it in Muster, and book people on it")
    if any(end <= start for start, end in held.sessions):
        reasons.append("The event must end after it starts")
    if any(after[0] < before[1] for before, after in zip(held.sessions, held.sessions[1:], strict=False)):
        reasons.append("The further days must come after the first, each once, in their order")
    if held.event and held.event.imported_at is None:
        reasons.append("This event was planned in Muster, and its register says who came. Take the row out")
    if len(place.marks) != len(held.sessions):
        reasons.append(
            f"The event has {len(held.sessions)} days, so say the attendance once, or for each of them"
        )
    return reasons


def take_over(held: Mapping[PastEvent, Sequence[PastPlace]], *, by: Person, now: datetime) -> None:
    """Records past events with their closed registers: all or nothing. Raises Refused with every reason."""
    reasons = [
        r for event, places in held.items() for place in places for r in reasons_against(event, place, now)
    ]
    if reasons:
        raise Refused(reasons)
    with transaction.atomic():
        events, trail = _events(held, by, now)
        bookings, marks = _bookings(held, events, by, now)
        trail += [entry(by, "booking.taken_over", b, {"outcome": ["", b.outcome]}, now=now) for b in bookings]
        Attendance.objects.bulk_create(
            [
                Attendance(
                    booking=booking, session=session, mark=mark, marked_by=by, marked_at=now, saved_at=now
                )
                for booking, seen in zip(bookings, marks, strict=True)
                for session, mark in seen
            ],
            batch_size=AT_ONCE,
        )
        TrailEntry.objects.bulk_create(trail, batch_size=AT_ONCE)


def _events(held: Mapping[PastEvent, Sequence[PastPlace]], by, now) -> tuple[dict[PastEvent, Event], list]:
    """The row of each, with places for everybody; new ones with their sessions, and what the trail says of them."""
    rows = {past: past.event or _event(past, now) for past in held}
    new = [past for past in held if past.event is None]
    for past, event in rows.items():
        event.places_held += len(held[past])
        event.capacity = max(event.capacity, event.places_held)
    Event.objects.bulk_create([rows[past] for past in new], batch_size=AT_ONCE)
    known = [row for past, row in rows.items() if past.event]
    Event.objects.bulk_update(known, ["places_held", "capacity"], batch_size=AT_ONCE)
    Session.objects.bulk_create(
        [
            Session(event=rows[past], starts_at=start, ends_at=end)
            for past in new
            for start, end in past.sessions
        ],
        batch_size=AT_ONCE,
    )
    return rows, [
        entry(by, "event.taken_over", rows[past], {"course": ["", past.course.title]}, now=now)
        for past in new
    ]


def _event(past: PastEvent, now: datetime) -> Event:
    starts_at, ends_at = past.sessions[0][0], past.sessions[-1][1]
    return Event(
        course=past.course,
        capacity=1,
        state=Event.State.PUBLISHED,
        starts_at=starts_at,
        ends_at=ends_at,
        published_at=starts_at,
        register_closed_at=ends_at,
        imported_at=now,
    )


def _bookings(
    held, events: dict[PastEvent, Event], by: Person, now: datetime
) -> tuple[list[Booking], list[list]]:
    """The rows, written, and for each its sessions with their marks."""
    board, bookings, marks = Board.current(), [], []
    sessions: dict[int, list[Session]] = {}
    for session in _sessions_of(events.values()):
        sessions.setdefault(session.event_id, []).append(session)
    employments = _employments(held)
    for past, places in held.items():
        event = events[past]
        for place in places:
            employment = place.employment or employments[_noted(past, place)]
            seen = [Attendance(mark=mark) for mark in place.marks]
            bookings.append(_booking(event, place, employment, seen, board, by, now))
            marks.append(list(zip(sessions[event.pk], place.marks, strict=True)))
    Booking.objects.bulk_create(bookings, batch_size=AT_ONCE)
    return bookings, marks


def _sessions_of(events: Iterable[Event]) -> Iterable[Session]:
    pks = [event.pk for event in events]
    for start in range(0, len(pks), AT_ONCE):
        yield from Session.objects.filter(event__in=pks[start : start + AT_ONCE])


def _noted(past: PastEvent, place: PastPlace) -> tuple:
    return place.person.pk, place.agency.pk, local_day(past.sessions[0][0])


def _employments(held: Mapping[PastEvent, Sequence[PastPlace]]) -> dict[tuple, Employment]:
    """An employment of that day for everybody who worked elsewhere then: bookings count for the agency of their day."""
    missing = {
        _noted(past, place): place
        for past, places in held.items()
        for place in places
        if not place.employment
    }
    made = [
        Employment(person=place.person, agency=place.agency, post=UNKNOWN_POST, starts_on=day, ends_on=day)
        for (_, _, day), place in missing.items()
    ]
    Employment.objects.bulk_create(made, batch_size=AT_ONCE)
    return dict(zip(missing, made, strict=True))


def _booking(
    event: Event, place: PastPlace, employment, seen: list[Attendance], board: Board, by, now
) -> Booking:
    late, early = board.late_limit_minutes, board.early_limit_minutes
    answer = outcome(seen, late_limit=late)
    earned = earns_certificate(seen, late_limit=late, early_limit=early)
    last_day, months = local_day(event.ends_at), event.course.validity_months
    return Booking(
        event=event,
        person=place.person,
        employment=employment,
        agency=place.agency,
        agency_name=place.agency.name,
        sector=place.agency.sector,
        status=Status.CONFIRMED,
        booked_by=by,
        booked_at=event.starts_at,
        confirmed_at=event.starts_at,
        outcome=answer,
        earns_certificate=earned,
        # The certificate of that day was given on paper: it counts as one, where a course asks for it to be done first.
        certified_on=last_day if earned else None,
        certified_until=months_after(last_day, months) - timedelta(days=1) if earned and months else None,
        absence_counted_at=now if answer == Outcome.NO_SHOW else None,
    )


MARKS = {"attended": Mark.PRESENT, "absent": Mark.ABSENT}
