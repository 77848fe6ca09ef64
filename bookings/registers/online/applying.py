"""What somebody confirmed of an attendance file: all of it in one transaction, by the verbs of the register, or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.trail import record
from bookings.models import Attendance, Booking, OnlineFile
from bookings.registers.marks import open_register, refuse_session
from bookings.registers.online.keeping import DONE
from bookings.registers.online.proposing import LEFT_OUT, Proposal, propose
from bookings.registers.online.rows import Row
from bookings.registers.taps import mark
from bookings.registers.walk_ins import add_new_person, add_walk_in
from lib.errors import Refused, TooLate

CHANGED = "The register or this file changed while you had this page open. Look again at what will be marked."
NOTHING_NEW = "Everything in this file is on the register already."


@dataclass(frozen=True)
class Answer:
    """Who a name in the file is: a booking on the register, somebody known or new who walked in, or with none of them nobody of ours."""

    booking: str = ""
    person: Person | None = None
    newcomer: dict | None = None
    """What `registers.add_new_person` asks."""


@dataclass(frozen=True)
class Applied:
    """How many people were marked, and how many of them came without a booking."""

    marked: int
    walk_ins: int


def apply(
    file: OnlineFile,
    *,
    take: Collection[str],
    answers: Mapping[int, Answer],
    by: Person,
    now: datetime,
    seen: str | None = None,
) -> Applied:
    """Marks the bookings with the codes in `take` as the file says, and whoever `answers` say (by the number of the name) is there.

    Raises TooLate when the page is no longer as `seen`, when the register is closed and when there is nothing new; Refused as
    `registers.mark` and `registers.add_walk_in`, and while names are not answered for.
    """
    with transaction.atomic():
        event = open_register(file.session.event_id, by)
        refuse_session(event, file.session, now)
        locked = OnlineFile.objects.select_for_update(no_key=True, of=("self",)).with_facts().get(pk=file.pk)
        proposal = propose(locked)
        _refuse(proposal, answers, seen)
        walked_in = _answered(locked, proposal, answers, by, now)
        after = propose(locked) if answers else proposal
        chosen = _chosen(after, set(take), _linked(answers) | walked_in)
        for row in chosen:
            mark(row.booking, locked.session, **row.facts, how=Attendance.How.ONLINE, by=by, now=now)
        facts = {"state": OnlineFile.State.APPLIED, "done_at": now, "links": locked.links}
        OnlineFile.objects.filter(pk=file.pk).update(**facts)
        done = Applied(len({row.booking.code for row in chosen} | walked_in), len(walked_in))
        changes = {"marked": [0, done.marked], "walk_ins": [0, done.walk_ins]}
        record(by, "register.file_applied", event, changes, now=now)
    file.refresh_from_db()
    return done


def _refuse(proposal: Proposal, answers: Mapping[int, Answer], seen: str | None) -> None:
    if proposal.file.is_discarded:
        raise TooLate(DONE)
    if proposal.problem:
        raise Refused(proposal.problem)
    if not proposal.has_news:
        raise TooLate(NOTHING_NEW)
    if seen and seen != proposal.seen:
        raise TooLate(CHANGED)
    silent = [each for each in proposal.now if each.number not in answers]
    if silent:
        raise Refused([f"Say who “{each.participant.shown}” is." for each in silent])


def _linked(answers: Mapping[int, Answer]) -> set[str]:
    return {answer.booking for answer in answers.values() if answer.booking}


def _answered(
    file: OnlineFile, proposal: Proposal, answers: Mapping[int, Answer], by: Person, now: datetime
) -> set[str]:
    """Writes the answers to the links of the file and puts the walk-ins on the register; the codes of their bookings."""
    walked_in: dict[str, str] = {}
    for each in proposal.now:
        answer = answers[each.number]
        who = f"{answer.person.pk}" if answer.person else repr(answer.newcomer)
        code = answer.booking
        if answer.person or answer.newcomer:
            # Two names of one person who walked in: two devices.
            code = walked_in.get(who) or _walk_in(proposal, answer, by, now).code
            walked_in[who] = code
        if code and code not in walked_in.values() and code not in proposal.register.codes:
            raise Refused(
                f"“{each.participant.shown}” cannot be linked: that person is not on this register any more."
            )
        file.links = file.links | {each.participant.key: code or LEFT_OUT}
    return set(walked_in.values())


def _walk_in(proposal: Proposal, answer: Answer, by: Person, now: datetime) -> Booking:
    event, session = proposal.register.event, proposal.register.session
    if answer.person:
        return add_walk_in(event, person=answer.person, session=session, by=by, now=now)
    return add_new_person(event, **(answer.newcomer or {}), session=session, by=by, now=now)


def _chosen(proposal: Proposal, take: set[str], linked: set[str]) -> list[Row]:
    """Who is marked: those ticked, and those only now said to be in the meeting, unless somebody had marked them by hand."""
    found = []
    for row in proposal.rows:
        is_walk_in = row.seen is not None and row.seen.how == Attendance.How.WALK_IN
        is_new = row.booking.code in linked and (row.is_for_us_to_mark or is_walk_in)
        if not row.is_said_already and (row.booking.code in take or is_new):
            found.append(row)
    return found


def discard(file: OnlineFile, *, by: Person, now: datetime) -> None:
    """Throws away what was read of a file that was not marked. Raises TooLate once it is marked or discarded."""
    with transaction.atomic():
        waiting = OnlineFile.objects.filter(pk=file.pk, state=OnlineFile.State.READ)
        facts = {"state": OnlineFile.State.DISCARDED, "done_at": now, "rows": [], "links": {}}
        if not waiting.update(**facts):
            raise TooLate(DONE)
        record(
            by, "register.file_discarded", file.session.event, {"state": [file.state, "discarded"]}, now=now
        )
    file.refresh_from_db()
