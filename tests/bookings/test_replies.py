"""Questions asked at booking: answered, changed, forgotten; the sensitive ones seen by nobody who does not need them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from bookings import replies
from bookings.booking import book
from bookings.models import Booking, Reply
from correspondence.models import Message
from lib.errors import Refused
from lib.links import sign
from tests.cast import make_booking, make_person
from training.models import BookingQuestion, Delivery, Trainer
from training.questions import add_question

SECRET = "Loop system, please"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def access(course, officer, now):
    return add_question(course, kind="access", is_required=True, by=officer, now=now)


@pytest.fixture
def order(course, officer, now):
    return add_question(course, kind="order", by=officer, now=now)


@pytest.fixture
def answered(event, nurse, access, order, now):
    return book(nurse, event, by=nurse, now=now, texts={access.code: SECRET, order.code: "PO-77"})


def url(name, thing):
    return reverse(f"bookings:{name}", args=[thing.code])


def test_the_booking_form_asks_and_keeps(nurse, event, access, signed_in):
    client = signed_in(nurse)
    assert "deleted 30 days after the event" in client.get(url("book", event)).content.decode()
    page = client.post(url("book", event), {"agree": "on"}).content.decode()
    assert "Answer “Do you need anything to take part?”" in page
    client.post(url("book", event), {"agree": "on", f"question_{access.code}": SECRET})
    assert Reply.objects.get().text == SECRET


def test_the_verb_asks_too_but_only_for_oneself(event, nurse, teacher, coordinator, access, now):
    with pytest.raises(Refused, match="Do you need anything"):
        book(nurse, event, by=nurse, now=now)
    booking = book(teacher, event, by=coordinator, now=now)
    assert replies.open_questions(booking) == 1


def test_the_person_fills_in_by_the_link_what_the_coordinator_left(
    client, event, nurse, coordinator, access, now
):
    booking = book(nurse, event, by=coordinator, now=now)
    assert "Questions wait for your answer" in Message.objects.get(kind="bookings.confirmed").text
    manage = reverse("bookings:manage", args=[sign("manage", booking.code)])
    page = client.post(manage, {"action": "reply", f"question_{access.code}": ""}).content.decode()
    assert "Answer “Do you need anything to take part?”" in page
    client.post(manage, {"action": "reply", f"question_{access.code}": SECRET})
    assert booking.replies.get().text == SECRET


def test_a_forwarded_link_shows_no_sensitive_answer_and_keeps_it(client, answered, access, order):
    manage = reverse("bookings:manage", args=[sign("manage", answered.code)])
    page = client.get(manage).content.decode()
    assert SECRET not in page
    assert "PO-77" in page
    client.post(manage, {"action": "reply", f"question_{access.code}": "", f"question_{order.code}": "PO-78"})
    assert sorted(answered.replies.values_list("text", flat=True)) == [SECRET, "PO-78"]


def test_answers_change_until_the_event_starts(answered, event, nurse, access):
    replies.change(answered, {access.code: "A ramp"}, by=nurse, now=event.starts_at - SECOND)
    with pytest.raises(Refused, match="has started"):
        replies.change(answered, {access.code: "Too late"}, by=nurse, now=event.starts_at)
    assert answered.replies.get(question=access).text == "A ramp"


def test_the_person_changes_them_on_the_booking_page(answered, nurse, access, order, signed_in):
    client = signed_in(nurse)
    assert SECRET in client.get(url("booking", answered)).content.decode()
    data = {f"question_{access.code}": "A ramp", f"question_{order.code}": ""}
    client.post(url("reply", answered), data)
    assert list(answered.replies.values_list("text", flat=True)) == ["A ramp"]


def test_sensitive_answers_reach_the_person_the_officer_and_the_lead_trainer_only(
    everybody, answered, event, signed_in
):
    second = make_person("Tina", "Trainer", everybody.trainer.employment.agency, "Trainer", ["trainer"])
    Delivery.objects.create(event=event, trainer=Trainer.objects.create(person=second))
    people = vars(everybody) | {"second trainer": second}
    pages = [url(name, thing) for name, thing in [
        ("booking", answered), ("reply", answered), ("needs", event), ("register", event), ("event_bookings", event),
        ("event", event), ("book", event), ("cancel", answered), ("accept", answered),
    ]]  # fmt: skip
    pages += [f"{url('needs', event)}?format=csv", f"{url('event_bookings', event)}?format=csv"]
    pages += [
        reverse(name)
        for name in (
            "bookings:agency",
            "bookings:mine",
            "accounts:trail",
            "correspondence:all",
            "reports:home",
        )
    ]
    seen = {
        who
        for who, person in people.items()
        for page in pages
        if SECRET in signed_in(person).get(page).content.decode()
    }
    assert seen == {"nurse", "officer", "trainer"}
    assert SECRET not in str(list(TrailEntry.objects.values_list("changes", flat=True)))
    assert not Message.objects.filter(text__contains=SECRET).exists()


def test_what_is_not_sensitive_is_read_by_those_who_look_after_the_booking(
    answered, coordinator, finance_officer, signed_in
):
    for person in (coordinator, finance_officer):
        page = signed_in(person).get(url("booking", answered)).content.decode()
        assert "PO-77" in page
        assert SECRET not in page


def test_the_file_is_for_officers_only(answered, event, officer, trainer, signed_in):
    file = f"{url('needs', event)}?format=csv"
    assert signed_in(officer).get(file)["Content-Type"].startswith("text/csv")
    assert signed_in(trainer).get(file)["Content-Type"].startswith("text/html")


def test_sensitive_answers_go_thirty_days_after_the_event(answered, event):
    end = event.ends_at + timedelta(days=30)
    assert replies.forget_due(end - SECOND) == 0
    assert replies.forget_due(end) == 1
    assert replies.forget_due(end) == 0
    assert answered.replies.get().text == "PO-77"


def test_answers_to_another_course_are_left_aside(event, nurse, now):
    book(nurse, event, by=nurse, now=now, texts={"NOSUCHCODE12": "x"})
    assert not Reply.objects.exists()


def test_the_needs_page_takes_the_same_queries_for_three(
    answered, event, access, trust, officer, signed_in, count_queries
):
    client, page = signed_in(officer), url("needs", event)
    one = count_queries(client, page)
    for name in "AB":
        booking = make_booking(event, make_person(name, "Person", trust))
        Reply.objects.create(booking=booking, question=access, text="x")
    assert count_queries(client, page) == one
    assert BookingQuestion.objects.count() == 2
    assert Booking.objects.count() == 3
