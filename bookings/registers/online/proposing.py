"""A file against the register as it is now: whom it names, what would be marked, and which names somebody must sort out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from bookings.models import OnlineFile
from bookings.registers.online.days import unclear, wrong_day
from bookings.registers.online.found import Participant
from bookings.registers.online.known import Others, Register, named, others_of, register_of
from bookings.registers.online.matching import Match, Somebody, match
from bookings.registers.online.presence import presence
from bookings.registers.online.rows import Row, Unknown
from bookings.registers.online.stored import found_in, order_in
from lib.seen import fingerprint

AT_ONCE = 20  # names sorted out on one page: each has a form of its own
LEFT_OUT = ""


@dataclass(frozen=True)
class Proposal:
    """What applying the file would do. `problem` is why it cannot be applied as it is read, as a sentence."""

    file: OnlineFile
    register: Register
    participants: list[Participant]
    rows: list[Row]
    unknown: list[Unknown]
    left_out: list[Participant]
    """Whom somebody left out, the trainers of the event, and strangers who were only there before or after the session."""
    problem: str = ""

    @cached_property
    def to_mark(self) -> list[Row]:
        return [r for r in self.rows if r.is_in_file and r.is_for_us_to_mark and not r.is_said_already]

    @cached_property
    def absent(self) -> list[Row]:
        return [r for r in self.rows if not r.is_in_file and r.seen is None]

    @cached_property
    def contrary(self) -> list[Row]:
        """Marked already, and the file says something else."""
        return [r for r in self.rows if r.seen and not r.is_for_us_to_mark and not r.is_said_already]

    @property
    def said_already(self) -> int:
        return sum(row.is_said_already for row in self.rows)

    @property
    def changing(self) -> list[Row]:
        return [*self.to_mark, *self.absent, *self.contrary]

    @property
    def ticked(self) -> list[str]:
        """Whom the page proposes to mark."""
        return [row.booking.code for row in [*self.to_mark, *self.absent]]

    @property
    def now(self) -> list[Unknown]:
        """The names to sort out now; the others come after."""
        return self.unknown[:AT_ONCE]

    @property
    def later(self) -> int:
        return len(self.unknown) - len(self.now)

    @property
    def has_news(self) -> bool:
        return bool(self.changing or self.unknown)

    @property
    def is_done(self) -> bool:
        """It was marked, and nothing of it is left to say."""
        return self.file.is_applied and not self.problem and not self.has_news

    @property
    def seen(self) -> str:
        """What the page shows, shortened: it differs when a mark, the register or how the file is read changes."""
        file, event = self.file, self.register.event
        marks = [(r.booking.pk, r.now_words, sorted(each.key for each in r.participants)) for r in self.rows]
        return fingerprint(
            event.register_closed_at,
            file.session_id,
            file.order,
            file.with_earlier,
            sorted(file.links.items()),
            marks,
        )


def propose(file: OnlineFile) -> Proposal:
    """Reads the register in the same number of queries for any number of people. Nothing is done."""
    register = register_of(file.session)
    if file.is_discarded:
        return Proposal(file, register, [], [], [], [], "This file was discarded.")
    if not file.order:
        return Proposal(file, register, [], [], [], [], unclear(file))
    everybody = together([*register.earlier(file), file])
    if problem := wrong_day(register.times, everybody):
        return Proposal(file, register, everybody, [], [], [], problem)
    links = register.links(file)
    return _matched(file, register, everybody, links)


def together(files: Iterable[OnlineFile]) -> list[Participant]:
    """The participants of several files of one session; who is in more than one has the joinings of all."""
    found: dict[str, Participant] = {}
    for file in files:
        for each in found_in(file).participants(order_in(file)):
            there = found.get(each.key)
            found[each.key] = replace(there, joins=[*there.joins, *each.joins]) if there else each
    return list(found.values())


def _matched(
    file: OnlineFile, register: Register, everybody: list[Participant], links: dict[str, str]
) -> Proposal:
    people = [Somebody(each.code, each.person.name, register.emails(each)) for each in register.bookings]
    linked = {key: Match(code, "hand") for key, code in links.items() if code in register.codes}
    left_out = {each.key for each in everybody if links.get(each.key) == LEFT_OUT}
    asked = [each for each in everybody if each.key not in linked.keys() | left_out]
    others = others_of(register, asked)
    names = [(each.key, each.name, each.email) for each in asked]
    matches = linked | match(names, people, elsewhere=others.elsewhere)
    nameless = [each for each in asked if each.key not in matches]
    unknown = [each for each in nameless if _is_asked_about(each, register, others)]
    rows = _rows(register, everybody, matches)
    nobody = [each for each in everybody if each.key not in matches and each not in unknown]
    return Proposal(file, register, everybody, rows, _unknown(register, everybody, unknown, others), nobody)


def _is_asked_about(each: Participant, register: Register, others: Others) -> bool:
    return presence(each.joins, *register.times).was_there and not others.trains(each)


def _unknown(
    register: Register, everybody: list[Participant], unknown: list[Participant], others: Others
) -> list[Unknown]:
    """Those to be asked about now come first, with who they may be."""
    if not unknown:
        return []
    numbers = {each.key: number for number, each in enumerate(everybody)}
    by_name = named(register, [each for each in unknown[:AT_ONCE] if each.email not in others.by_email])
    return [
        Unknown(
            numbers[each.key],
            each,
            presence(each.joins, *register.times),
            others.by_email.get(each.email) or by_name.get(each.key),
            others.agency_of(each),
        )
        for each in unknown
    ]


def _rows(register: Register, everybody: list[Participant], matches: dict[str, Match]) -> list[Row]:
    theirs: dict[str, list[Participant]] = defaultdict(list)
    known_by: dict[str, str] = {}
    for each in everybody:
        if found := matches.get(each.key):
            theirs[found.key].append(each)
            known_by[found.key] = found.by
    return [
        Row(
            booking,
            register.marks.get(booking.pk),
            presence([join for each in theirs[booking.code] for join in each.joins], *register.times),
            register.limits,
            theirs[booking.code],
            known_by.get(booking.code, ""),
        )
        for booking in register.bookings
    ]
