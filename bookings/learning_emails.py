from datetime import datetime

from bookings.models import ExternalLearning
from correspondence import outbox
from lib.links import absolute


def decided(learning: ExternalLearning, *, now: datetime) -> None:
    """Tells the person that their learning is accepted, or why it is not."""
    outbox.queue(
        key=f"learning_decided:{learning.code}",
        kind="bookings.learning_decided",
        to=learning.person,
        template="bookings/emails/learning_decided",
        context={"learning": learning, "url": absolute("bookings:learning", code=learning.code)},
        now=now,
    )
