"""Who gets which materials, and from when: by the page of the booking, and by the link in the e-mail."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from bookings import cancellation, registers
from bookings.booking import book
from bookings.materials import materials_for
from bookings.models import Booking
from bookings.reminders import remind_due
from correspondence.models import Message
from lib.dates import at, local_day
from lib.links import sign
from tests.cast import NOW, make_booking, make_event
from tests.training.extras import PDF, make_file, make_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def three(event, officer):
    """One for each moment, named by it."""
    return {v: make_file(event, officer, title=f"For {v}", visible=v) for v in ("booked", "day", "attended")}


def page(booking):
    return reverse("bookings:booking", args=[booking.code])


def file(booking, material):
    return reverse("bookings:material", args=[booking.code, material.code])


def by_link(booking, material):
    return reverse("bookings:manage_material", args=[sign("manage", booking.code), material.code])


def seen(booking, now):
    return [material.visible for material in materials_for(booking, now)]


def test_whoever_is_booked_sees_and_gets_it(signed_in, nurse, booking, three):
    home = signed_in(nurse)
    assert "For booked" in home.get(page(booking)).content.decode()
    response = home.get(file(booking, three["booked"]))
    assert (response.content, response["Content-Disposition"][:10]) == (PDF, "attachment")


def test_the_link_in_the_email_gives_it_without_an_account(client, booking, three):
    manage = client.get(reverse("bookings:manage", args=[sign("manage", booking.code)])).content.decode()
    assert by_link(booking, three["booked"]) in manage
    assert client.get(by_link(booking, three["booked"])).content == PDF


def test_a_link_for_another_purpose_gives_nothing(client, booking, three):
    token = sign("approval", booking.code)
    url = reverse("bookings:manage_material", args=[token, three["booked"].code])
    assert client.get(url).status_code == 404


def test_that_of_the_day_opens_at_midnight_in_london(booking, three, client, signed_in, nurse, time_machine):
    midnight = at(local_day(booking.event.starts_at), time.min)
    assert seen(booking, midnight - timedelta(seconds=1)) == ["booked"]
    assert seen(booking, midnight) == ["booked", "day"]
    time_machine.move_to(midnight - timedelta(seconds=1), tick=False)
    assert client.get(by_link(booking, three["day"])).status_code == 404
    assert signed_in(nurse).get(file(booking, three["day"])).status_code == 404
    time_machine.move_to(midnight, tick=False)
    assert client.get(by_link(booking, three["day"])).content == PDF


@pytest.mark.parametrize(
    ("outcome", "opens"), [("attended", True), ("partly", True), ("no_show", False), ("", False)]
)
def test_that_of_attendance_opens_for_those_who_came(booking, three, outcome, opens):
    Booking.objects.update(outcome=outcome)
    booking.refresh_from_db()
    assert ("attended" in seen(booking, booking.event.ends_at)) is opens


def test_closing_the_register_opens_it_for_a_walk_in_too(past_event, nurse, trainer, officer):
    make_file(past_event, officer, visible="attended")
    walk_in = registers.add_walk_in(past_event, person=nurse, by=trainer, now=NOW)
    assert seen(walk_in, NOW) == []
    registers.close(past_event, by=trainer, now=NOW)
    walk_in.refresh_from_db()
    assert seen(walk_in, NOW) == ["attended"]


@pytest.mark.parametrize("status", ["requested", "waiting", "offered", "declined", "lapsed", "cancelled"])
def test_without_a_place_there_is_nothing(event, nurse, three, status, client, signed_in):
    facts = {"cancelled_at": NOW} if status == "cancelled" else {}
    booking = make_booking(event, nurse, status, **facts)
    assert "For booked" not in signed_in(nurse).get(page(booking)).content.decode()
    assert signed_in(nurse).get(file(booking, three["booked"])).status_code == 404
    assert client.get(by_link(booking, three["booked"])).status_code == 404


def test_cancelling_closes_it(client, booking, nurse, three):
    cancellation.cancel(booking, by=nurse, now=NOW)
    assert client.get(by_link(booking, three["booked"])).status_code == 404


def test_nobody_else_gets_it(signed_in, client, booking, three, stranger, coordinator, second_nurse, event):
    other = make_booking(event, second_nurse)
    url = file(booking, three["booked"])
    for person in (stranger, coordinator, second_nurse):
        assert signed_in(person).get(url).status_code == 404
    assert client.get(url).status_code == 302
    assert signed_in(second_nurse).get(file(other, three["booked"])).status_code == 200


def test_another_events_material_is_not_found_under_ones_own_booking(
    signed_in, nurse, booking, officer, course
):
    elsewhere = make_file(make_event(course), officer)
    assert signed_in(nurse).get(file(booking, elsewhere)).status_code == 404


def test_those_of_the_course_come_first_and_a_link_is_a_link(
    signed_in, nurse, booking, officer, event, course
):
    make_file(event, officer, title="Event slides")
    link = make_link(course, officer, title="Guidance of the course")
    body = signed_in(nurse).get(page(booking)).content.decode()
    assert body.index("Guidance of the course") < body.index("Event slides")
    assert 'href="https://guidance.example/" rel="noreferrer noopener"' in body
    assert signed_in(nurse).get(file(booking, link)).status_code == 404


def text_of(kind):
    return Message.objects.get(kind=kind).text


def test_the_confirmation_says_that_there_are_materials(nurse, event, three, board):
    book(nurse, event, by=nurse, now=NOW)
    assert "There are materials for you" in text_of("bookings.confirmed")


def test_it_does_not_say_so_when_none_is_open_yet(nurse, event, officer):
    make_file(event, officer, visible="day")
    book(nurse, event, by=nurse, now=NOW)
    assert "materials" not in text_of("bookings.confirmed")


def test_the_reminder_says_so_too(booking, three):
    remind_due(booking.event.starts_at - timedelta(days=2))
    assert "There are materials for you" in text_of("bookings.reminder")
    assert "#materials" in Message.objects.get(kind="bookings.reminder").html


def test_the_page_takes_as_many_queries_for_one_as_for_three(
    signed_in, nurse, booking, officer, count_queries
):
    home = signed_in(nurse)
    make_file(booking.event, officer)
    one = count_queries(home, page(booking))
    make_file(booking.event, officer, title="More")
    make_file(booking.event.course, officer)
    assert count_queries(home, page(booking)) == one
