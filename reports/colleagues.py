"""The people of a coordinator's agencies, with what they booked and which certificates need refreshing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from accounts import people
from accounts.models import Person
from accounts.models.person import PersonQuerySet
from bookings.models import Booking, Charge
from bookings.models.booking import ACTIVE, BookingQuerySet, Outcome
from bookings.models.charge import ChargeQuerySet
from certificates.models import Certificate, State
from lib.dates import local_day
from lib.errors import Refused
from lib.tables import Table

DUE_WITHIN = timedelta(days=90)
SORTS = {
    "name": ["last_name", "first_name", "pk"],
    "coming": ["coming", "last_name", "pk"],
    "missed": ["missed", "last_name", "pk"],
    "due": ["due", "last_name", "pk"],
    "expired": ["expired", "last_name", "pk"],
}
FIGURES = ["coming", "came", "missed", "valid", "due", "expired"]
COLUMNS = [
    "Last name", "First name", "Email", "Post", "Team", "Coming", "Came", "Missed", "Valid certificates", "Due in 90 days", "Expired",
]  # fmt: skip


@dataclass(frozen=True)
class Learnt:
    """A certificate as its holder's coordinator reads it. `is_refreshed`: a later one of the same course stands."""

    certificate: Certificate
    today: date
    is_refreshed: bool

    @property
    def state(self) -> State:
        return self.certificate.state(self.today)

    @property
    def is_due(self) -> bool:
        until = self.certificate.expires_on
        is_near = bool(until and until <= self.today + DUE_WITHIN)
        return self.state == State.VALID and is_near and not self.is_refreshed


def colleagues_of(coordinator: Person) -> PersonQuerySet:
    """Who works now for one of the agencies that this person coordinates."""
    here = Q(employments__ends_on=None, employments__agency__in=coordinator.coordinated_agency_ids)
    return Person.objects.filter(pk__in=Person.objects.filter(here).values("pk")).with_employment()


def with_figures(found: PersonQuerySet, coordinator: Person, now: datetime) -> PersonQuerySet:
    """Each with the counts of the list; only bookings made for the coordinator's agencies count."""
    today = local_day(now)
    mine = Q(bookings__agency__in=coordinator.coordinated_agency_ids)
    certified = mine & Q(bookings__certified_on__isnull=False)
    until = "bookings__certified_until"
    counts = {
        "coming": mine & Q(bookings__status__in=ACTIVE, bookings__event__ends_at__gt=now),
        "came": mine & Q(bookings__outcome__in=[Outcome.ATTENDED, Outcome.PARTLY]),
        "missed": mine & Q(bookings__outcome=Outcome.NO_SHOW),
        "valid": certified & (Q(**{until: None}) | Q(**{f"{until}__gte": today})),
        "due": certified & Q(**{f"{until}__gte": today, f"{until}__lte": today + DUE_WITHIN}),
        "expired": certified & Q(**{f"{until}__lt": today}),
    }
    return found.annotate(**{name: Count("bookings", filter=which) for name, which in counts.items()})


def sorted_by(found: PersonQuerySet, sort: str) -> PersonQuerySet:
    first, *then = SORTS.get(sort.lstrip("-"), SORTS["name"])
    return found.order_by(f"-{first}" if sort.startswith("-") else first, *then)


def table_of(found: PersonQuerySet) -> Table:
    """The list as a file."""
    rows = [
        [
            person.last_name, person.first_name, person.email, person.employment.post, person.employment.team,
            *(getattr(person, name) for name in FIGURES),
        ]
        for person in found
    ]  # fmt: skip
    return Table("People", COLUMNS, rows)


def bookings_of(person: Person, coordinator: Person) -> BookingQuerySet:
    """Those made for the coordinator's agencies: what somebody did elsewhere is not theirs to read."""
    return Booking.objects.of_agencies_of(coordinator).of(person).with_event()


def learnt_by(person: Person, coordinator: Person, now: datetime) -> list[Learnt]:
    """The certificates that stand, the latest first; those revoked are left out."""
    agencies = coordinator.coordinated_agency_ids
    found = Certificate.objects.of(person).filter(booking__agency__in=agencies, revoked_at=None)
    rows: list[Learnt] = []
    seen: set[int] = set()
    for certificate in found.select_related("booking__event__course").order_by(
        "-booking__certified_on", "-pk"
    ):
        course = certificate.booking.event.course_id
        rows.append(Learnt(certificate, local_day(now), course in seen))
        seen.add(course)
    return rows


def charges_of(person: Person, coordinator: Person) -> ChargeQuerySet:
    found = Charge.objects.of_agencies_of(coordinator).filter(booking__person=person)
    return found.with_facts().order_by("-day", "-pk")


def reason_not_to_give_email(person: Person, coordinator: Person) -> str:
    """Why a coordinator cannot give this colleague their first e-mail address, as a sentence; empty when they can.

    Whoever reads that address can sign in as them: so never to somebody who signs in already, who holds a role, or of whom more is kept
    than the coordinator may know.
    """
    if person.email:
        return f"{person} has an email address already. Only they can change it."
    if not person.is_active or person.last_login or person.roles:
        return f"{person} has an account of their own. Ask the training team to give them an email address."
    mine = coordinator.coordinated_agency_ids
    elsewhere = person.employments.exclude(agency__in=mine).exists()
    if elsewhere or Booking.objects.of(person).exclude(agency__in=mine).exists():
        return f"{person} has worked elsewhere too. Ask the training team to give them an email address."
    return ""


def give_email(person: Person, email: str, *, by: Person, now: datetime) -> None:
    """A colleague's first e-mail address, from their coordinator. Raises Refused with the reason, or when the address is taken."""
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if reason := reason_not_to_give_email(person, by):
            raise Refused(reason)
        people.give_email(person, email, by=by, now=now)
