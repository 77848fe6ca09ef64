"""May this person book this event? Page, form and POST all ask here, and show every reason at once."""

from dataclasses import dataclass
from datetime import datetime

from lib.dates import day_and_clock


@dataclass(frozen=True)
class EventFacts:
    is_draft: bool
    is_cancelled: bool
    starts_at: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    group: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """`name` is how the reader is addressed: "You", or the person's name when somebody else books for them.

    `is_invited`: a member of the group whose event it is, or somebody whom an officer books. An event for everybody invites all.
    """

    name: str = "You"
    is_active: bool = True
    agency_name: str | None = None
    agency_is_active: bool = True
    is_booked: bool = False
    is_waiting: bool = False
    is_invited: bool = True

    def verb(self, second: str, third: str) -> str:
        return f"{self.name} {second if self.name == 'You' else third}"


@dataclass(frozen=True)
class Facts:
    now: datetime
    event: EventFacts
    person: PersonFacts | None = None


def reasons_not_to_book(facts: Facts) -> list[str]:
    """Every reason as the sentence the person reads, with what to do about it; an empty list lets them book.

    Without a person (an anonymous visitor) only the event's own reasons are given.
    """
    reasons = _reasons_of_event(facts.event, facts.now)
    if facts.person:
        reasons += _reasons_of_person(facts.person)
        if facts.event.group and not facts.person.is_invited:
            reasons.append(
                f"This event is only for members of {facts.event.group}. "
                f"{facts.person.verb('are', 'is')} not one of them: ask the training team."
            )
    return reasons


def _reasons_of_event(event: EventFacts, now: datetime) -> list[str]:
    if event.is_cancelled:
        return ["This event was cancelled. Look in the programme for another date."]
    if event.starts_at <= now:
        return ["This event has already started. Look in the programme for another date."]
    reasons = []
    if event.is_draft:
        reasons.append("This event is still being planned. You can book once it is in the programme.")
    if event.opens_at and now < event.opens_at:
        reasons.append(f"Booking opens on {day_and_clock(event.opens_at)}. Come back then.")
    if event.closes_at and now >= event.closes_at:
        reasons.append(
            f"Booking closed on {day_and_clock(event.closes_at)}. Look in the programme for another date."
        )
    return reasons


def _reasons_of_person(person: PersonFacts) -> list[str]:
    reasons = []
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
    if person.agency_name is None:
        whose = "Your profile" if person.name == "You" else f"The profile of {person.name}"
        reasons.append(
            f"{whose} does not say which agency you work for. Complete it first."
            if person.name == "You"
            else f"{whose} does not say which agency they work for. Complete it first."
        )
    elif not person.agency_is_active:
        reasons.append(
            f"{person.agency_name} no longer takes part in the programme. If the agency has changed, change it in the profile."
        )
    return reasons
