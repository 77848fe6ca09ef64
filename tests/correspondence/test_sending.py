"""The outbox: one message for each cause, sent once, tried again when the mail server says no."""

from datetime import timedelta

import pytest
from django.core import mail

from correspondence import sending
from correspondence.calendar import Invitation, Meeting
from correspondence.models import LEASE, MOST_ATTEMPTS, Message
from correspondence.outbox import queue_rendered
from correspondence.sending import send_due, send_one


@pytest.fixture
def broken(monkeypatch):
    """A mail server that refuses everything."""

    def refuse(message):
        raise ConnectionRefusedError("nobody@example.org is not known here")

    monkeypatch.setattr(sending, "_email", refuse)


def test_a_message_is_sent_and_stamped(make_message, now):
    message = make_message(text="You have a place.", html="<p>You have a place.</p>")
    assert send_due(now) == 1
    message.refresh_from_db()
    assert message.sent_at >= now
    assert mail.outbox[0].alternatives[0].content == "<p>You have a place.</p>"


def test_what_was_sent_is_not_sent_again(make_message, now):
    make_message()
    assert [send_due(now), send_due(now + timedelta(days=1))] == [1, 0]
    assert len(mail.outbox) == 1


def test_what_is_not_due_waits(make_message, now):
    make_message(due_at=now + timedelta(minutes=1))
    assert send_due(now) == 0
    assert send_due(now + timedelta(minutes=1)) == 1


def test_a_message_in_other_hands_waits_for_the_lease_to_end(make_message, now):
    message = make_message()
    assert message.lease(now=now)
    assert not send_one(message, now=now)
    assert send_one(message, now=now + LEASE + timedelta(seconds=1))


def test_a_refused_message_is_tried_later_and_later_and_then_given_up(make_message, now, broken):
    message, waits = make_message(), []
    for _ in range(8):
        send_due(now)
        message.refresh_from_db()
        waits.append((message.due_at - now) // timedelta(minutes=1))
        now = message.due_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert message.gave_up_at
    assert "ConnectionRefusedError" in message.last_error


def test_one_refused_message_does_not_hold_up_the_others(make_message, now, monkeypatch):
    bad, _ = make_message(subject="bad"), make_message(subject="good")
    real = sending._email
    monkeypatch.setattr(sending, "_email", lambda m: 1 / 0 if m.pk == bad.pk else real(m))
    assert send_due(now) == 1
    assert mail.outbox[0].subject == "good"


def test_the_log_names_no_address(make_message, now, broken, caplog):
    make_message()
    send_due(now)
    assert "example.org" not in caplog.text


def test_sending_stops_between_two_messages(make_message, now):
    for _ in range(3):
        make_message()
    answers = iter([True, False])
    assert send_due(now, go_on=lambda: next(answers)) == 1


def test_a_slow_batch_takes_each_lease_at_its_own_moment(make_message, now, monkeypatch):
    for _ in range(2):
        make_message()
    clock = iter([0, 0, 400])  # the second message is taken 400 seconds after the list was read
    monkeypatch.setattr(sending, "monotonic", lambda: next(clock))
    send_due(now)
    stamps = Message.objects.order_by("pk").values_list("sent_at", flat=True)
    assert [stamp - now for stamp in stamps] == [timedelta(0), timedelta(seconds=400)]


def test_the_same_message_always_has_the_same_id(make_message, now):
    message = make_message()
    ids = {sending._email(message).message()["Message-ID"] for _ in range(2)}
    assert ids == {f"<{message.code}@testserver>"}


def test_a_calendar_entry_travels_with_the_message(make_message, now):
    meeting = Meeting("event-1", "Neglect", now, now + timedelta(hours=2), location="Town Hall")
    entry = Invitation([meeting], sequence=2, now=now)
    make_message(calendar=entry.text(), calendar_method="PUBLISH")
    send_due(now)
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name, kind) == ("invitation.ics", "text/calendar; method=PUBLISH")
    for line in ("UID:event-1", "SEQUENCE:2", "DTSTART:20260601T090000Z", "STATUS:CONFIRMED"):
        assert line in content


def test_each_code_that_is_sent_is_a_message_of_its_own(nurse, now):
    for _ in range(2):
        queue_rendered(kind="login_code", to=nurse.email, subject="Your code", text="ABC", now=now)
    assert nurse.messages.filter(is_secret=True).count() == 2


def test_a_message_with_which_the_worker_always_dies_is_given_up(make_message, now):
    message = make_message()
    for _ in range(MOST_ATTEMPTS):
        assert message.lease(now=now)  # and then the worker is killed
        now += LEASE + timedelta(seconds=1)
    assert not message.lease(now=now)
    assert send_due(now) == 0
    assert list(Message.objects.gave_up()) == [message]


def test_the_last_try_is_not_given_up_while_it_runs(make_message, now):
    message = make_message(attempts=MOST_ATTEMPTS - 1)
    message.lease(now=now)
    send_due(now)
    assert not Message.objects.gave_up().exists()
