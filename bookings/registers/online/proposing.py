"""A file against the register as it is now: whom it names, what would be marked, and which names somebody must sort out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bookings.models import OnlineFile
from bookings.registers.online.found import Found, Participant, Stay
from bookings.registers.online.known import Register, known_to, register_of
from bookings.registers.online.matching import Match, Somebody, match
from bookings.registers.online.presence import presence
from bookings.registers.online.rows import Row, Unknown
from bookings.registers.online.times import Order
from lib.dates import clock, local_day, long_day
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
        return fingerprint(event.register_closed_at, file.session_id, file.order, file.with_earlier, sorted(file.links.items()), marks)


def found_in(file: OnlineFile) -> Found:
    return Found(file.kind, [Stay(*row) for row in file.rows], file.is_utc)


def propose(file: OnlineFile) -> Proposal:
    """Reads the register in the same number of queries for any number of people. Nothing is done."""
    register = register_of(file.session)
    if file.is_discarded:
        return Proposal(file, register, [], [], [], [], "This file was discarded.")
    if not file.order:
        return Proposal(file, register, [], [], [], [], _unclear(file))
    everybody = together([*register.earlier(file), file])
    if problem := _wrong_day(file, register, everybody):
        return Proposal(file, register, everybody, [], [], [], problem)
    links = register.links(file)
    return _matched(file, register, everybody, links)


def together(files: Iterable[OnlineFile]) -> list[Participant]:
    """The participants of several files of one session; who is in more than one has the joinings of all."""
    found: dict[str, Participant] = {}
    for file in files:
        for each in found_in(file).participants(_order(file)):
            there = found.get(each.key)
            found[each.key] = replace(there, joins=[*there.joins, *each.joins]) if there else each
    return list(found.values())


def _order(file: OnlineFile) -> Order:
    return "month" if file.order == OnlineFile.Order.MONTH else "day"


def _matched(file: OnlineFile, register: Register, everybody: list[Participant], links: dict[str, str]) -> Proposal:
    people = [Somebody(each.code, each.person.name, register.emails(each)) for each in register.bookings]
    linked = {key: Match(code, "hand") for key, code in links.items() if code in register.codes}
    left_out = [each for each in everybody if links.get(each.key) == LEFT_OUT]
    settled = set(linked) | {each.key for each in left_out}
    names = [(each.key, each.name, each.email) for each in everybody if each.key not in settled]
    others = known_to(register, [(name, email) for _, name, email in names])
    matches = linked | match(names, people, elsewhere=others.elsewhere)
    unknown = [
        Unknown(n, each, presence(each.joins, *register.times), *others.about(each))
        for n, each in enumerate(everybody)
        if each.key not in matches and each.key not in settled
    ]
    return Proposal(file, register, everybody, _rows(register, everybody, matches), unknown, left_out)


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


def _unclear(file: OnlineFile) -> str:
    found = found_in(file)
    first, other = ([*sorted(found.days(order)), None][0] for order in ("day", "month"))
    return f"The days of this file can be read in two ways: as {_named(first)} or as {_named(other)}. Say below which it is."


def _named(day: date | None) -> str:
    return long_day(day) if day else "no day at all"


def _wrong_day(file: OnlineFile, register: Register, everybody: list[Participant]) -> str:
    """Why the file is not of this session, naming both days; empty when it is."""
    starts_at, ends_at = register.times
    days = {local_day(join) for each in everybody for join, _ in each.joins}
    session_day = local_day(starts_at)
    if session_day not in days:
        return f"The file is of {_listed(days)}, and this session is on {long_day(session_day)}."
    if not any(presence(each.joins, starts_at, ends_at).was_there for each in everybody):
        times = [moment for each in everybody for join in each.joins for moment in join if moment]
        return (
            f"Nobody in the file was in the meeting during the session, which goes from {clock(starts_at)} to {clock(ends_at)}: "
            f"the times in the file go from {clock(min(times))} to {clock(max(times))}."
        )
    return ""


def _listed(days: set[date]) -> str:
    first, *others = sorted(days)
    return f"{long_day(first)} and {len(others)} other day{'s' if len(others) > 1 else ''}" if others else long_day(first)
