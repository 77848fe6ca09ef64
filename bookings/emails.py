"""What is written to people about a booking. One function for each message; each cause is told once, by its key."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import Board, Person
from bookings.approvers import Approver, approvers, told
from bookings.calendars import invitation
from bookings.hearing import hearer_of
from bookings.materials import materials_for
from bookings.models import Booking
from bookings.models.booking import Status
from bookings.registers import own_codes
from bookings.replies import open_questions
from correspondence import outbox
from lib.links import absolute, sign
from training.models import Event


def confirmed(booking: Booking, *, now: datetime) -> None:
    """With the calendar entry, the questions that are still open, and where materials are waiting."""
    facts = {"open_questions": open_questions(booking), "has_materials": materials_for(booking, now).exists()}
    facts["own_code_url"] = own_codes.address_shown(booking, now)
    _to_person("confirmed", booking, facts, now=now, calendar=invitation(booking, now=now))


def requested(booking: Booking, *, now: datetime) -> None:
    _to_person("requested", booking, now=now)


def waiting(booking: Booking, *, now: datetime) -> None:
    _to_person("waiting", booking, now=now)


def offered(booking: Booking, *, now: datetime) -> None:
    """Says what accepting means: inside the charging window cancelling would cost at once."""
    _to_person("offered", booking, {"is_inside_window": booking.terms.passed(now)}, now=now)


def lapsed(booking: Booking, *, was: str, now: datetime) -> None:
    """A request that lapses says who was asked, and that they were reminded."""
    asked = (
        [each.name or "your manager" for each in approvers(booking, now=now)]
        if was == Status.REQUESTED
        else []
    )
    facts = {"was": was, "has_started": booking.event.has_started(now), "asked": asked}
    _to_person("lapsed", booking, facts, now=now)


def declined(booking: Booking, *, now: datetime) -> None:
    _to_person("declined", booking, now=now)


def cancelled(booking: Booking, *, was: str, consequence, moved_to=None, now: datetime) -> None:
    """Takes the entry out of the calendar when there was one. `moved_to` is the event the booking moved to, which is told by itself."""
    calendar = invitation(booking, now=now, cancels=True) if was == Status.CONFIRMED else None
    facts = {"was": was, "consequence": consequence, "moved_to": moved_to}
    _to_person("cancelled", booking, facts, now=now, calendar=calendar)


def replaced(booking: Booking, *, by: Person, now: datetime) -> None:
    """To whom a colleague replaces: their entry goes out of the calendar."""
    _to_person(
        "replaced", booking, {"colleague": by}, now=now, calendar=invitation(booking, now=now, cancels=True)
    )


def put_first(booking: Booking, *, now: datetime) -> None:
    """An officer has put them first in the list: the next place is theirs."""
    _to_person("put_first", booking, now=now)


def event_cancelled(booking: Booking, *, next_dates: Sequence[Event], now: datetime) -> None:
    """With the next dates of the course and of its equivalents."""
    calendar = invitation(booking, now=now, cancels=True)
    _to_person("event_cancelled", booking, {"next_dates": with_links(next_dates)}, now=now, calendar=calendar)


def with_links(events: Sequence[Event]) -> list[tuple[Event, str]]:
    return [(event, absolute("bookings:event", code=event.code)) for event in events]


def goes_ahead(booking: Booking, *, now: datetime) -> None:
    _to_person("goes_ahead", booking, now=now)


def moved(
    booking: Booking, *, before: Sequence, overlaps: Sequence[Booking], note: str, now: datetime
) -> None:
    """Old and new; who has an entry in the calendar gets the one that replaces it."""
    calendar = invitation(booking, now=now) if booking.is_confirmed else None
    facts = {"before": before, "overlaps": overlaps, "note": note, "consequence": booking.terms_in_words(now)}
    name = f"moved-{booking.event.revision}"
    _to_person(name, booking, facts, template="moved", now=now, calendar=calendar)


def reminder(booking: Booking, *, days: int, now: datetime) -> None:
    facts = {"is_last": days <= 3, "has_materials": materials_for(booking, now).exists()}
    facts["own_code_url"] = own_codes.address_shown(booking, now)
    name = reminder_name(days, booking.event.moves)
    _to_person(name, booking, facts, template="reminder", now=now)


def reminder_name(days: int, moves: int) -> str:
    """What the key of a reminder begins with: an event that has been moved is reminded of anew."""
    return f"reminder-{days}-{moves}" if moves else f"reminder-{days}"


def manager_told(booking: Booking, *, now: datetime) -> None:
    """To the line manager, without one to the coordinators: there is nothing to decide."""
    for each in told(booking):
        _queue("manager_told", booking, each.to, {"name": each.name}, now=now)


def manager_asked(booking: Booking, *, now: datetime) -> None:
    """To everybody who may agree, each with a signed link of their own: one answer is enough."""
    _ask("manager_asked", booking, now=now)


def manager_reminded(booking: Booking, *, now: datetime) -> None:
    _ask("manager_reminded", booking, now=now)


def _ask(name: str, booking: Booking, *, now: datetime) -> None:
    for each in approvers(booking, now=now):
        facts = {"name": each.name, "deputy": each.deputy, "approval_url": _approval_url(booking, each)}
        whom = each.deputy.code if each.deputy else ""
        _queue(name, booking, each.to, facts, now=now, whom=whom)


def _approval_url(booking: Booking, approver: Approver) -> str:
    """A deputy's link is signed for another purpose, so that it does not open what is the manager's own."""
    if not approver.deputy:
        return absolute("bookings:approval", token=sign("approval", booking.code))
    tokens = {"token": sign("deputy-approval", booking.code), "deputy": sign("deputy", approver.deputy.code)}
    return absolute("bookings:approval_for", **tokens)


def absences_warned(booking: Booking, *, missed: int, now: datetime) -> None:
    """To the person and the line manager: from now on one booking at a time."""
    board = Board.current()
    facts = {"missed": missed, "months": board.no_show_months}
    _to_person("absences_warned", booking, facts | {"is_own": True}, now=now)
    manager = booking.employment.manager_email
    if manager and manager.lower() != (booking.person.email or "").lower():
        _queue("absences_warned", booking, manager, facts | {"is_own": False}, now=now)


def _to_person(
    name: str,
    booking: Booking,
    extra: dict | None = None,
    *,
    now: datetime,
    template: str = "",
    calendar=None,
) -> None:
    """Somebody without an e-mail address is told through whoever hears for them, under the same key."""
    hearer = hearer_of(booking)
    heard_for = booking.person.name if hearer != booking.person else ""
    outbox.queue(
        key=f"{name}:{booking.code}",
        kind=f"bookings.{template or name}",
        to=hearer,
        template=f"bookings/emails/{template or name}",
        context=_facts(booking, now) | (extra or {}),
        now=now,
        calendar=calendar,
        heard_for=heard_for,
    )


def _queue(name: str, booking: Booking, to, extra: dict, *, now: datetime, whom: str = "") -> None:
    """To somebody about a person's booking. `whom` tells one addressee without an account from another; a person is told by their code."""
    other = to.code if isinstance(to, Person) else whom or "manager"
    whom = f":{other}" if to != booking.person else ""
    outbox.queue(
        key=f"{name}:{booking.code}{whom}",
        kind=f"bookings.{name}",
        to=to,
        template=f"bookings/emails/{name}",
        context=_facts(booking, now) | extra,
        now=now,
    )


def _facts(booking: Booking, now: datetime) -> dict:
    return {
        "booking": booking,
        "event": booking.event,
        "course": booking.event.course,
        "practitioner": booking.person,
        "sessions": booking.event.sessions.all(),
        "terms": booking.terms_in_words(now),
        "manage_url": absolute("bookings:manage", token=sign("manage", booking.code)),
        "programme_url": absolute("bookings:programme"),
        "course_url": absolute("bookings:course", code=booking.event.course.code),
    }
