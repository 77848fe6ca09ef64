from datetime import datetime

from bookings.hearing import hearer_of
from correspondence import outbox
from evaluations.models import Invitation
from lib import links


def invite(invitation: Invitation, *, now: datetime) -> None:
    """Asks the practitioner (without an e-mail address through whoever hears for them), or the manager whose address is frozen on the booking."""
    _write(invitation, "invited", now=now)


def remind(invitation: Invitation, number: int, *, now: datetime) -> None:
    """Asks again; `number` counts the reminders of this invitation, so that none goes twice."""
    _write(invitation, f"reminder-{number}", is_reminder=True, now=now)


def _write(invitation: Invitation, cause: str, *, now: datetime, is_reminder: bool = False) -> None:
    booking = invitation.booking
    employment = booking.employment
    to = employment.manager_email if invitation.is_for_the_manager else hearer_of(booking)
    heard_for = "" if invitation.is_for_the_manager or to == booking.person else booking.person.name
    outbox.queue(
        key=f"evaluation:{invitation.stage}:{booking.code}:{cause}",
        kind=f"evaluation_{invitation.stage}",
        to=to,
        heard_for=heard_for,
        template=f"evaluations/emails/{invitation.stage}",
        context={
            "booking": booking,
            "event": booking.event,
            "course": booking.event.course,
            "attendee": booking.person,
            "manager_name": employment.manager_name,
            "closes_at": invitation.closes_at,
            "is_reminder": is_reminder,
            "link": links.absolute("evaluations:form", token=invitation.token),
        },
        now=now,
    )
