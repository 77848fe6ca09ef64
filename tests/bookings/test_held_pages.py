"""Holding places without names on screen: held, named, given back, and a word in time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Person
from bookings import holding
from bookings.models import Booking, HeldPlace
from bookings.models.held_place import soon
from correspondence.models import Message
from reports.tasks import tasks_of
from tests.cast import NOW, make_event

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
SECOND = timedelta(seconds=1)


@pytest.fixture
def event(course, room, tariff):
    return make_event(course, room, capacity=3)


@pytest.fixture
def held(event, trust, coordinator, now):
    return holding.hold(event, trust, 1, by=coordinator, now=now)[0]


@pytest.fixture
def client(signed_in, coordinator):
    return signed_in(coordinator)


def hold(client, event, agency, how_many):
    url = reverse("bookings:hold", args=[event.code, agency.code])
    return client.post(url, {"how_many": how_many}, follow=True).content.decode()


def test_places_are_held_and_the_page_says_until_when(client, event, trust):
    page = hold(client, event, trust, 2)
    assert "2 places are held. Name by Wednesday 17 June 2026 at 9:30am." in page
    assert HeldPlace.objects.held().count() == 2


@pytest.mark.parametrize(
    ("how_many", "sentence"),
    [(4, "Only 3 places are free"), (0, "1 or more"), ("", "Enter how many places to hold"), ("x", "number")],
)
def test_too_many_or_nothing_is_refused_in_words(client, event, trust, how_many, sentence):
    assert sentence in hold(client, event, trust, how_many)
    assert not HeldPlace.objects.exists()


def test_a_place_is_named_with_one_of_the_agencys_people(client, held, nurse, teacher):
    url = reverse("bookings:held_name", args=[held.code])
    assert client.post(url, {"person": teacher.code}).status_code == 404
    assert "Tom Taylor" not in client.get(url).content.decode()
    client.post(url, {"person": nurse.code})
    held.refresh_from_db()
    assert held.booking.person == nurse


def test_a_second_name_for_the_same_place_is_refused_in_words(client, held, nurse, second_nurse):
    url = reverse("bookings:held_name", args=[held.code])
    client.post(url, {"person": nurse.code})
    assert (
        "This place is no longer held: named."
        in client.post(url, {"person": second_nurse.code}).content.decode()
    )
    assert Booking.objects.count() == 1


def test_somebody_new_is_added_and_takes_the_place_or_neither(client, held, nurse, trust):
    url = reverse("bookings:held_name", args=[held.code])
    facts = {"first_name": "Petra", "last_name": "New", "post": "Midwife", "email": nurse.email}
    assert "Somebody with this email address is here already." in client.post(url, facts).content.decode()
    client.post(url, facts | {"email": ""})
    person = Person.objects.get(first_name="Petra")
    assert person.employment.agency == trust
    assert person.bookings.get().is_confirmed


def test_a_place_is_given_back_after_asking(client, held, event):
    url = reverse("bookings:held_give_back", args=[held.code])
    client.get(url)
    assert HeldPlace.objects.held().exists()
    assert "Nothing is charged" in client.post(url, follow=True).content.decode()
    assert "no longer held" in client.post(url, follow=True).content.decode()
    event.refresh_from_db()
    assert event.places_held == 0


def test_places_of_another_agency_are_not_there(client, event, school, officer, now):
    other = holding.hold(event, school, 1, by=officer, now=now)[0]
    assert "Oak Primary School" not in client.get(reverse("bookings:held_places")).content.decode()
    for name in ("held_name", "held_give_back"):
        assert client.post(reverse(f"bookings:{name}", args=[other.code])).status_code == 404
    assert client.get(reverse("bookings:hold", args=[event.code, school.code])).status_code == 404


def five_working_days_before(held):
    """17 June 2026 is a Wednesday: from the first second of 10 June on, five working days are left."""
    return held.name_by.replace(hour=23, minute=0) - timedelta(days=8)


def test_who_holds_is_told_once_five_working_days_before(held, coordinator):
    moment = five_working_days_before(held)
    assert holding.warn_due(moment - SECOND) == 0
    assert [holding.warn_due(moment), holding.warn_due(moment)] == [1, 0]
    message = Message.objects.get(kind="bookings.held_to_be_named")
    assert message.to == coordinator.email
    assert "must be named by Wednesday 17 June 2026 at 9:30am" in message.text


def test_the_home_page_says_it_as_long_as_it_can_be_done(held, coordinator):
    def said(now):
        return any("held place to name" in task.text for task in tasks_of(coordinator, now))

    moment = five_working_days_before(held)
    assert [said(moment - SECOND), said(moment), said(held.name_by - SECOND), said(held.name_by)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_place_held_shortly_before_is_not_followed_by_a_message(event, trust, coordinator, held):
    moment = held.name_by - timedelta(days=2)
    assert held.name_by < soon(moment)
    late = holding.hold(event, trust, 1, by=coordinator, now=moment)[0]
    assert not HeldPlace.objects.to_warn(moment).filter(pk=late.pk).exists()


def test_the_list_takes_the_same_queries_for_many(
    client, count_queries, held, event, trust, coordinator, now
):
    url = reverse("bookings:held_places")
    few = count_queries(client, url)
    holding.hold(event, trust, 2, by=coordinator, now=now)
    assert count_queries(client, url) == few


def test_the_officer_hears_of_places_to_name_soon_of_every_agency(held, officer, signed_in):
    """From the first moment of the fifth working day before, until they are due."""
    words = "held place to name within five working days"

    def said(now):
        return [task for task in tasks_of(officer, now) if task.text == words]

    first = NOW.replace(day=9, hour=23, minute=0)  # midnight in London
    assert said(first - SECOND) == []
    assert said(held.name_by) == []
    (task,) = said(first)
    assert task.count == 1
    assert task.url == reverse("bookings:held_places") + "?tab=soon"


def test_the_list_shows_what_must_be_named_soon(held, officer, signed_in, time_machine):
    browser, url = signed_in(officer), reverse("bookings:held_places")
    assert "No place must be named within" in browser.get(url, {"tab": "soon"}).content.decode()
    assert held.event.course.title in browser.get(url, {"tab": "all"}).content.decode()
    time_machine.move_to(held.name_by - timedelta(days=1), tick=False)
    assert held.event.course.title in signed_in(officer).get(url, {"tab": "soon"}).content.decode()


def test_the_planning_pages_lead_to_the_held_places(officer, signed_in):
    page = signed_in(officer).get(reverse("training:events")).content.decode()
    assert f'href="{reverse("bookings:held_places")}"' in page
