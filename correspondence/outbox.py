from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template import Context, Engine
from django.template.loader import render_to_string

from accounts.models import Board, Person
from correspondence.calendar import Invitation
from correspondence.models import Message
from lib.codes import new_code


def queue(
    *,
    key: str,
    kind: str,
    to: Person | str | None,
    template: str,
    context: dict,
    now: datetime,
    calendar: Invitation | None = None,
    heard_for: str = "",
) -> None:
    """Writes one message in the caller's transaction; the worker sends it.

    `to` is a person or an address; nobody to write to (None, or a person without email) writes nothing.
    `template` names three files without their endings (`bookings/emails/confirmed`): `.subject.txt`, `.txt` and `.html`.
    `heard_for` names somebody without an e-mail address whose message this is: subject and text then say so.
    The same `key` a second time writes nothing: a cause is told once.
    """
    person = to if isinstance(to, Person) else None
    address = person.email if person else to
    if not address:
        return
    facts = {"person": person, "heard_for": heard_for, **context}
    message = Message(
        key=key,
        kind=kind,
        person=person,
        to=address,
        created_at=now,
        due_at=now,
        **_worded(template, facts),
        **({"calendar": calendar.text(), "calendar_method": calendar.method} if calendar else {}),
    )
    # The database, not a look beforehand, keeps the second of two simultaneous writers out.
    Message.objects.bulk_create([message], ignore_conflicts=True)


def _worded(template: str, facts: dict) -> dict:
    """Subject, text and html. Whoever hears for somebody else reads in the subject for whom."""
    facts = {"board": Board.current(), "site": settings.PUBLIC_URL, **facts}
    subject = _plain(f"{template}.subject.txt", facts)
    whose = f"For {facts['heard_for']}: " if facts["heard_for"] else ""
    return {
        "subject": " ".join(f"{whose}{subject}".split())[:255],
        "text": _plain(f"{template}.txt", facts).strip() + "\n",
        "html": render_to_string(f"{template}.html", facts),
    }


def withdraw(keys: Sequence[str]) -> int:
    """Takes back messages that have not left and that no worker holds, because what they say is no longer so; gives back how many."""
    return Message.objects.filter(key__in=keys).waiting().filter(leased_until=None, attempts=0).delete()[0]


def _plain(template: str, facts: dict) -> str:
    """Words for no browser: O’Brien & Co stay as they are written."""
    return Engine.get_default().get_template(template).render(Context(facts, autoescape=False))


def queue_rendered(
    *, kind: str, to: str, subject: str, text: str, now: datetime, once_in: timedelta | None = None
) -> None:
    """Writes a message that somebody else has worded (sign-in codes, password resets): each call is a cause of its own.

    With `once_in`, a call so soon after another of the same kind to the same address is not.
    """
    with transaction.atomic():
        # Whoever presses twice waits here for the first press.
        person = Person.objects.select_for_update().filter(email__iexact=to).first()
        if (
            once_in
            and Message.objects.filter(kind=kind, to__iexact=to, created_at__gt=now - once_in).exists()
        ):
            return
        Message.objects.create(
            key=f"{kind}:{new_code()}",
            kind=kind,
            person=person,
            to=to,
            subject=subject[:255],
            text=text,
            is_secret=True,
            created_at=now,
            due_at=now,
        )
