"""With scripts switched off every deed is still possible: each button is the button of a form."""

import re

import pytest
from playwright.sync_api import expect

from bookings.models import Booking
from evaluations import invitations
from evaluations.models import Invitation
from tests.cast import make_booking
from tests.journeys import officer, practitioner
from tests.journeys.present import NOW, event_in, event_over

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("audited"),
]


@pytest.fixture
def plain(new_page):
    return new_page(390, 844, java_script_enabled=False)


def test_somebody_books_and_cancels(plain, nurse, course, room, tariff, sign_in):
    event = event_in(course, room, weeks=8)
    sign_in(plain, nurse)
    practitioner.book(plain, event)
    booking = Booking.objects.get()
    plain.get_by_role("button", name=re.compile("^Cancel")).click()
    expect(plain.get_by_text("Cancelling is free until")).to_be_visible()
    plain.locator("main form button[type=submit]").click()
    expect(plain.get_by_text("A confirmation is on its way")).to_be_visible()
    booking.refresh_from_db()
    assert booking.status == "cancelled"


def test_a_wrong_form_says_so_and_keeps_what_was_typed(plain, nurse, sign_in):
    sign_in(plain, nurse)
    plain.goto("/profile/")
    plain.get_by_label("Post", exact=True).fill("")
    plain.get_by_label("Manager’s name").fill("Mona Manager")
    practitioner.press(plain, "Save and continue")
    expect(plain.get_by_role("alert").get_by_role("link", name="Enter the post")).to_be_visible()
    expect(plain.get_by_label("Manager’s name")).to_have_value("Mona Manager")


def test_a_register_is_marked_and_closed(plain, nurse, teacher, officer_of_the_day, course, room, tariff):
    event = event_over(course, room)
    came, missed = make_booking(event, nurse), make_booking(event, teacher)
    officer.open_register(plain, event)
    officer.tap_late(plain, nurse, 10)
    officer.tap(plain, "Absent", teacher)
    assert "Oak Primary School" in officer.close_register(plain)
    outcomes = dict(Booking.objects.values_list("pk", "outcome"))
    assert outcomes == {came.pk: "attended", missed.pk: "no_show"}


@pytest.fixture
def officer_of_the_day(plain, sign_in, request):
    person = request.getfixturevalue("officer")
    sign_in(plain, person)
    return person


def test_an_evaluation_is_answered(plain, nurse, course, room, tariff):
    make_booking(event_in(course, room, weeks=2), nurse)
    invitations.open_due(NOW)
    invitation = Invitation.objects.get(stage="before")
    plain.goto(f"/evaluations/{invitation.token}/")
    practitioner.press(plain, "Send answers")
    expect(plain.get_by_role("alert")).to_be_visible()
    practitioner.answer_everything(plain)
    invitation.refresh_from_db()
    assert invitation.is_answered
