"""What officers and coordinators take part in beside registers and charges: moving, allocating, holding places, booking for many."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import Person
from accounts.people import add_person, give_email
from bookings import absences, booking, deciding, holding, learning, moving, queue
from bookings.models import Booking, HeldPlace
from lib.dates import local_day
from tests.bad_input.post import Kind, Post
from tests.bad_input.table_bookings import event_is_cancelled, of, terms_change
from tests.cast import NOW, make_booking, make_event, make_person
from tests.doors.examples import once
from tests.doors.examples_bookings_rules import learning as sent_learning
from tests.training.makers import session as planned
from training.allocating import AllocationPlan, allocate
from training.models import Course, Event


def limit_is_lifted(cast, arguments):
    absences.lift(
        cast.nurse, until=local_day(NOW) + timedelta(days=9), reason="Ill", by=cast.officer, now=NOW
    )


def allocated(cast) -> dict:
    plans = [AllocationPlan(5, 10, sector="health")]
    allocate(cast.event, plans, by=cast.officer, now=NOW)
    return {"code": cast.event.code}


def is_allocated_anew(cast, arguments):
    allocate(cast.event, [AllocationPlan(7, 10, sector="health")], by=cast.officer, now=NOW)


def needs_two_words(cast) -> dict:
    """Stella lacks a course that must come first, and has another booking that day."""
    facts = {"format": "half_day", "level": "2", "minutes": 180, "summary": "See it"}
    second = Course.objects.create(title="Neglect in depth", **facts)
    second.prerequisites.add(cast.course)
    make_booking(cast.event, cast.stranger)
    return {"code": make_event(second).code, "person": cast.stranger.code}


def stella_is_booked(cast, arguments):
    event = Event.objects.get(code=arguments["code"])
    booking.book(cast.stranger, event, by=cast.officer, now=NOW, override="She asked")


def undecided(cast) -> dict:
    Event.objects.filter(pk=cast.event.pk).update(minimum=9, decide_by=NOW + timedelta(days=20))
    return {"code": cast.event.code}


def is_decided(cast, arguments):
    deciding.go_ahead(Event.objects.get(**arguments), tell=False, by=cast.officer, now=NOW)


def is_moved(cast, arguments):
    sessions = [planned(day=40, room=cast.room)]
    moving.move(Event.objects.get(**arguments), sessions, by=cast.officer, now=NOW)


@once
def waits(cast) -> Booking:
    """Nadia, for an event whose only place is Stella's."""
    event = make_event(cast.course, starts_at=NOW + timedelta(days=60), capacity=1)
    make_booking(event, cast.stranger)
    return make_booking(event, cast.nurse, "waiting")


def is_put_first(cast, arguments):
    queue.put_first(Booking.objects.get(**arguments), by=cast.officer, now=NOW, reason="Court")


def is_withdrawn(cast, arguments):
    learning.withdraw(sent_learning(cast), by=cast.nurse, now=NOW)


@once
def nell(cast):
    return make_person("Nell", "Newby", cast.trust, "Midwife")


def one_is_held(cast, arguments):
    holding.hold(cast.event, cast.trust, 1, by=cast.coordinator, now=NOW)


def is_given_back(cast, arguments):
    holding.give_back(HeldPlace.objects.get(**arguments), by=cast.officer, now=NOW)


def wanda(cast) -> dict:
    return {"first_name": "Wanda", "last_name": "Walker", "post": "Midwife"}


def wanda_is_added(cast, arguments):
    add_person(**wanda(cast), agency=cast.trust, by=cast.officer, now=NOW)


def finds_nell(cast, arguments) -> str:
    return f"{reverse('bookings:held_name', kwargs=arguments)}?q={nell(cast).first_name}"


def ticked_and_pasted(cast) -> dict:
    """Somebody known, and somebody of whom more must be told."""
    return {"people": [nell(cast).code], "pasted": "wanda.walker@example.org"}


def agreed(cast) -> dict:
    newcomer = {f"line1-{name}": value for name, value in wanda(cast).items()}
    return {"agree": "on", **newcomer}


@once
def hears_nothing(cast) -> Person:
    return make_person("Hana", "Heard", cast.trust, email=None)


def another_address_is_given(cast, arguments):
    give_email(hears_nothing(cast), "hana.heard@example.org", by=cast.officer, now=NOW)


