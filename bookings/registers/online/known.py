"""What the database knows that a file is matched with: the register of a session, and people who are not on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import AgencyDomain, Board, Person
from bookings.models import Attendance, Booking, OnlineFile
from bookings.registers.online.found import Participant
from bookings.registers.online.matching import folded
from bookings.registers.online.rows import Limits
from training.models import Event, Session


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
        before = [
            each for each in self.applied if each.pk != file.pk and each.uploaded_at <= file.uploaded_at
        ]
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
    """Who else the addresses of a file belong to, the agencies of these addresses, and the trainers of the event."""

    by_email: dict[str, Person]
    domains: dict[str, int]
    trainers: list[Person]

    @property
    def elsewhere(self) -> frozenset[str]:
        """Addresses that belong to somebody who is not on the register."""
        return frozenset(self.by_email)

    def agency_of(self, each: Participant) -> int | None:
        return self.domains.get(each.email.rpartition("@")[2])

    def trains(self, each: Participant) -> bool:
        """Whether it is a trainer of this event, who is in every meeting and on no register."""
        names = {folded(trainer.name) for trainer in self.trainers}
        emails = {trainer.email.lower() for trainer in self.trainers if trainer.email}
        return each.email in emails or (folded(each.name) in names and each.email not in self.by_email)


def others_of(register: Register, participants: Iterable[Participant]) -> Others:
    emails = {each.email for each in participants if each.email}
    here = {booking.person_id for booking in register.bookings}
    people = Person.objects.filter(is_active=True).annotate(address=Lower("email")).filter(address__in=emails)
    by_email = {each.email.lower(): each for each in people.with_employment() if each.pk not in here}
    domains = AgencyDomain.objects.filter(domain__in={email.rpartition("@")[2] for email in emails})
    trainers = Person.objects.filter(trainer__deliveries__event=register.event).exclude(pk__in=here)
    return Others(by_email, dict(domains.values_list("domain", "agency")), list(trainers))


def named(register: Register, participants: Iterable[Participant]) -> dict[str, Person]:
    """Key of a participant to the only person who is not on the register and has this first and last name, as at the door."""
    wanted = {each.key: folded(each.name) for each in participants}
    lasts = {last for each in participants for last in _last_names(each.name)}
    people = Person.objects.filter(is_active=True).annotate(last=Lower("last_name"))
    people = people.exclude(pk__in=[booking.person_id for booking in register.bookings])
    found: dict[str, list[int]] = defaultdict(list)
    likely = people.filter(Q(last__in={last.lower() for last in lasts}) | Q(last_name__in=lasts))
    for pk, first, last in likely.values_list("pk", "first_name", "last_name"):
        found[folded(f"{first} {last}")].append(pk)
    alone = {name: pks[0] for name, pks in found.items() if len(pks) == 1 and name in wanted.values()}
    known = Person.objects.with_employment().in_bulk(alone.values())
    return {key: known[alone[name]] for key, name in wanted.items() if name in alone}


def _last_names(name: str) -> list[str]:
    """What may be the last name: one word or more at the end, or before a comma. “De Compostela, Santiago (Guest)”."""
    text = name.partition("(")[0].partition("[")[0].strip()
    last, comma, _ = text.partition(",")
    words = text.split()
    return [last.strip()] if comma else [" ".join(words[start:]) for start in range(1, len(words))]
