import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from correspondence.models import Message

log = logging.getLogger(__name__)


def _email(message: Message) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        headers={"Message-ID": f"<{message.code}@{settings.PUBLIC_URL.split('//')[1].split(':')[0]}>"},
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    if message.calendar:
        email.attach("invitation.ics", message.calendar, f"text/calendar; method={message.calendar_method}")
    return email


def send_one(message: Message, *, now: datetime) -> bool:
    """Sends a due message if no other worker has it; True when it left.

    A worker killed between sending and stamping sends once more after the lease ends: at least once,
    with the same Message-ID so that mail systems can drop the double.
    """
    if not message.lease(now=now):
        return False
    try:
        _email(message).send()
    except Exception as error:  # whatever the mail server says, the message waits and is tried again
        message.failed(f"{type(error).__name__}: {error}", now=now)
        log.warning("message not sent", extra={"code": message.code, "error": type(error).__name__})
        return False
    message.sent(now=now)
    return True


def send_due(now: datetime, most: int = 200, go_on: Callable[[], bool] = lambda: True) -> int:
    """Sends what is due, oldest first, as long as `go_on()` says so; returns how many left.

    A slow mail server must not outlast the leases: each one begins at the moment its message is taken, not when the list was read.
    """
    started, left = monotonic(), 0
    Message.objects.give_up_killers(now)
    for message in Message.objects.due(now).order_by("due_at", "pk")[:most]:
        if not go_on():
            break
        left += send_one(message, now=now + timedelta(seconds=monotonic() - started))
    return left
