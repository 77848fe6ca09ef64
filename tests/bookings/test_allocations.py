"""How many places a sector or an agency may hold, until when, and to whom what is left goes."""

from datetime import timedelta

import pytest

from bookings import releasing, waiting
from bookings.allocations import Claim, Holder, Mix, Share, next_in_line, room_for
from bookings.booking import book
from bookings.cancellation import cancel
from bookings.models import Booking
from lib.errors import Refused
from tests.cast import NOW, make_event, make_person
from training.allocating import AllocationPlan, allocate
from training.planning import change_event, plan_of

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(days=10)
TRUST, CLINIC, COUNCIL, SCHOOL = (
    Holder(1, "health"),
    Holder(2, "health"),
    Holder(3, "council"),
    Holder(4, "school"),
)
HEALTH = Share(3, LATER, sector="health")
OWN = Share(2, LATER, agency=1)


def mix(capacity, *shares, **held):
    counted = {globals()[name.upper()]: number for name, number in held.items()}
    return Mix(capacity, sum(counted.values()), shares, counted)


def test_without_an_allocation_everything_is_open():
    assert room_for(mix(5, trust=2), SCHOOL, NOW) == 3


def test_an_allocation_is_a_cap_for_its_sector():
    assert room_for(mix(10, HEALTH, trust=2), CLINIC, NOW) == 1
    assert room_for(mix(10, HEALTH, trust=3), CLINIC, NOW) == 0


def test_an_allocation_keeps_its_places_from_everybody_else():
    assert room_for(mix(5, HEALTH, trust=1), SCHOOL, NOW) == 2
    assert room_for(mix(5, HEALTH, school=2), SCHOOL, NOW) == 0
    assert room_for(mix(5, HEALTH, school=2), TRUST, NOW) == 3


def test_an_agency_with_its_own_allocation_is_not_counted_in_its_sectors():
    both = mix(10, HEALTH, OWN, trust=2)
    assert room_for(both, TRUST, NOW) == 0
    assert room_for(both, CLINIC, NOW) == 3


def test_at_the_moment_of_release_what_is_left_is_open_to_all():
    held = mix(5, HEALTH, trust=1)
    assert room_for(held, SCHOOL, LATER - SECOND) == 2
    assert room_for(held, SCHOOL, LATER) == room_for(held, TRUST, LATER) == 4


def test_more_held_than_allocated_takes_nothing_from_others():
    assert room_for(mix(5, HEALTH, trust=4), SCHOOL, NOW) == 1
    assert room_for(mix(5, HEALTH, trust=4), TRUST, NOW) == 0


def test_a_sector_under_its_allocation_goes_first_and_nobody_eligible_is_skipped():
    claims = [Claim(1, SCHOOL), Claim(2, TRUST), Claim(3, COUNCIL), Claim(4, CLINIC)]
    assert next_in_line(mix(4, HEALTH, trust=1), claims, NOW) == [2, 4, 1]
    assert next_in_line(mix(4, HEALTH, trust=1), claims, LATER) == [1, 2, 3]


def test_whom_the_officer_has_put_first_is_served_whatever_the_allocations_say():
    claims = [Claim(1, SCHOOL, is_first=True), Claim(2, TRUST)]
    assert next_in_line(mix(3, HEALTH), claims, NOW)[0] == 1


@pytest.fixture
def shared(course, room, tariff, officer, now):
    """Three places, two of them for health until Wednesday 17 June, 9:30am."""
    event = make_event(course, room, capacity=3)
    allocate(event, [AllocationPlan(2, 10, sector="health")], by=officer, now=now)
    return event


def status_of(person) -> str:
    return Booking.objects.get(person=person).status


def test_release_lies_so_many_working_days_before_the_first_session(shared):
    assert shared.allocations.get().release_at == shared.starts_at - timedelta(days=14)


def test_an_agency_whose_allocation_is_used_up_waits_while_places_are_free(
    shared, nurse, second_nurse, trust, now
):
    third = make_person("Nina", "Nurse", trust)
    for person in (nurse, second_nurse, third):
        book(person, shared, by=person, now=now)
    assert [status_of(p) for p in (nurse, second_nurse, third)] == ["confirmed", "confirmed", "waiting"]


def test_who_may_have_a_place_does_not_wait_behind_who_may_not(shared, trust, teacher, now):
    for n in range(3):
        person = make_person("Nurse", str(n), trust)
        book(person, shared, by=person, now=now)
    book(teacher, shared, by=teacher, now=now)
    assert status_of(teacher) == "confirmed"


def test_places_kept_for_a_sector_are_offered_to_those_who_wait_when_released(
    shared, teacher, social_worker, now
):
    for person in (teacher, social_worker):
        book(person, shared, by=person, now=now)
    release_at = shared.allocations.get().release_at
    assert releasing.release_due(release_at - SECOND) == 0
    assert status_of(social_worker) == "waiting"
    assert releasing.release_due(release_at) == 1
    assert status_of(social_worker) == "offered"
    assert releasing.release_due(release_at) == 0


def test_a_freed_place_goes_to_the_sector_it_is_kept_for(
    shared, nurse, second_nurse, teacher, social_worker, trust, now
):
    third = make_person("Nina", "Nurse", trust)
    for person in (nurse, second_nurse, teacher, social_worker, third):
        book(person, shared, by=person, now=now)
    cancel(Booking.objects.get(person=nurse), by=nurse, now=now)
    assert (status_of(third), status_of(social_worker)) == ("offered", "waiting")


def test_more_cannot_be_allocated_than_there_are_places(shared, officer, now):
    with pytest.raises(Refused, match="4 places are allocated, but the event has only 3"):
        allocate(shared, [AllocationPlan(4, 10, sector="health")], by=officer, now=now)
    assert shared.allocations.get().places == 2


def test_places_cannot_go_below_what_is_allocated(shared, officer, now):
    plan = vars(plan_of(shared)) | {"capacity": 1}
    plan.pop("rooms")
    with pytest.raises(Refused, match="2 places are allocated, but the event has only 1"):
        change_event(shared, **plan, by=officer, now=now)


def test_the_release_moves_with_the_event(shared, officer, now):
    plan = plan_of(shared)
    moved = [
        type(s)(s.starts_at + timedelta(days=7), s.ends_at + timedelta(days=7), s.room) for s in plan.sessions
    ]
    facts = vars(plan) | {"sessions": moved}
    facts.pop("rooms")
    change_event(shared, **facts, by=officer, now=now)
    assert shared.allocations.get().release_at == shared.starts_at - timedelta(days=14)


def test_taking_an_allocation_away_offers_its_places_in_the_next_round(
    shared, teacher, social_worker, officer, now
):
    for person in (teacher, social_worker):
        book(person, shared, by=person, now=now)
    allocate(shared, [], by=officer, now=now)
    assert waiting.offer_due(now) == 1
    assert status_of(social_worker) == "offered"
