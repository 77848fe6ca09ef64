"""The reasons that a person themselves gives not to book: what they have not learnt yet, and what they missed."""

from dataclasses import dataclass

from django.urls import reverse


class Reason(str):
    """The sentence the person reads: what is wrong and what to do about it. `links` lead there, as (words, address)."""

    links: tuple[tuple[str, str], ...] = ()

    def __new__(cls, sentence: str, *links: tuple[str, str]) -> "Reason":
        made = super().__new__(cls, sentence)
        made.links = links
        return made


@dataclass(frozen=True)
class Missing:
    """A course that must come first. `dates` are its next events, or those of an equivalent, as (day, address)."""

    title: str
    code: str
    dates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Limit:
    """Somebody did not come to so many events in so many months, and has a booking already: its title, day and code."""

    missed: int
    months: int
    title: str
    day: str
    code: str


def first_learn(missing: Missing, *, name: str, is_own: bool) -> Reason:
    """One course that is missing, with the next dates of it and the way to have other learning accepted."""
    who = "You need" if is_own else f"{name} needs"
    advice = (
        f"Book one of its next dates first ({', '.join(day for day, _ in missing.dates)})"
        if missing.dates
        else "No date of it is planned yet: look at its page again later"
    )
    learning = (
        "or tell us what you learnt elsewhere" if is_own else "or they can tell us what they learnt elsewhere"
    )
    links = [(f"{missing.title}, {day}", url) for day, url in missing.dates]
    if not links:
        links.append((missing.title, reverse("bookings:course", args=[missing.code])))
    if is_own:
        learning_url = f"{reverse('bookings:learning_new')}?course={missing.code}"
        links.append(("Tell us what you learnt elsewhere", learning_url))
    sentence = f"{who} a certificate of “{missing.title}” that is valid on the day of the event. {advice}, {learning}."
    return Reason(sentence, *links)


def one_at_a_time(limit: Limit, *, name: str, is_own: bool) -> Reason:
    """Repeated non-attendance allows one booking at a time."""
    events = "1 event" if limit.missed == 1 else f"{limit.missed} events"
    subject = "You" if is_own else name
    have, their = ("have", "your") if is_own else ("has", "their")
    return Reason(
        f"{subject} did not come to {events} in the last {limit.months} months, and so can have one booking at a time. "
        f"{subject} {have} booked “{limit.title}” on {limit.day}. Book again after it, or cancel it first. "
        f"If there was a good reason for {their} absence, ask the training team to lift the limit.",
        (f"See the booking of {limit.title}", reverse("bookings:booking", args=[limit.code])),
    )
