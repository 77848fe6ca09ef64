import pytest

from correspondence.models import Message
from tests.cast import NOW


@pytest.fixture
def make_message(db):
    """A message waiting in the outbox; `person` or `to` says for whom."""

    def make(person=None, **facts):
        number = Message.objects.count()
        facts = {
            "key": f"message {number}",
            "kind": "confirmed",
            "person": person,
            "to": person.email if person else "somebody@example.org",
            "subject": "Your place is confirmed",
            "text": "You have a place.",
            "created_at": NOW,
            "due_at": NOW,
        } | facts
        return Message.objects.create(**facts)

    return make
