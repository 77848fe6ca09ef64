"""Whatever people do in whatever order: places add up, nobody holds two, nobody is skipped, no place stands idle while somebody waits."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings import approvals, cancellation, holding, queue, releasing, substitution, transfer, waiting
from bookings.booking import book
from bookings.invariants import breaches
from bookings.models import Booking
from bookings.models.booking import Status
from bookings.moves_invariants import idle
from lib.errors import Refused
from lib.money import NOTHING
from tests.cast import NOW, make_agency, make_event, make_person
from training.allocating import AllocationPlan, allocate
from training.models import Course, Event

PEOPLE = 6
person = st.integers(0, PEOPLE - 1)
deed = st.one_of(
    st.tuples(st.just("book"), person),
    st.tuples(st.sampled_from(["cancel", "accept", "approve", "decline", "put first"]), person),
    st.tuples(st.sampled_from(["replace", "transfer"]), person),
    st.tuples(st.sampled_from(["hold", "name", "give back"]), person),
    st.tuples(st.just("allocate"), st.integers(0, 2)),
    st.tuples(st.just("resize"), st.integers(1, 4)),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, 50, 80, 300, 600])),
    st.tuples(st.just("cancel the event"), st.just(0)),
)


class Story:
    """One event and another date of its course, six people of two agencies, and a clock that only goes forward."""

    def __init__(self, event, other, people, officer):
        self.event, self.other, self.people, self.officer, self.now = event, other, people, officer, NOW

    def do(self, what: str, value: int) -> None:
        # the rules said no; nothing may have changed
        with suppress(Refused):
            self._do(what, value)

    def _do(self, what: str, value: int) -> None:
        if what == "wait":
            self.now += timedelta(hours=value)
            self.work()
        elif what == "resize":
            self.resize(value)
        elif what == "allocate":
            self.allocate(value)
        elif what == "cancel the event":
            cancellation.cancel_event(self.event, by=self.officer, now=self.now, reason="Snow")
        elif what == "book":
            book(self.people[value], self.event, by=self.people[value], now=self.now)
        elif what == "hold":
            agency = self.people[value].employment.agency
            holding.hold(self.event, agency, 1 + value % 2, by=self.officer, now=self.now)
        elif what in ("name", "give back"):
            self.held(what, value)
        elif booking := self.event.bookings.filter(person=self.people[value]).first():
            self.change(what, booking, value)

    def work(self) -> None:
        """What the worker does in each round."""
        for due in (
            approvals.lapse_due, waiting.lapse_due, holding.lapse_due, releasing.release_due, waiting.offer_due,
        ):  # fmt: skip
            due(self.now)

    def resize(self, places: int) -> None:
        kept = sum(self.event.allocations.values_list("places", flat=True))
        Event.objects.filter(pk=self.event.pk, places_held__lte=places).update(capacity=max(places, kept))

    def allocate(self, places: int) -> None:
        own = self.people[0].employment.agency
        plans = [AllocationPlan(places, 10, agency=own), AllocationPlan(1, 5, sector="school")]
        allocate(self.event, plans if places else [], by=self.officer, now=self.now)

    def held(self, what: str, value: int) -> None:
        place = self.event.held_places.held().first()
        if place and what == "name":
            holding.name(place, self.people[value], by=self.officer, now=self.now)
        elif place:
            holding.give_back(place, by=self.officer, now=self.now)

    def change(self, what: str, booking: Booking, value: int) -> None:
        by = {"by": booking.person, "now": self.now}
        match what:
            case "cancel":
                cancellation.cancel(booking, **by)
            case "accept":
                waiting.accept(booking, **by)
            case "approve":
                approvals.approve(booking, now=self.now)
            case "replace":
                substitution.replace(booking, self.people[(value + 2) % PEOPLE], **by)
            case "transfer":
                transfer.transfer(booking, self.other, **by)
            case "put first":
                queue.put_first(booking, by=self.officer, now=self.now, reason="Court order")
            case _:
                approvals.decline(booking, reason="No", now=self.now)

    def check(self) -> None:
        assert list(breaches()) == []
        for event in (self.event, self.other):
            event.refresh_from_db()
            active = list(event.bookings.active().values_list("person", flat=True))
            assert len(active) == len(set(active))
            assert 0 <= event.places_held <= event.capacity
        # Only a late cancellation is charged, and what was passed on never is.
        free = Booking.objects.filter(charges__isnull=False).exclude(cancelled_late=True)
        assert not free.exists()
        assert all(
            amount > NOTHING for amount in Booking.objects.values_list("charges__amount", flat=True) if amount
        )

    def check_nobody_is_skipped(self) -> None:
        """After the worker's round: what is free, nobody who waits may have."""
        self.work()
        self.check()
        assert list(idle(self.now)) == []


@pytest.fixture
def people(course, room, tariff):
    agencies = [make_agency("Riverside NHS Trust", "health"), make_agency("Oak Primary School", "school")]
    return [make_person("Person", str(n), agencies[n % 2]) for n in range(PEOPLE)]


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    deeds=st.lists(deed, max_size=16),
    capacity=st.integers(1, 3),
    approval=st.sampled_from(["none", "notify", "authorise"]),
)
def test_places_always_add_up(course, room, people, officer, deeds, capacity, approval):
    with transaction.atomic():
        Course.objects.update(approval=approval)
        other = make_event(course, room, capacity=1, starts_at=NOW + timedelta(days=37))
        story = Story(make_event(course, room, capacity=capacity), other, people, officer)
        for what, value in deeds:
            story.do(what, value)
            story.check()
        story.check_nobody_is_skipped()
        assert not story.event.bookings.filter(status=Status.REPLACED, outcome__gt="").exists()
        transaction.set_rollback(True)
