"""Arranging a make-up on screen, the section on the register of the other event, and the door."""

import pytest
from django.urls import reverse

from bookings.models import Booking, MakeUp
from bookings.registers import make_ups
from tests.bookings.makers_of_make_ups import marked, sitting
from tests.cast import make_booking, make_event, make_person


@pytest.fixture
def at_the_door(story, time_machine):
    """The day of the other event has come."""
    time_machine.move_to(story.today, tick=False)


@pytest.fixture
def today(now, time_machine):
    time_machine.move_to(now, tick=False)


def page_of(client, name, code, query=""):
    response = client.get(reverse(f"bookings:{name}", args=[code]) + query)
    assert response.status_code == 200
    return response.content.decode()


def register_of(story):
    return reverse("bookings:register", args=[story.later.code])


def test_an_officer_arranges_it_from_the_booking(story, officer, signed_in, today):
    client = signed_in(officer)
    assert "Arrange where a missed session is made up" in page_of(client, "booking", story.booking.code)
    page = page_of(client, "make_up", story.booking.code)
    assert "Sunday 24 May 2026" not in page
    assert "Saturday 23 May 2026, session 2" in page
    assert "Monday 22 June 2026 at 9:30am, Barking Learning Centre: Conference room (20 places left)" in page
    facts = {"session": story.missed.pk, "at": story.at.pk}
    response = client.post(reverse("bookings:make_up", args=[story.booking.code]), facts, follow=True)
    assert "Nadia Nurse makes it up on Monday 22 June 2026 at 9:30am." in response.content.decode()
    assert "Which session was missed?" not in page_of(client, "make_up", story.booking.code)
    again = client.post(reverse("bookings:make_up", args=[story.booking.code]), facts).content.decode()
    assert "Nadia Nurse is making up this session already" in again
    assert "(19 places left)" in again


def test_without_a_missed_session_the_page_says_so(event, nurse, officer, signed_in, today):
    booking = make_booking(event, nurse)
    assert "No session of this booking is marked as missed" in page_of(
        signed_in(officer), "make_up", booking.code
    )


def test_the_person_reads_it_on_the_booking_and_in_the_list(story, nurse, signed_in, today):
    story.arrange()
    client = signed_in(nurse)
    page = page_of(client, "booking", story.booking.code)
    assert "The session of 23 May 2026 is made up on Monday 22 June 2026 at 9:30am to 4:30pm" in page
    assert "Arrange where" not in page
    assert "Cancel the make-up" not in page
    assert "Making up a missed session" in client.get(reverse("bookings:mine")).content.decode()


def test_the_register_has_a_section_for_them(story, second_trainer, signed_in, at_the_door):
    client, made = signed_in(second_trainer), story.arrange()
    page = page_of(client, "register", story.later.code, "?session=2")
    assert "Making up a missed session" in page
    assert "missed on 23 May 2026" in page
    assert "Making up" not in page_of(client, "register", story.later.code, "?session=1")
    facts = {"make_up": made.code, "session": story.at.pk, "mark": "late", "late_other": "12"}
    response = client.post(reverse("bookings:make_up_mark", args=[story.later.code]), facts)
    assert response.url == f"{register_of(story)}?session=2#p-{story.booking.code}"
    made.refresh_from_db()
    assert (made.mark, made.minutes_late, made.marked_by) == ("present", 12, second_trainer)
    client.post(
        reverse("bookings:make_up_mark", args=[story.later.code]), facts | {"mark": "undo", "late_other": ""}
    )
    made.refresh_from_db()
    assert made.is_open


def test_minutes_that_do_not_do_keep_what_was_typed(story, second_trainer, signed_in, at_the_door):
    facts = {"make_up": story.arrange().code, "session": story.at.pk, "mark": "late", "late_other": "many"}
    client = signed_in(second_trainer)
    page = client.post(reverse("bookings:make_up_mark", args=[story.later.code]), facts).content.decode()
    assert "There is a problem" in page
    assert 'value="many"' in page
    assert MakeUp.objects.get().is_open


