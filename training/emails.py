"""What the planning desk writes to people. Each cause is told once, by its key."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import Person
from correspondence import outbox
from lib.links import absolute
from training.models import Event, Group, Interest


def new_date(interest: Interest, event: Event, *, now: datetime) -> None:
    """To somebody who waits for a date of the course."""
    _queue(
        "new_date", f"{event.code}:{interest.code}", interest.person, event, {"interest": interest}, now=now
    )


def invited(member: Person, group: Group, event: Event, *, now: datetime) -> None:
    """To a member of the group whose event it is; somebody who leaves and comes back is not invited twice."""
    # By the sign-in page: who is not signed in would find nothing at the address of the event.
    there = urlencode({"next": reverse("bookings:event", args=[event.code])}, safe="/")
    extra = {"group": group, "event_url": f"{absolute('account_login')}?{there}"}
    _queue("invited", f"{event.code}:{member.code}", member, event, extra, now=now)


def _queue(name: str, cause: str, to: Person, event: Event, extra: dict, *, now: datetime) -> None:
    outbox.queue(
        key=f"{name}:{cause}",
        kind=f"training.{name}",
        to=to,
        template=f"training/emails/{name}",
        context={
            "practitioner": to,
            "event": event,
            "course": event.course,
            "sessions": event.sessions.all(),
            "event_url": absolute("bookings:event", code=event.code),
            "course_url": absolute("bookings:course", code=event.course.code),
        }
        | extra,
        now=now,
    )
