"""Equipment: so many of a kind, and never more of them out than there are."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lib.errors import Refused
from tests.cast import NOW, make_event
from tests.training.makers import as_it_is, plan, session
from training.equipment import save_equipment
from training.invariants import breaches
from training.models import Equipment, EquipmentNeed, Event
from training.peaks import Span, peak
from training.planning import Need, change_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def laptops(db):
    return Equipment.objects.create(name="Laptops", kind="computer", quantity=3)


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


def needing(course, equipment, count, *sessions, by=None):
    return plan(course, *sessions or [session()], equipment=[Need(equipment, count)], by=by)


def test_what_is_there_can_be_taken_and_no_more(course, laptops):
    needing(course, laptops, 2)
    needing(course, laptops, 1, session(url="https://meet.example/two"))
    with pytest.raises(Refused) as refused:
        needing(course, laptops, 1, session(url="https://meet.example/three"))
    sentence = refused.value.reasons[0]
    assert sentence.startswith(
        "Laptops: 1 wanted, 0 of 3 are free. “Working together to safeguard children” has 2 on"
    )
    assert "1 July 2026 from 9:30am to 4:30pm" in sentence


def test_one_event_may_take_over_from_another(course, laptops):
    needing(course, laptops, 3, session(end="12:30"))
    needing(course, laptops, 3, session(start="12:30"))
    with pytest.raises(Refused, match="0 of 3 are free"):
        needing(course, laptops, 1, session(start="12:29", end="12:31"))


def test_two_that_do_not_overlap_each_other_are_not_added_up(course, laptops):
    needing(course, laptops, 2, session(end="12:00"))
    needing(course, laptops, 2, session(start="13:00"))
    needing(course, laptops, 1, session())


def test_more_than_there_are_can_never_be_had(course, laptops):
    with pytest.raises(Refused, match="There are only 3 of Laptops, so 4 cannot be had"):
        needing(course, laptops, 4)


def test_a_cancelled_event_gives_it_back(course, laptops):
    needing(course, laptops, 3)
    Event.objects.update(state="cancelled")
    needing(course, laptops, 3)


def test_an_event_does_not_clash_with_itself_and_keeps_what_is_not_mentioned(course, laptops):
    event = needing(course, laptops, 3)
    change_event(event, **as_it_is(event) | {"capacity": 21}, by=None, now=NOW)
    assert event.equipment_needs.get().count == 3


def test_needs_are_changed_and_dropped(course, laptops):
    event = needing(course, laptops, 3)
    change_event(event, **as_it_is(event), equipment=[Need(laptops, 1)], by=None, now=NOW)
    assert event.equipment_needs.get().count == 1
    change_event(event, **as_it_is(event), equipment=[], by=None, now=NOW)
    assert not event.equipment_needs.exists()


def test_retired_equipment_is_not_taken_for_new_events_but_stays_where_it_is(course, laptops):
    event = needing(course, laptops, 1)
    Equipment.objects.update(is_retired=True)
    with pytest.raises(Refused, match="Laptops is no longer in use"):
        needing(course, laptops, 1, session(day=40))
    change_event(event, **as_it_is(event) | {"capacity": 21}, by=None, now=NOW)


def test_there_cannot_be_fewer_than_events_to_come_need_at_once(course, laptops, officer):
    needing(course, laptops, 2)
    with pytest.raises(Refused, match="need 2 of Laptops at the same time, the next on 1 July 2026"):
        save_equipment(laptops, {"quantity": 1}, by=officer, now=NOW)
    save_equipment(laptops, {"quantity": 2}, by=officer, now=NOW)
    save_equipment(laptops, {"quantity": 1}, by=officer, now=NOW + timedelta(days=60))


def test_the_audit_finds_too_many_taken(course, laptops):
    for _ in range(2):
        EquipmentNeed.objects.create(event=make_event(course), equipment=laptops, count=2)
    assert list(breaches()) == [f"Equipment {laptops.code} is needed 4 times at once; there are 3."]


def test_the_peak_counts_what_comes_back_before_what_goes_out():
    moments = [NOW + timedelta(hours=n) for n in range(3)]
    assert peak([Span(moments[0], moments[1], 2), Span(moments[1], moments[2], 3)]) == 3
    assert peak([]) == 0


def test_an_officer_adds_and_changes_equipment(desk):
    data = {"name": "Hearing loop", "kind": "hearing", "quantity": "1", "note": "In the cupboard"}
    desk.post(reverse("training:equipment_new"), data)
    made = Equipment.objects.get()
    desk.post(reverse("training:equipment", args=[made.code]), data | {"quantity": "2", "seen": "0"})
    made.refresh_from_db()
    assert made.quantity == 2
    assert "Hearing loop" in desk.get(reverse("training:equipment_list")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"quantity": "0"}, "must be 1 or more"),
        ({"kind": "boat"}, "is not one of"),
        ({"seen": "7"}, "Somebody else changed this equipment"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(desk, laptops, wrong, sentence):
    data = {"name": "Laptops", "kind": "computer", "quantity": "3", "note": "Kept as typed", "seen": "0"}
    body = desk.post(reverse("training:equipment", args=[laptops.code]), data | wrong).content.decode()
    assert sentence in body or "Choose" in body
    assert "Kept as typed" in body


def test_the_trainer_reads_beside_the_register_what_to_bring(signed_in, trainer, event, laptops):
    EquipmentNeed.objects.create(event=event, equipment=laptops, count=2)
    body = signed_in(trainer).get(reverse("bookings:register_day", args=[event.code])).content.decode()
    assert "<li>2 × Laptops</li>" in body
