"""More trainers, and trainers asked, for the tests of who delivers an event."""

from tests.cast import NOW
from training.inviting import invite
from training.models.invitation import Part
from training.team import add_trainer


def make_trainer(person):
    return add_trainer(person, by=None, now=NOW)


def ask(event, *trainers, part=Part.LEAD, by=None, now=NOW, **facts):
    """The invitations, as an officer sends them."""
    return invite(event, trainers, part=part, by=by, now=now, **facts)
