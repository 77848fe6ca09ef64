"""The register on a phone: taps, search, counts, closing, people at the door."""

import re

import pytest
from django.urls import reverse

from bookings.models import Attendance, Booking
from tests.cast import make_booking, make_event, make_person
from training.models import Trainer


@pytest.fixture
def here(past_event, nurse):
    return make_booking(past_event, nurse)


@pytest.fixture
def client(trainer, signed_in):
    return signed_in(trainer)


def tap(client, booking, **facts):
    event = booking.event
    session = facts.pop("session", event.sessions.first().pk)
    facts = {"person": booking.code, "session": session} | facts
    return client.post(reverse("bookings:mark", args=[event.code]), facts)


def present(page):
    """“1 of 2”: how many the page counts as present."""
    found = re.search(r'data-count="present">(\d+)</span> of <span data-count="people">(\d+)<', page)
    return f"{found[1]} of {found[2]}"


def seen(booking):
    mark = Attendance.objects.get(booking=booking)
    return mark.mark, mark.minutes_late, mark.minutes_early


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"mark": "present"}, ("present", 0, 0)),
        ({"mark": "absent"}, ("absent", 0, 0)),
        ({"mark": "refused"}, ("refused", 0, 0)),
        ({"late": "10"}, ("present", 10, 0)),
        ({"early": "30"}, ("present", 0, 30)),
        ({"mark": "late", "late_other": "12"}, ("present", 12, 0)),
        ({"mark": "early", "early_other": "7"}, ("present", 0, 7)),
        (
            {"mark": "present", "late_other": "12"},
            ("present", 12, 0),
        ),  # Enter in the field presses the first button
        ({"mark": "absent", "late_other": "12"}, ("absent", 0, 0)),
    ],
)
def test_a_tap_marks(client, here, facts, expected):
    response = tap(client, here, **facts)
    assert response.url == f"{reverse('bookings:register', args=[here.event.code])}?session=1#p-{here.code}"
    assert seen(here) == expected


def test_late_and_then_early_are_both_kept(client, here):
    tap(client, here, late="10")
    tap(client, here, early="5")
    assert seen(here) == ("present", 10, 5)
    tap(client, here, mark="present")
    assert seen(here) == ("present", 0, 0)


def test_undo(client, here):
    tap(client, here, mark="absent")
    tap(client, here, mark="undo")
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Choose a mark"),
        ({"mark": "dancing"}, "Choose"),
        ({"mark": "late"}, "Enter how many minutes late"),
        ({"mark": "late", "late_other": "ten"}, "whole number"),
        ({"late": "-5"}, "1 or more"),
        ({"late": "420"}, "lasts 420 minutes"),
        ({"late": "99999999999999999999"}, "1440 or less"),
    ],
)
def test_a_tap_that_cannot_be_meant_gets_a_sentence(client, here, facts, sentence):
    page = tap(client, here, **facts).content.decode()
    assert page.count(sentence) == 2  # at the top, and beside the row
    assert f'<a href="#p-{here.code}">' in page
    assert not Attendance.objects.exists()


def test_what_was_typed_stays_in_the_row_it_was_typed_in(client, here, past_event, teacher):
    make_booking(past_event, teacher)
    page = tap(client, here, mark="late", late_other="abc").content.decode()
    assert page.count('value="abc"') == 1
    assert page.count('<details class="app-mark-more" open>') == 1


def test_another_trainers_register_is_not_there(here, course, room, council, signed_in):
    other = make_person("Tessa", "Trainer", council, roles=["trainer"])
    Trainer.objects.create(person=other)
    client = signed_in(other)
    for name in ("register", "walk_in", "close_register"):
        assert client.get(reverse(f"bookings:{name}", args=[here.event.code])).status_code == 404
    assert tap(client, here, mark="present").status_code == 404


def test_somebody_of_another_event_is_not_there(client, past_event, event, nurse, here):
    elsewhere = make_booking(event, nurse)
    facts = {"person": elsewhere.code, "session": past_event.sessions.get().pk, "mark": "present"}
    assert client.post(reverse("bookings:mark", args=[past_event.code]), facts).status_code == 404


