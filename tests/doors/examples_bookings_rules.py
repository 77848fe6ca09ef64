"""Questions, deputies, external learning and limits of the access test; examples_bookings.py takes them in."""

from accounts.deputies import name_deputy, of_manager
from bookings.models import ExternalLearning
from lib.dates import local_day
from lib.links import sign
from tests.cast import NOW
from tests.doors.examples import once
from training.questions import add_question


@once
def learning(cast):
    facts = {"title": "Level 3", "provider": "Kent", "done_on": local_day(NOW), "hours": 6, "sent_at": NOW}
    file = {"evidence": b"%PDF-1.7", "evidence_name": "proof.pdf", "evidence_kind": "pdf"}
    return ExternalLearning.objects.create(person=cast.nurse, course=cast.course, **facts, **file)


@once
def deputy(cast):
    facts = {"name": "Dan", "email": "dan@example.org", "from_on": local_day(NOW), "to_on": local_day(NOW)}
    return name_deputy(of_manager("mary.manager@example.org", "Mary"), **facts, by=None, now=NOW)


@once
def asked(cast):
    """Nadia's booking, whose course asks something."""
    add_question(cast.course, kind="access", by=cast.officer, now=NOW)
    return cast.booking


def of(make):
    return lambda cast: {"code": make(cast).code}


def approval_for(cast):
    token = sign("deputy-approval", cast.booking.code)
    return {"token": token, "deputy": sign("deputy", deputy(cast).code)}


EXAMPLES = {
    "bookings:approval_for": approval_for,
    "bookings:away": lambda cast: {"token": sign("away", cast.booking.code)},
    "bookings:reply": of(asked),
    "bookings:needs": lambda cast: {"code": cast.event.code},
    "bookings:learning": of(learning),
    "bookings:learning_evidence": of(learning),
    "bookings:learning_withdraw": of(learning),
    "bookings:learning_decide": of(learning),
    "bookings:absence_lift": lambda cast: {"code": cast.nurse.code},
    "bookings:event_add_person": lambda cast: {"code": cast.event.code, "person": cast.nurse.code},
}
SEEN_BY = {
    "bookings:reply": {"nurse", "officer"},
    "bookings:learning": {"nurse", "officer"},
    "bookings:learning_evidence": {"nurse", "officer"},
    "bookings:learning_withdraw": {"nurse"},
}
