"""Objects for the access test of evaluations; see examples.py."""

from evaluations import invitations
from evaluations.models import Invitation
from tests.cast import NOW, make_booking, make_person
from tests.doors.examples import once
from tests.evaluations.conftest import answer


def asked(cast):
    invitations.open_due(NOW)
    return {"token": Invitation.objects.get(booking=cast.booking, stage="before").token}


@once
def answered(cast):
    booking = make_booking(cast.event, make_person("Anna", "Answered", cast.trust))
    invitations.open_due(NOW)
    return {"token": answer(booking, "before").token}


EXAMPLES = {
    "evaluations:form": asked,
    "evaluations:thanks": answered,
    "evaluations:results": lambda cast: {"code": cast.event.code},
}
SEEN_BY = {"evaluations:results": {"trainer", "officer"}}