POSTS = {
    "bookings:absence_lift": Post(
        by="officer",
        values=lambda cast: {"until": "2026-12-01", "reason": "Her child was ill"},
        again="The limit was lifted since you opened this page.",
        meanwhile=limit_is_lifted,
        late="The limit was lifted since you opened this page.",
    ),
    "bookings:allocations": Post(
        by="officer",
        arguments=allocated,
        values=lambda cast: {"allocation-0-places": "6"},
        again="The allocations are saved.",
        meanwhile=is_allocated_anew,
        late="Somebody else changed the allocations",
        foreign=lambda cast: {"allocation-0-whom": "agency:222222222222"},
    ),
    "bookings:event_add_person": Post(
        by="officer",
        arguments=needs_two_words,
        values=lambda cast: {"overlap": "on", "override": "She taught it for years"},
        again="Stella Stranger has already booked this event.",
        meanwhile=stella_is_booked,
        late="Stella Stranger has already booked this event.",
    ),
    "bookings:event_go_ahead": Post(
        by="officer",
        arguments=undecided,
        again="It has been decided already that this event goes ahead.",
        meanwhile=is_decided,
        late="It has been decided already that this event goes ahead.",
    ),
    "bookings:event_move (look)": Post(
        by="officer",
        values=lambda cast: {"session-0-day": "2026-07-08", "note": "The room is flooded"},
        again="Move it like this?",
        meanwhile=event_is_cancelled,
        late="This event is cancelled, so it cannot be moved.",
        foreign=lambda cast: {"session-0-room": "999999"},
        writes=False,
    ),
    "bookings:event_move (confirm)": Post(
        by="officer",
        kind=Kind.BUTTON,
        after="bookings:event_move (look)",
        press=("confirm", "1"),
        again="The event is moved like this already.",
        meanwhile=is_moved,
        late="Somebody else changed this event",
    ),
    "bookings:out_of_turn": Post(
        by="officer",
        arguments=of(waits),
        values=lambda cast: {"reason": "She is at court that week"},
        again="This person has been put first in the list already.",
        meanwhile=is_put_first,
        late="This person has been put first in the list already.",
    ),
    "bookings:learning_decide": Post(
        by="officer",
        values=lambda cast: {"answer": "decline", "reason": "It was too short"},
        needs=("reason",),
        again="This has been decided or withdrawn already.",
        meanwhile=is_withdrawn,
        late="This has been decided or withdrawn already.",
    ),
    "bookings:hold": Post(
        by="coordinator",
        values=lambda cast: {"how_many": "2"},
        again="These places are held already.",
        meanwhile=one_is_held,
        late="What is held for Riverside NHS Trust",
    ),
    "bookings:held_name (choose)": Post(
        by="coordinator",
        kind=Kind.BUTTON,
        at=finds_nell,
        values=lambda cast: {"person": nell(cast).code},
        again="This place is no longer held: named.",
        meanwhile=is_given_back,
        late="This place is no longer held: given back.",
        foreign=lambda cast: {"person": cast.stranger.code},
    ),
    "bookings:held_name (new person)": Post(
        by="coordinator",
        values=wanda,
        again="This place is no longer held: named.",
        meanwhile=is_given_back,
        late="This place is no longer held: given back.",
    ),
    "bookings:held_name (same person)": Post(
        by="coordinator",
        values=wanda,
        again="This place is no longer held: named.",
        meanwhile=wanda_is_added,
        late="Wanda Walker, Midwife at Riverside NHS Trust, is here already",
        same_form=True,
    ),
    "bookings:held_give_back": Post(
        by="coordinator",
        kind=Kind.BUTTON,
        again="This place is no longer held.",
        meanwhile=is_given_back,
        late="This place is no longer held.",
    ),
    "bookings:book_many_for (choose)": Post(
        by="coordinator",
        values=ticked_and_pasted,
        formal=("pasted",),
        press=("step", "check"),
        again="Look before you book",
        meanwhile=lambda cast, arguments: event_is_cancelled(cast, {"code": arguments["code"]}),
        late="This event was cancelled.",
        foreign=lambda cast: {"people": [cast.stranger.code]},
        writes=False,
    ),
    "bookings:book_many_for (confirm)": Post(
        by="coordinator",
        after="bookings:book_many_for (choose)",
        values=agreed,
        needs=("line1-first_name", "line1-last_name", "line1-post"),
        again="Had a booking already",
        meanwhile=terms_change,
        late="The terms have changed since you opened this page",
    ),
    "reports:colleague_new": Post(
        by="coordinator",
        values=lambda cast: wanda(cast) | {"manager_name": "Mary", "manager_email": "mary@example.org"},
        needs=("manager_name", "manager_email"),
        again="Wanda Walker is added already.",
        meanwhile=wanda_is_added,
        late="Wanda Walker, Midwife at Riverside NHS Trust, is here already",
        foreign=lambda cast: {"agency": cast.school.pk},
    ),
    "reports:colleague_email": Post(
        by="coordinator",
        arguments=of(hears_nothing),
        values=lambda cast: {"email": "hana@example.org"},
        again="Hana Heard has an email address already. Only they can change it.",
        meanwhile=another_address_is_given,
        late="Hana Heard has an email address already. Only they can change it.",
    ),
}
