"""An event for a group: who knows of it, who may book it, and that nobody else finds it anywhere."""

import pytest
from django.urls import reverse

from bookings import cancellation
from bookings.booking import book
from lib.errors import Refused
from tests.cast import NOW, make_event
from tests.training.extras import make_group
from training.groups import remove_member
from training.models import Event

pytestmark = pytest.mark.django_db
ONLY = "only for members of CSE champions"


@pytest.fixture(autouse=True)
def at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def champions(officer, nurse):
    """Nadia is a champion, Tom is not."""
    return make_group(officer, nurse)


@pytest.fixture
def private(event, champions):
    """Trevor trains the champions on 1 July."""
    Event.objects.update(group=champions)
    event.refresh_from_db()
    return event


def page(name, *args):
    return reverse(f"bookings:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def test_the_programme_the_search_and_the_course_do_not_show_it(client, private, signed_in, nurse):
    for visitor in (client, signed_in(nurse)):
        for url in (page("programme"), page("programme") + "?q=working", page("course", private.course.code)):
            assert private.code not in text(visitor.get(url))
        assert "1 July 2026" not in text(visitor.get(page("courses")))


def test_its_page_exists_for_members_officers_and_its_trainers_only(
    client, signed_in, private, nurse, officer, trainer, teacher, coordinator, finance_officer
):
    url = page("event", private.code)
    for person in (nurse, officer, trainer):
        assert "Members only" in text(signed_in(person).get(url))
    for person in (teacher, coordinator, finance_officer):
        assert signed_in(person).get(url).status_code == 404
        assert signed_in(person).get(page("book", private.code)).status_code == 404
    assert client.get(url).status_code == 404


def test_a_member_books_it(signed_in, private, nurse):
    signed_in(nurse).post(page("book", private.code), {"agree": "on"})
    assert private.bookings.get().is_confirmed


def test_the_rule_refuses_everybody_else_in_words(private, teacher, coordinator):
    with pytest.raises(Refused, match=ONLY) as refusal:
        book(teacher, private, by=teacher, now=NOW)
    assert "You are not one of them: ask the training team." in str(refusal.value)
    with pytest.raises(Refused, match="Tom Taylor is not one of them"):
        book(teacher, private, by=coordinator, now=NOW)


def test_a_trainer_of_the_event_who_is_no_member_may_not_book(signed_in, private, trainer):
    assert ONLY in text(signed_in(trainer).get(page("event", private.code)))


def test_the_officer_books_a_guest_who_then_sees_it(signed_in, private, teacher, officer):
    desk = signed_in(officer)
    assert "You may book somebody who is not a member" in text(desk.get(page("event_add", private.code)))
    desk.post(page("event_add", private.code), {"person": teacher.code})
    booking = private.bookings.get()
    assert (booking.person, booking.status) == (teacher, "confirmed")
    assert signed_in(teacher).get(page("event", private.code)).status_code == 200
    cancellation.cancel(booking, by=teacher, now=NOW)
    assert signed_in(teacher).get(page("event", private.code)).status_code == 404


def test_whoever_leaves_the_group_keeps_their_place_and_can_book_no_more(private, champions, nurse, officer):
    booking = book(nurse, private, by=nurse, now=NOW)
    remove_member(champions.memberships.get(), by=officer, now=NOW)
    booking.refresh_from_db()
    assert booking.is_confirmed
    cancellation.cancel(booking, by=nurse, now=NOW)
    with pytest.raises(Refused, match=ONLY):
        book(nurse, private, by=nurse, now=NOW)


def test_members_see_their_groups_with_the_events_to_come(signed_in, private, nurse, teacher):
    body = text(signed_in(nurse).get(page("mine")))
    assert "Your groups" in body
    assert page("event", private.code) in body
    assert "Your groups" not in text(signed_in(teacher).get(page("mine")))


def test_a_group_without_an_event_says_so(signed_in, champions, nurse):
    assert "No event is planned at the moment" in text(signed_in(nurse).get(page("mine")))


def test_my_bookings_takes_as_many_queries_for_one_group_as_for_three(
    signed_in, private, nurse, officer, course, room, count_queries
):
    home = signed_in(nurse)
    one = count_queries(home, page("mine"))
    for n in range(2):
        group = make_group(officer, nurse, name=f"Group {n}")
        make_event(course, room)
        Event.objects.filter(group=None).update(group=group)
    assert count_queries(home, page("mine")) == one
