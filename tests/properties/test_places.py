"""Whatever people do in whatever order: places held are the bookings that hold one, never more than there are, nobody twice."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings import approvals, waiting
from bookings.booking import book
from bookings.cancellation import cancel, cancel_event
from bookings.invariants import breaches
from bookings.models import Booking
from lib.errors import Refused
from tests.cast import NOW, make_agency, make_event, make_person
from training.models import Course, Event

PEOPLE = 5
person = st.integers(0, PEOPLE - 1)
deed = st.one_of(
    st.tuples(st.just("book"), person),
    st.tuples(st.sampled_from(["cancel", "accept", "approve", "decline"]), person),
    st.tuples(st.just("resize"), st.integers(1, 4)),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, 50, 80, 600])),
    st.tuples(st.just("cancel the event"), st.just(0)),
)


class Story:
    """One event, five people, and a clock that only goes forward."""

    def __init__(self, event, people, officer):
        self.event, self.people, self.officer, self.now = event, people, officer, NOW

    def do(self, what: str, value: int) -> None:
        # the rules said no; nothing may have changed
        with suppress(Refused):
            self._do(what, value)

    def _do(self, what: str, value: int) -> None:
        if what == "wait":
            self.now += timedelta(hours=value)
            waiting.lapse_due(self.now), approvals.lapse_due(self.now), waiting.offer_due(self.now)
        elif what == "resize":
            Event.objects.filter(pk=self.event.pk, places_held__lte=value).update(capacity=value)
        elif what == "cancel the event":
            cancel_event(self.event, by=self.officer, now=self.now, reason="Snow")
        elif what == "book":
            book(self.people[value], self.event, by=self.people[value], now=self.now)
        elif booking := self.event.bookings.filter(person=self.people[value]).first():
            self._change(what, booking)

    def _change(self, what: str, booking: Booking) -> None:
        match what:
            case "cancel":
                cancel(booking, by=booking.person, now=self.now)
            case "accept":
                waiting.accept(booking, by=booking.person, now=self.now)
            case "approve":
                approvals.approve(booking, now=self.now)
            case _:
                approvals.decline(booking, reason="No", now=self.now)

    def check(self) -> None:
        assert list(breaches()) == []
        self.event.refresh_from_db()
        active = list(self.event.bookings.active().values_list("person", flat=True))
        assert len(active) == len(set(active))
        assert 0 <= self.event.places_held <= self.event.capacity


@pytest.fixture
def people(course, room, tariff):
    agency = make_agency("Riverside NHS Trust", "health")
    return [make_person("Person", str(n), agency) for n in range(PEOPLE)]


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    deeds=st.lists(deed, max_size=14),
    capacity=st.integers(1, 3),
    approval=st.sampled_from(["none", "authorise"]),
)
def test_places_always_add_up(course, room, people, officer, deeds, capacity, approval):
    with transaction.atomic():
        Course.objects.update(approval=approval)
        story = Story(make_event(course, room, capacity=capacity), people, officer)
        for what, value in deeds:
            story.do(what, value)
            story.check()
        transaction.set_rollback(True)
