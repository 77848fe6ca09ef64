"""Calendars that a diary reads by itself: the public programme, one person's bookings, one trainer's events."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Board, Person, Role
from accounts.trail import record
from bookings.calendars import make_up_meeting, meetings_of
from bookings.models import Booking, Feed, MakeUp
from correspondence.calendar import Invitation, Meeting
from lib.codes import new_code
from lib.errors import Refused
from lib.links import absolute, sign, unsign
from training.calendars import trainers_meetings
from training.models import Event

# How long what is over stays in a diary; the programme is what is to come.
KEPT = timedelta(days=180)


def address_of(feed: Feed) -> str:
    """The private address, complete, as it is pasted into a diary."""
    return absolute("bookings:feed", token=sign("feed", feed.code))


def behind(token: str) -> Feed | None:
    """The feed that an address was made for; None for a forged address, a renewed one, or a person whose access has ended."""
    code = unsign("feed", token)
    return Feed.objects.open().select_related("person").filter(code=code).first() if code else None


def kinds_for(person: Person) -> list[Feed.Kind]:
    """Everybody has bookings; who trains has deliveries too."""
    return list(Feed.Kind) if person.is_a(Role.TRAINER) else [Feed.Kind.BOOKINGS]


def make_address(person: Person, kind: str, *, seen: str = "", by: Person, now: datetime) -> Feed:
    """A new private address for a person's calendar; whoever had the old one reads nothing any more.

    `seen` is the code of the address that the page showed, empty for none: pressing the button twice makes one address.
    Raises Refused for a calendar that this person does not have.
    """
    if kind not in kinds_for(person):
        raise Refused("Only trainers have a calendar of the events they train.")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        feed = Feed.objects.filter(person=person, kind=kind).first() or Feed(
            person=person, kind=kind, code=""
        )
        if feed.code != seen:
            return feed
        feed.code, feed.made_at = new_code(), now
        feed.save()
        # Never the code itself: it opens the calendar.
        record(by, "feed.address_made", person, {"calendar": ["", feed.get_kind_display()]}, now=now)
    return feed


def programme(events, *, now: datetime) -> str:
    """The calendar file of these events (with course and sessions loaded)."""
    return _file(
        f"{Board.current().short_name} training", [m for event in events for m in _event(event)], now
    )


def calendar_of(feed: Feed, *, now: datetime) -> str:
    """The calendar file behind a private address."""
    name = f"{Board.current().short_name}: {feed.get_kind_display().lower()}"
    make = {Feed.Kind.BOOKINGS: _bookings, Feed.Kind.DELIVERIES: _deliveries}[Feed.Kind(feed.kind)]
    return _file(name, make(feed.person, now), now)


def _bookings(person: Person, now: datetime) -> list[Meeting]:
    """The same entries that the confirmations carried, so that a diary that has both shows each once."""
    found = Booking.objects.of(person).booked().filter(event__ends_at__gt=now - KEPT).with_sessions()
    meetings = [
        replace(meeting, sequence=booking.event.revision * 2)
        for booking in found.order_by("event__starts_at", "pk")
        for meeting in meetings_of(booking)
    ]
    return meetings + _make_ups(person, now)


def _make_ups(person: Person, now: datetime) -> list[Meeting]:
    found = MakeUp.objects.standing().filter(booking__person=person, at__ends_at__gt=now - KEPT)
    return [
        replace(make_up_meeting(each), sequence=each.at.event.revision * 2)
        for each in found.with_facts().select_related("at__event__course").order_by("at__starts_at", "pk")
    ]


def _deliveries(person: Person, now: datetime) -> list[Meeting]:
    found = Event.objects.published().delivered_by(person).filter(ends_at__gt=now - KEPT)
    return [
        replace(meeting, sequence=event.revision * 2)
        for event in found.with_course().with_sessions()
        for meeting in trainers_meetings(event, event.sessions.all())
    ]


def _event(event: Event) -> list[Meeting]:
    """The online link is for those who come, so the public entry leads to the page of the event instead."""
    return [
        Meeting(
            uid=f"{event.code}-{number}@muster",
            summary=event.course.title,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            location=session.location if session.room else "Online",
            description=event.course.summary,
            url=absolute("bookings:event", code=event.code),
            sequence=event.revision * 2,
        )
        for number, session in enumerate(event.sessions.all(), 1)
    ]


def _file(name: str, meetings: list[Meeting], now: datetime) -> str:
    return Invitation(meetings, sequence=0, now=now, name=name).text()
