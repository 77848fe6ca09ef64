"""Objects for the access test of correspondence; see examples.py."""

from correspondence.models import Message
from tests.cast import NOW
from tests.doors.examples import once


@once
def message_to_the_nurse(cast):
    message = Message.objects.create(
        key="doors",
        kind="confirmed",
        person=cast.nurse,
        to=cast.nurse.email,
        subject="Your place",
        text="You have a place.",
        calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        calendar_method="PUBLISH",
        created_at=NOW,
        due_at=NOW,
        gave_up_at=NOW,
    )
    return {"code": message.code}


EXAMPLES = {
    "correspondence:message": message_to_the_nurse,
    "correspondence:calendar": message_to_the_nurse,
    "correspondence:retry": message_to_the_nurse,
}
SEEN_BY = {
    "correspondence:message": {"nurse", "officer", "administrator"},
    "correspondence:calendar": {"nurse", "officer", "administrator"},
}