def test_a_session_that_has_gone_marks_nobody(client, here):
    assert tap(client, here, mark="present", session="0").status_code == 404
    assert not Attendance.objects.exists()


def test_the_page_counts_and_finds(client, here, past_event, teacher):
    make_booking(past_event, teacher)
    tap(client, here, mark="present")
    url = reverse("bookings:register", args=[past_event.code])
    page = client.get(url).content.decode()
    assert present(page) == "1 of 2"
    found = client.get(url, {"q": "oak PRIM"}).content.decode()
    assert "Tom Taylor" in found
    assert "Nadia Nurse" not in found
    assert present(found) == "1 of 2"


@pytest.mark.parametrize("session", ["0", "99", "x", "-1", "²", "1" * 400])
def test_a_session_that_is_not_there_shows_one_that_is(client, here, session):
    url = reverse("bookings:register", args=[here.event.code])
    assert client.get(url, {"session": session}).status_code == 200


def test_each_session_has_its_marks(client, course, room, trainer, nurse, now):
    event = make_event(course, room, starts_at=now.replace(day=1, month=5), days=2, trainers=[trainer])
    booking = make_booking(event, nurse)
    tap(client, booking, mark="present", session=event.sessions.first().pk)
    url = reverse("bookings:register", args=[event.code])
    assert present(client.get(url, {"session": "1"}).content.decode()) == "1 of 1"
    assert present(client.get(url, {"session": "2"}).content.decode()) == "0 of 1"


def test_everybody_else_present(client, here):
    client.post(
        reverse("bookings:mark_all", args=[here.event.code]), {"session": here.event.sessions.get().pk}
    )
    assert seen(here) == ("present", 0, 0)


def test_closing_shows_what_it_will_do_before_it_does(client, here):
    tap(client, here, mark="absent")
    url = reverse("bookings:close_register", args=[here.event.code])
    page = client.get(url).content.decode()
    assert "Riverside NHS Trust" in page
    assert "£50.00" in page
    assert Booking.objects.get().outcome == ""
    client.post(url)
    assert Booking.objects.get().outcome == "no_show"


def test_a_register_with_somebody_unmarked_has_no_button_to_close(client, here):
    url = reverse("bookings:close_register", args=[here.event.code])
    page = client.get(url).content.decode()
    assert "Not marked yet" in page
    assert "cannot be undone" not in page
    assert "1 person is not marked" in client.post(url, follow=True).content.decode()


def test_a_trainer_adds_somebody_by_their_whole_name_or_address(client, past_event, stranger):
    url = reverse("bookings:walk_in", args=[past_event.code])
    assert "Nobody was found" in client.get(url, {"q": "Stel"}).content.decode()
    for words in ("stella stranger", stranger.email):
        assert "Oak Primary School" in client.get(url, {"q": words}).content.decode()
    client.post(f"{url}?q=stella+stranger", {"person": stranger.code})
    assert past_event.bookings.get().status == "walked_in"


def test_a_trainer_cannot_add_by_code_somebody_they_did_not_find(client, past_event, stranger):
    url = reverse("bookings:walk_in", args=[past_event.code])
    assert client.post(url, {"person": stranger.code}).status_code == 404


def test_a_new_person_needs_a_name_and_an_agency_and_keeps_what_was_typed(client, past_event, school):
    url = reverse("bookings:walk_in", args=[past_event.code])
    page = client.post(url, {"first_name": "Wanda", "post": "Cook"}).content.decode()
    assert "Enter the last name" in page
    assert 'value="Wanda"' in page
    client.post(url, {"first_name": "Wanda", "last_name": "Walker", "post": "Cook", "agency": school.pk})
    assert past_event.bookings.get().person.name == "Wanda Walker"


def test_the_list_shows_ones_own_registers(client, past_event, course):
    make_event(course, starts_at=past_event.starts_at)
    page = client.get(reverse("bookings:registers")).content.decode()
    assert page.count("app-card__title") == 1
