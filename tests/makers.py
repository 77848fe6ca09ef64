"""Rows for tests, made directly: for tests of what follows a row, not of the verbs that make it."""

from datetime import UTC, datetime, timedelta

from accounts.models import Agency, AgencyDomain, Employment, Person, Role, RoleGrant
from bookings.models import Booking, Tariff
from lib.dates import local_day
from training.models import Delivery, Event, Session
from training.models.delivery import frozen

# A Monday in term time, no bank holiday near: deadlines can be counted on fingers.
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


def make_agency(name, sector, domain=None, **facts):
    facts = {
        "address": f"{name}\nHigh Street\nBarking",
        "finance_email": "finance@" + (domain or "agency.example"),
    } | facts
    agency = Agency.objects.create(name=name, sector=sector, **facts)
    if domain:
        AgencyDomain.objects.create(agency=agency, domain=domain)
    return agency


def make_person(first, last, agency=None, post="Practitioner", roles=(), role_agency=None, email="auto"):
    email = f"{first}.{last}@example.org".lower() if email == "auto" else email
    person = Person.objects.create_user(email, PASSWORD, first_name=first, last_name=last)
    if email:
        person.emailaddress_set.create(email=email, verified=True, primary=True)
    if agency:
        Employment.objects.create(
            person=person,
            agency=agency,
            post=post,
            manager_name="Mary Manager",
            manager_email="mary.manager@example.org",
            starts_on=local_day(NOW - timedelta(days=365)),
        )
    for role in roles:
        RoleGrant.objects.create(
            person=person, role=role, agency=role_agency if role == Role.COORDINATOR else None
        )
    return person


def make_event(
    course,
    room=None,
    *,
    starts_at=NOW + timedelta(days=30),
    days=1,
    capacity=20,
    state="published",
    trainers=(),
):
    """A published event of one session a day, 9:30am to 4:30pm."""
    starts_at = starts_at.replace(hour=8, minute=30)  # 9:30am in London, in summer
    sessions = [(starts_at + timedelta(days=n), starts_at + timedelta(days=n, hours=7)) for n in range(days)]
    event = Event.objects.create(
        course=course,
        capacity=capacity,
        state=state,
        starts_at=sessions[0][0],
        ends_at=sessions[-1][1],
        published_at=NOW - timedelta(days=60) if state != "draft" else None,
    )
    for start, end in sessions:
        Session.objects.create(
            event=event,
            starts_at=start,
            ends_at=end,
            room=room,
            online_url="" if room else "https://meet.example/abc",
        )
    for position, person in enumerate(trainers):
        facts = frozen(person.trainer, local_day(event.starts_at))
        Delivery.objects.create(event=event, trainer=person.trainer, is_lead=position == 0, **facts)
    return event


def make_booking(event, person, status="confirmed", **facts):
    """A booking as a row, for tests of what follows a booking; places are counted as the verbs count them."""
    employment = person.employment
    tariff = Tariff.objects.in_force(local_day(NOW)).first()
    facts = {
        "booked_at": min(NOW, event.starts_at) - timedelta(days=20),
        "confirmed_at": min(NOW, event.starts_at) - timedelta(days=20) if status == "confirmed" else None,
        "waiting_since": NOW - timedelta(days=1) if status == "waiting" else None,
        "expires_at": NOW + timedelta(days=1) if status in {"requested", "offered"} else None,
        "tariff": tariff,
        "cancel_by": tariff.cancel_by(event.starts_at) if tariff else None,
        "no_show_amount": tariff.no_show(event.course.band, employment.agency.sector) if tariff else 0,
        "late_amount": tariff.late_cancellation(event.course.band, employment.agency.sector) if tariff else 0,
    } | facts
    booking = Booking.objects.create(
        event=event,
        person=person,
        employment=employment,
        agency=employment.agency,
        agency_name=employment.agency.name,
        sector=employment.agency.sector,
        status=status,
        booked_by=person,
        **facts,
    )
    if booking.holds_a_place:
        Event.objects.filter(pk=event.pk).update(places_held=event.bookings.holding_a_place().count())
        event.refresh_from_db()
    return booking
