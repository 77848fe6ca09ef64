"""May this person book this event? Page, form and POST all ask here, and show every reason at once."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from bookings.reasons import Limit, Missing, Reason, first_learn, one_at_a_time
from lib.dates import day_and_clock


@dataclass(frozen=True)
class EventFacts:
    """`page` is the address of the event's page, `other_dates` of the one that lists the other dates of its course."""

    is_draft: bool
    is_cancelled: bool
    starts_at: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    other_dates: str = ""
    page: str = ""
    group: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """`name` is how the reader is addressed: "You", or the person's name when somebody else books for them.

    `missing` are the courses that must come first, `limit` what follows from not coming again and again. `is_invited`: a member of
    the group whose event it is, or somebody whom an officer books. An event for everybody invites all.
    """

    name: str = "You"
    is_active: bool = True
    agency_name: str | None = None
    agency_is_active: bool = True
    is_booked: bool = False
    is_waiting: bool = False
    missing: tuple[Missing, ...] = ()
    limit: Limit | None = None
    is_invited: bool = True

    @property
    def is_reader(self) -> bool:
        return self.name == "You"

    def verb(self, second: str, third: str) -> str:
        return f"{self.name} {second if self.is_reader else third}"


@dataclass(frozen=True)
class Facts:
    now: datetime
    event: EventFacts
    person: PersonFacts | None = None


def reasons_not_to_book(facts: Facts) -> list[str]:
    """Every reason as the sentence the person reads, with what to do about it; an empty list lets them book.

    A reason with somewhere to go is a Reason and has `links`. Without a person (an anonymous visitor) only the event's own are given.
    """
    reasons = _reasons_of_event(facts.event, facts.now)
    if facts.person:
        reasons += _reasons_of_person(facts.person, facts.event)
        if facts.event.group and not facts.person.is_invited:
            reasons.append(
                f"This event is only for members of {facts.event.group}. "
                f"{facts.person.verb('are', 'is')} not one of them: ask the training team."
            )
    return reasons


def without_missing(facts: Facts) -> Facts:
    """The same facts, as if no course had to come first: an officer may decide so."""
    person = replace(facts.person, missing=()) if facts.person else None
    return replace(facts, person=person)


def _reasons_of_event(event: EventFacts, now: datetime) -> list[str]:
    elsewhere = [("Other dates of this course", event.other_dates)] if event.other_dates else []
    if event.is_cancelled:
        return [Reason("This event was cancelled. Look in the programme for another date.", *elsewhere)]
    if event.starts_at <= now:
        return [Reason("This event has already started. Look in the programme for another date.", *elsewhere)]
    reasons: list[str] = []
    if event.is_draft:
        reasons.append("This event is still being planned. You can book once it is in the programme.")
    if event.opens_at and now < event.opens_at:
        reasons.append(f"Booking opens on {day_and_clock(event.opens_at)}. Come back then.")
    if event.closes_at and now >= event.closes_at:
        closed = day_and_clock(event.closes_at)
        reasons.append(
            Reason(f"Booking closed on {closed}. Look in the programme for another date.", *elsewhere)
        )
    return reasons


def _reasons_of_person(person: PersonFacts, event: EventFacts) -> list[str]:
    reasons = _reasons_of_account(person) + _reasons_of_agency(person, event)
    name, is_own = person.name, person.is_reader
    reasons += [first_learn(missing, name=name, is_own=is_own) for missing in person.missing]
    if person.limit:
        reasons.append(one_at_a_time(person.limit, name=name, is_own=is_own))
    return reasons


def _reasons_of_account(person: PersonFacts) -> list[str]:
    reasons: list[str] = []
    if not person.is_active:
        reasons.append(
            f"{person.verb('have', 'has')} a closed account. Ask the training team to open it again."
        )
    if person.is_waiting:
        reasons.append(
            f"{person.verb('are', 'is')} already on the waiting list of this event. There is nothing more to do."
        )
    elif person.is_booked:
        reasons.append(
            f"{person.verb('have', 'has')} already booked this event. There is nothing more to do."
        )
    return reasons


def _reasons_of_agency(person: PersonFacts, event: EventFacts) -> list[str]:
    back = f"?{urlencode({'next': event.page})}" if event.page else ""
    profile = [("Complete your profile", reverse("accounts:profile") + back)] if person.is_reader else []
    if person.agency_name is None:
        sentence = (
            "Your profile does not say which agency you work for. Complete it first."
            if person.is_reader
            else f"The profile of {person.name} does not say which agency they work for. Complete it first."
        )
        return [Reason(sentence, *profile)]
    if not person.agency_is_active:
        gone = f"{person.agency_name} no longer takes part in the programme."
        return [Reason(f"{gone} If the agency has changed, change it in the profile.", *profile)]
    return []
