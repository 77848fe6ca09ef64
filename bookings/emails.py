"""What is written to people about a booking. One function for each message; each cause is told once, by its key."""

from datetime import datetime

from accounts.models import Person, Role, RoleGrant
from bookings.calendars import invitation
from bookings.materials import materials_for
from bookings.models import Booking
from bookings.models.booking import Status
from correspondence import outbox
from lib.links import absolute, sign


def confirmed(booking: Booking, *, now: datetime) -> None:
    """With the calendar entry, and where materials are waiting."""
    extra = {"has_materials": materials_for(booking, now).exists()}
    _to_person("confirmed", booking, extra, now=now, calendar=invitation(booking, now=now))


def requested(booking: Booking, *, now: datetime) -> None:
    _to_person("requested", booking, now=now)


def waiting(booking: Booking, *, now: datetime) -> None:
    _to_person("waiting", booking, now=now)


def offered(booking: Booking, *, now: datetime) -> None:
    """Says what accepting means: inside the charging window cancelling would cost at once."""
    _to_person("offered", booking, {"is_inside_window": booking.terms.passed(now)}, now=now)


def lapsed(booking: Booking, *, was: str, now: datetime) -> None:
    _to_person("lapsed", booking, {"was": was, "has_started": booking.event.has_started(now)}, now=now)


def declined(booking: Booking, *, now: datetime) -> None:
    _to_person("declined", booking, now=now)


def cancelled(booking: Booking, *, was: str, consequence, now: datetime) -> None:
    """Takes the entry out of the calendar when there was one."""
    calendar = invitation(booking, now=now, cancels=True) if was == Status.CONFIRMED else None
    _to_person("cancelled", booking, {"was": was, "consequence": consequence}, now=now, calendar=calendar)


def event_cancelled(booking: Booking, *, now: datetime) -> None:
    _to_person("event_cancelled", booking, now=now, calendar=invitation(booking, now=now, cancels=True))


def reminder(booking: Booking, *, days: int, now: datetime) -> None:
    extra = {"is_last": days <= 3, "has_materials": materials_for(booking, now).exists()}
    _to_person(f"reminder-{days}", booking, extra, template="reminder", now=now)


def manager_told(booking: Booking, *, now: datetime) -> None:
    """To the line manager, where there is one: there is nothing to decide."""
    manager = booking.employment.manager_email
    if manager and not _is_own(manager, booking.person):
        _queue("manager_told", booking, manager, {"name": booking.employment.manager_name}, now=now)


def manager_asked(booking: Booking, *, now: datetime) -> None:
    """To whoever may agree, with a signed link: one answer is enough."""
    link = {"approval_url": absolute("bookings:approval", token=sign("approval", booking.code))}
    for name, to in who_agrees(booking):
        _queue("manager_asked", booking, to, {"name": name, **link}, now=now)


def who_agrees(booking: Booking) -> list[tuple[str, Person | str]]:
    """Name and address of the line manager; without one, the agency's coordinators; without those, the L&D officers.

    Nobody agrees to their own training.
    """
    job, person = booking.employment, booking.person
    if job.manager_email and not _is_own(job.manager_email, person):
        return [(job.manager_name, job.manager_email)]
    grants = RoleGrant.objects.filter(person__is_active=True, person__email__isnull=False).exclude(
        person=person
    )
    people = grants.select_related("person").order_by("pk")
    coordinators = people.filter(role=Role.COORDINATOR, agency=booking.agency_id)
    return [(grant.person.name, grant.person) for grant in coordinators or people.filter(role=Role.OFFICER)]


def _is_own(address: str, person: Person) -> bool:
    return address.lower() == (person.email or "").lower()


def _to_person(
    name: str,
    booking: Booking,
    extra: dict | None = None,
    *,
    now: datetime,
    template: str = "",
    calendar=None,
) -> None:
    _queue(name, booking, booking.person, extra or {}, now=now, template=template, calendar=calendar)


def _queue(
    name: str, booking: Booking, to, extra: dict, *, now: datetime, template: str = "", calendar=None
) -> None:
    whom = f":{to.code if isinstance(to, Person) else 'manager'}" if to != booking.person else ""
    outbox.queue(
        key=f"{name}:{booking.code}{whom}",
        kind=f"bookings.{template or name}",
        to=to,
        template=f"bookings/emails/{template or name}",
        context=_facts(booking, now) | extra,
        now=now,
        calendar=calendar,
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
