"""What the database knows that a file is matched with: the register of a session, and people who are not on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import AgencyDomain, Board, Person
from bookings.models import Attendance, Booking, OnlineFile
from bookings.registers.online.found import Participant
from bookings.registers.online.matching import folded
from bookings.registers.online.rows import Limits
from training.models import Event, Session, Trainer

MOST_NAMES = 200  # whom we look for by name; a file with more strangers is of another event


@dataclass(frozen=True)
class Register:
    """The people on the register of one session by name, their marks, and the files that came before."""

    event: Event
    session: Session
    bookings: list[Booking]
    marks: dict[int, Attendance]
    limits: Limits
    applied: list[OnlineFile]
    addresses: dict[int, set[str]]

    @property
    def times(self) -> tuple[datetime, datetime]:
        return self.session.starts_at, self.session.ends_at

    @property
    def codes(self) -> set[str]:
        return {booking.code for booking in self.bookings}

    def emails(self, booking: Booking) -> frozenset[str]:
        """All confirmed addresses of the person, in lower case."""
        own = {booking.person.email.lower()} if booking.person.email else set()
        return frozenset(own | self.addresses.get(booking.person_id, set()))

    def earlier(self, file: OnlineFile) -> list[OnlineFile]:
        """The files marked before that count with this one."""
        before = [each for each in self.applied if each.pk != file.pk and each.uploaded_at <= file.uploaded_at]
        return before if file.with_earlier else []

    def links(self, file: OnlineFile) -> dict[str, str]:
        """Who was said to be whom, with this file or one marked before."""
        before = [each.links for each in self.applied if each.pk != file.pk]
        return {key: code for links in [*before, file.links] for key, code in links.items()}


def register_of(session: Session) -> Register:
    event = session.event
    people = event.bookings.on_the_register().select_related("person")
    bookings = list(people.order_by("person__first_name", "person__last_name", "pk"))
    marks = {mark.booking_id: mark for mark in Attendance.objects.filter(session=session)}
    addresses: dict[int, set[str]] = defaultdict(set)
    confirmed = EmailAddress.objects.filter(verified=True, user__in=[each.person_id for each in bookings])
    for person, email in confirmed.values_list("user", "email"):
        addresses[person].add(email.lower())
    applied = list(OnlineFile.objects.filter(session=session, state=OnlineFile.State.APPLIED).order_by("pk"))
    board = Board.current()
    limits = Limits(board.late_limit_minutes, board.early_limit_minutes)
    return Register(event, session, bookings, marks, limits, applied, addresses)


@dataclass(frozen=True)
class Others:
    """People who are not on the register, by address and by whole name, the agencies of addresses, and the trainers of the event."""

    by_email: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=dict)
    domains: dict[str, int] = field(default_factory=dict)
    trainers: set[int] = field(default_factory=set)

    @property
    def elsewhere(self) -> frozenset[str]:
        """Addresses that belong to somebody who is not on the register."""
        return frozenset(self.by_email)

    def about(self, each: Participant) -> tuple[Person | None, int | None, bool]:
        """Who it seems to be, the agency of the address, and whether they train this event."""
        same_name = self.by_name.get(folded(each.name), [])
        person = self.by_email.get(each.email) or (same_name[0] if len(same_name) == 1 else None)
        agency = self.domains.get(each.email.rpartition("@")[2])
        return person, agency, bool(person and person.pk in self.trainers)


def known_to(register: Register, names: Iterable[tuple[str, str]]) -> Others:
    """Whoever may be put on a register is found by a whole address, or by first and last name, as at the door."""
    several = list(names)[:MOST_NAMES]
    emails = {email for _, email in several if email}
    wanted = Q(address__in=emails)
    for name, _ in several:
        first, _, last = _plain(name).partition(" ")
        wanted |= Q(first_name__iexact=first, last_name__iexact=last) if last else Q()
    here = {booking.person_id for booking in register.bookings}
    people = Person.objects.filter(is_active=True).annotate(address=Lower("email")).filter(wanted)
    found = [person for person in people.with_employment() if person.pk not in here] if several else []
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in found:
        by_name[folded(person.name)].append(person)
    by_email = {person.email.lower(): person for person in found if person.email}
    domains = AgencyDomain.objects.filter(domain__in={email.rpartition("@")[2] for email in emails})
    trainers = Trainer.objects.filter(deliveries__event=register.event).values_list("person", flat=True)
    return Others(by_email, by_name, dict(domains.values_list("domain", "agency")), set(trainers))


def _plain(name: str) -> str:
    """“Nurse, Nadia (Guest)” as people are kept: “Nadia Nurse”."""
    text = name.partition("(")[0].partition("[")[0].strip()
    last, comma, first = text.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else text
