"""Objects for the access test of evaluations; see examples.py."""

from evaluations import invitations
from evaluations.models import Invitation
from tests.cast import NOW


def asked(cast):
    invitations.open_due(NOW)
    return {"token": Invitation.objects.get(booking=cast.booking, stage="before").token}


EXAMPLES = {
    "evaluations:form": asked,
    "evaluations:thanks": asked,
    "evaluations:results": lambda cast: {"code": cast.event.code},
}
SEEN_BY = {"evaluations:results": {"trainer", "officer"}}