def test_a_register_without_make_ups_asks_nothing_more(
    story, teacher, officer, second_trainer, signed_in, at_the_door, count_queries
):
    make_booking(story.later, teacher)
    client, url = signed_in(second_trainer), f"{register_of(story)}?session=2"
    without = count_queries(client, url)
    story.arrange(now=story.today)
    with_one = count_queries(client, url)
    other = make_event(story.later.course, starts_at=story.held.starts_at)
    for n in range(3):
        booking = make_booking(other, make_person("Nina", f"Nurse{n}", teacher.employment.agency))
        marked(booking, ["absent"], officer, story.today)
        make_ups.arrange(booking, sitting(other), story.at, by=officer, now=story.today)
    assert (with_one, count_queries(client, url)) == (without + 1, without + 1)


def test_at_the_door_a_found_person_is_making_one_up(story, second_trainer, signed_in, at_the_door):
    client = signed_in(second_trainer)
    page = page_of(client, "walk_in", story.later.code, "?session=2&q=Nadia+Nurse")
    assert "They are making up Saturday 23 May 2026, session 2" in page
    assert "as a walk-in" in page
    facts = {"booking": story.booking.code, "missed": story.missed.pk, "session": story.at.pk}
    response = client.post(reverse("bookings:make_up_add", args=[story.later.code]), facts, follow=True)
    assert "Nadia Nurse makes up a session here and is marked present." in response.content.decode()
    assert Booking.objects.get(pk=story.booking.pk).outcome == "attended"
    again = client.post(reverse("bookings:make_up_add", args=[story.later.code]), facts, follow=True)
    assert "has not missed this session, or has made it up already" in again.content.decode()
    assert "They are making up" not in page_of(
        client, "walk_in", story.later.code, "?session=2&q=Nadia+Nurse"
    )


def test_what_was_missed_long_ago_is_not_offered(story, second_trainer, signed_in, at_the_door):
    type(story.held).objects.filter(pk=story.held.pk).update(
        starts_at=story.today.replace(year=2025, month=6, day=20)
    )
    page = page_of(signed_in(second_trainer), "walk_in", story.later.code, "?session=2&q=Nadia+Nurse")
    assert "They are making up" not in page


def test_the_walk_in_page_asks_the_same_for_one_and_for_three(
    story, teacher, second_trainer, officer, signed_in, at_the_door, count_queries
):
    client = signed_in(officer)
    url = reverse("bookings:walk_in", args=[story.later.code]) + "?session=2&q=Nurse"
    one = count_queries(client, url)
    other = make_event(story.later.course, starts_at=story.held.starts_at)
    for n in range(3):
        booking = make_booking(other, make_person("Nina", f"Nurse{n}", teacher.employment.agency))
        marked(booking, ["absent"], officer, story.today)
    assert client.get(url).content.decode().count("They are making up") == 4
    assert count_queries(client, url) == one


def test_a_trainer_cancels_it_from_the_register(story, second_trainer, trainer, signed_in, at_the_door):
    made = story.arrange()
    url = reverse("bookings:make_up_cancel", args=[made.code])
    assert signed_in(trainer).post(url, {"register": "2"}).status_code == 404
    response = signed_in(second_trainer).post(url, {"register": "2"})
    assert response.url == f"{register_of(story)}?session=2"
    made.refresh_from_db()
    assert made.cancelled_by == second_trainer
    response = signed_in(second_trainer).post(url, follow=True)
    assert "This make-up has been cancelled." in response.content.decode()


def test_closing_waits_for_their_marks(story, second_trainer, signed_in, at_the_door):
    story.arrange()
    client = signed_in(second_trainer)
    page = page_of(client, "close_register", story.later.code)
    assert "Making up a missed session, not marked yet" in page
    assert '<input type="hidden" name="seen"' not in page
