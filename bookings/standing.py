"""What an event means for one visitor: may they book, what would it cost, are they booked already?"""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Agency, Person
from bookings import waiting
from bookings.booking import facts_of, tariff_and_terms
from bookings.models import Booking
from bookings.prices import cost_sentence, days_of, deadline_sentence
from bookings.rules import reasons_not_to_book
from lib.seen import fingerprint
from training.models import Event

SIGNED_OUT = "your agency"


@dataclass(frozen=True)
class Standing:
    """`mine` is the visitor's own active booking; `reasons` say why they cannot book (empty when they are booked)."""

    mine: Booking | None
    reasons: list[str]
    deadline: str
    cost: str
    agreement: str
    will_wait: bool

    @property
    def terms(self) -> str:
        """What one agrees to by booking, shortened: it differs when any word of it does."""
        return fingerprint(self.deadline, self.cost, self.agreement)


def standing(event: Event, visitor: Person | None, *, now: datetime) -> Standing:
    """`visitor` is None when nobody is signed in. Amounts are those of the visitor's sector, else the general ones."""
    agency = visitor.employment.agency if visitor and visitor.employment else None
    tariff, terms = tariff_and_terms(event, agency.sector if agency else "", now=now)
    mine = event.bookings.active().filter(person=visitor).first() if visitor else None
    return Standing(
        mine=mine,
        reasons=[] if mine else reasons_not_to_book(facts_of(event, visitor, by=visitor, now=now)),
        deadline=deadline_sentence(terms.cancel_by, now),
        cost=cost_sentence(
            terms, who=agency.name if agency else SIGNED_OUT, days=len(days_of(event.sessions.all())), now=now
        ),
        agreement=tariff.terms if tariff else "",
        will_wait=_will_wait(event, agency, now),
    )


def _will_wait(event: Event, agency: Agency | None, now: datetime) -> bool:
    if agency is None:
        return event.is_full
    return not waiting.would_get_a_place(event, agency, now=now)
