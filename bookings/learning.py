"""External learning: said by the person, with evidence; accepted or declined by an officer; withdrawn while it is undecided."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts import trail
from accounts.models import Person
from bookings import learning_emails
from bookings.models import ExternalLearning
from bookings.models.external_learning import LearningState
from lib.dates import local_day, months_after
from lib.errors import Refused, TooLate
from lib.once import SPOILT
from lib.uploads import Uploaded

DECIDED = "This has been decided or withdrawn already. Look at it as it is now."
OWN = "You cannot decide your own learning. Another officer must do it."
NO_EVIDENCE = "Give evidence: a file, or a link to it."
TWICE = "You have sent this already: the same course, title and day. It is in “My external learning”."
NOT_YET = "Learning that is not finished yet cannot be accepted. Send it when you have finished."


def send(person: Person, facts: dict, *, file: Uploaded | None, now: datetime) -> ExternalLearning:
    """Sends what this person learnt elsewhere to the officers; `facts` are its columns by name.

    Raises Refused without evidence, and for what was sent before and not declined or withdrawn since.
    """
    reasons = []
    if not file and not facts.get("link"):
        reasons.append(NO_EVIDENCE)
    if facts["done_on"] > local_day(now):
        reasons.append(NOT_YET)
    if reasons:
        raise Refused(reasons)
    if file:
        facts = facts | {"evidence": file.content, "evidence_name": file.name, "evidence_kind": file.kind}
    with transaction.atomic():
        # One at a time: two tabs send the same.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if ExternalLearning.objects.of(person).like(facts).exists():
            raise Refused(TWICE)
        made = _make(facts | {"person": person, "sent_at": now})
        changes = {"state": ["", LearningState.SENT], "course": ["", made.course.title]}
        trail.record(person, "learning.sent", made, changes, now=now)
    return made


def _make(facts: dict) -> ExternalLearning:
    try:
        with transaction.atomic():
            return ExternalLearning.objects.create(**facts)
    except IntegrityError as error:
        raise TooLate(SPOILT) from error


def valid_until_by_course(learning: ExternalLearning) -> date | None:
    """The last day that the validity of the course would give; None when its certificates do not expire."""
    months = learning.course.validity_months
    return months_after(learning.done_on, months) if months else None


def accept(learning: ExternalLearning, *, valid_until: date | None, by: Person, now: datetime) -> None:
    """It counts as the course until that day, or for good. Raises Refused for one's own or a day that is over, TooLate once decided."""
    if valid_until and valid_until < local_day(now):
        raise Refused("The last day must be today or later. If it no longer counts, do not accept it.")
    _decide(learning, LearningState.ACCEPTED, "learning.accepted", by, now, valid_until=valid_until)


def decline(learning: ExternalLearning, *, reason: str, by: Person, now: datetime) -> None:
    """It does not count, for a reason that the person reads. Raises Refused without one or for one's own, TooLate once decided."""
    if not reason.strip():
        raise Refused("Give a reason: the person reads it.")
    _decide(learning, LearningState.DECLINED, "learning.declined", by, now, reason=reason.strip()[:300])


def _decide(learning: ExternalLearning, to: str, deed: str, by: Person, now: datetime, **facts) -> None:
    if learning.person_id == by.pk:
        raise Refused(OWN)
    with transaction.atomic():
        _move(learning, to, deed, by, now, decided_by=by, decided_at=now, **facts)
        learning_emails.decided(learning, now=now)


def withdraw(learning: ExternalLearning, *, by: Person, now: datetime) -> None:
    """The person takes it back, with its evidence. Raises TooLate once it is decided."""
    with transaction.atomic():
        gone = {"evidence": None, "evidence_name": "", "evidence_kind": ""}
        _move(learning, LearningState.WITHDRAWN, "learning.withdrawn", by, now, **gone)


def _move(learning: ExternalLearning, to: str, deed: str, by: Person, now: datetime, **facts) -> None:
    undecided = ExternalLearning.objects.filter(pk=learning.pk, state=LearningState.SENT)
    if not undecided.update(state=to, **facts):
        raise TooLate(DECIDED)
    was = learning.state
    learning.refresh_from_db()
    said = {name: ["", str(facts[name])] for name in ("valid_until", "reason") if facts.get(name)}
    trail.record(by, deed, learning, {"state": [was, to], **said}, now=now)
