"""A message that somebody else has worded goes once, when the button that asks for it is pressed twice."""

from datetime import timedelta

from correspondence.models import Message
from correspondence.outbox import queue_rendered

MINUTE = timedelta(minutes=1)


def ask(now, to="nadia.nurse@example.org", kind="password_reset_key"):
    queue_rendered(kind=kind, to=to, subject="A link", text="Here", now=now, once_in=MINUTE)
    return Message.objects.count()


def test_the_second_press_within_a_minute_sends_nothing_new(nurse, now):
    ask(now)
    assert ask(now + timedelta(seconds=59)) == 1
    assert ask(now + MINUTE) == 2


def test_another_address_or_another_kind_is_another_message(nurse, now):
    ask(now)
    assert ask(now, to="somebody.else@example.org") == 2
    assert ask(now, kind="unknown_account") == 3
