"""The manager's agreement: asked, given, refused, or never answered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings import approvals
from bookings.booking import book
from bookings.cancellation import cancel
from bookings.models import Booking
from correspondence.models import Message
from lib.errors import Refused
from lib.links import sign
from tests.cast import make_event
from training.models import Course

SECOND = timedelta(seconds=1)
YES = {"name": "Mary Manager", "answer": "agree"}


@pytest.fixture
def course(course):
    course.approval = Course.Approval.AUTHORISE
    course.save()
    return course


@pytest.fixture
def asked(event, nurse, now) -> Booking:
    return book(nurse, event, by=nurse, now=now)


def page_of(booking):
    return reverse("bookings:approval", args=[sign("approval", booking.code)])


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_request_holds_a_place_for_three_days(event, asked, now):
    assert asked.is_requested
    assert asked.expires_at == now + timedelta(days=3)
    event.refresh_from_db()
    assert event.places_held == 1


def test_a_request_ends_when_the_event_begins(course, room, tariff, nurse, now):
    event = make_event(course, room, starts_at=now + timedelta(days=1))
    assert book(nurse, event, by=nurse, now=now).expires_at == event.starts_at


def test_the_manager_gets_the_link_and_the_person_is_told(asked, nurse):
    message = Message.objects.get(kind="bookings.manager_asked")
    assert message.to == "mary.manager@example.org"
    assert page_of(asked) in message.text
    assert Message.objects.get(kind="bookings.requested").to == nurse.email


def test_without_a_manager_the_coordinators_are_asked(event, nurse, coordinator, now):
    nurse.employments.update(manager_email="")
    book(nurse, event, by=nurse, now=now)
    assert [m.to for m in Message.objects.filter(kind="bookings.manager_asked")] == [coordinator.email]


def test_without_manager_and_coordinator_the_officers_are_asked(event, nurse, officer, second_officer, now):
    nurse.employments.update(manager_email="")
    book(nurse, event, by=nurse, now=now)
    asked = {m.to for m in Message.objects.filter(kind="bookings.manager_asked")}
    assert asked == {officer.email, second_officer.email}


def test_nobody_agrees_to_their_own_training(event, coordinator, officer, now):
    coordinator.employments.update(manager_email=coordinator.email)
    book(coordinator, event, by=coordinator, now=now)
    assert [m.to for m in Message.objects.filter(kind="bookings.manager_asked")] == [officer.email]


def test_where_the_manager_is_only_told_the_booking_is_confirmed(event, nurse, now):
    Course.objects.update(approval="notify")
    event.refresh_from_db()
    assert book(nurse, event, by=nurse, now=now).is_confirmed
    assert Message.objects.get(kind="bookings.manager_told").to == "mary.manager@example.org"


def test_agreeing_confirms(asked, now):
    approvals.approve(asked, by_name="Mary Manager", now=now + timedelta(days=1))
    assert asked.is_confirmed
    assert asked.confirmed_at == now + timedelta(days=1)
    assert Message.objects.filter(kind="bookings.confirmed").count() == 1


def test_declining_frees_the_place_and_tells_why(event, asked, now):
    approvals.decline(asked, by_name="Mary Manager", reason="Short of staff", now=now)
    event.refresh_from_db()
    assert (asked.status, event.places_held) == ("declined", 0)
    assert "Short of staff" in Message.objects.get(kind="bookings.declined").text


def test_a_refusal_needs_a_reason(asked, now):
    with pytest.raises(Refused, match="Give a reason"):
        approvals.decline(asked, reason=" ", now=now)


def test_the_last_second_still_counts(asked):
    approvals.approve(asked, now=asked.expires_at - SECOND)
    assert asked.is_confirmed


def test_at_its_end_a_request_can_no_longer_be_answered(asked):
    with pytest.raises(Refused, match="time to answer is over"):
        approvals.approve(asked, now=asked.expires_at)
    assert approvals.lapse_due(asked.expires_at - SECOND) == 0
    assert approvals.lapse_due(asked.expires_at) == 1
    assert approvals.lapse_due(asked.expires_at) == 0


def test_opening_the_link_decides_nothing(client, asked, time_machine, now):
    time_machine.move_to(now, tick=False)
    page = text(client.get(page_of(asked)))
    assert "Nadia Nurse" in page
    assert "Mary Manager" in page
    asked.refresh_from_db()
    assert asked.is_requested


def test_the_manager_agrees_without_signing_in(client, asked, time_machine, now):
    time_machine.move_to(now, tick=False)
    page = text(client.post(page_of(asked), YES, follow=True))
    assert "Nadia Nurse has been told" in page
    assert "already been agreed to" in page
    asked.refresh_from_db()
    assert asked.is_confirmed


def test_the_manager_declines_with_a_reason(client, asked, time_machine, now):
    time_machine.move_to(now, tick=False)
    answer = {"name": "Mary Manager", "answer": "decline", "reason": ""}
    assert "Enter why you decline" in text(client.post(page_of(asked), answer))
    client.post(page_of(asked), answer | {"reason": "Short of staff"})
    asked.refresh_from_db()
    assert asked.status == "declined"


def test_an_empty_answer_keeps_what_was_typed(client, asked, time_machine, now):
    time_machine.move_to(now, tick=False)
    page = text(client.post(page_of(asked), {"name": "", "reason": "<b>Busy</b>"}))
    assert "There is a problem" in page
    assert "&lt;b&gt;Busy&lt;/b&gt;" in page


@pytest.mark.parametrize("after", ["cancelled", "expired", "event cancelled"])
def test_a_link_that_is_over_explains_itself(client, asked, nurse, time_machine, now, after):
    time_machine.move_to(asked.expires_at if after == "expired" else now, tick=False)
    if after == "cancelled":
        cancel(asked, by=nurse, now=now)
    if after == "event cancelled":
        type(asked.event).objects.update(state="cancelled")
    page = text(client.post(page_of(asked), YES))
    words = {
        "cancelled": "cancelled meanwhile",
        "expired": "time to answer is over",
        "event cancelled": "event was cancelled",
    }
    assert words[after] in page
    asked.refresh_from_db()
    assert not asked.is_confirmed


@pytest.mark.parametrize(
    "forge",
    [
        lambda code: code,
        lambda code: sign("manage", code),
        lambda code: sign("approval", code)[:-1],
        lambda code: "x.y",
    ],
)
def test_a_forged_link_leads_nowhere(client, asked, board, forge):
    assert client.get(reverse("bookings:approval", args=[forge(asked.code)])).status_code == 404
    assert client.post(reverse("bookings:approval", args=[forge(asked.code)]), YES).status_code == 404
