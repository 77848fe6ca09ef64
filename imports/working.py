"""What the worker does with a spreadsheet: it checks every row, and imports all of them once somebody has said so."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic

from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.trail import record
from imports.kinds import KINDS
from imports.models import Import, ImportRow, State, Verdict
from imports.reading import read
from imports.rows import Cleaned, Fate, cleaned, fates
from lib.codes import new_code
from lib.errors import Refused, TooLate
from lib.uploads import Uploaded

AT_ONCE = 500  # rows written, and told of, together

HANDED_IN = "This file is handed in already."
MEANWHILE = (
    "Something changed between the check and the import. The rows were checked again: look at them once more."
)

log = logging.getLogger(__name__)


class ChangedMeanwhile(Exception):
    """What was right when it was checked is not any more."""


def hand_in(kind: str, file: Uploaded, *, by: Person, now: datetime, code: str = "") -> Import:
    """Keeps a file for the worker to check. `code` is the one that the form brought. Raises TooLate when it came with this form before."""
    facts = {
        "file_name": file.name,
        "file_kind": file.kind,
        "content": file.content,
        "code": code or new_code(),
    }
    try:
        with transaction.atomic():
            made = Import.objects.create(kind=kind, by=by, at=now, **facts)
            record(by, "import.handed_in", made, {"file": ["", file.name], "kind": ["", kind]}, now=now)
    except IntegrityError as error:
        raise TooLate(HANDED_IN) from error
    return made


def work_due(now: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Checks or imports every file that waits for it; how many it ended. Safe to kill: the next worker begins the file anew."""
    Import.objects.give_up_killers(now)
    started, ended = monotonic(), 0

    def clock() -> datetime:
        return now + timedelta(seconds=monotonic() - started)

    for found in Import.objects.due(now).select_related("by", "confirmed_by"):
        if not go_on():
            break
        if found.take(now=clock()):
            work = check if found.state == State.CHECKING else import_all
            ended += work(found, clock, go_on)
    return ended


def _rows(found: Import) -> list[Cleaned]:
    kind = KINDS[found.kind]
    lines = read(found.file_kind, bytes(found.content), form=kind.form, most=kind.most)
    return list(cleaned(kind.form, kind.name, lines))


def check(found: Import, clock: Callable[[], datetime], go_on: Callable[[], bool]) -> bool:
    """Writes down the fate of every row, some hundred at a time; True when it came to the end."""
    try:
        rows = _rows(found)
    except Refused as refused:
        return found.let_go(State.FAILED, problems=refused.reasons)
    if not found.beat(now=clock(), rows_total=len(rows), rows_checked=0):
        return False
    found.rows.all().delete()
    counts = Counter(dict.fromkeys(Verdict.values, 0))
    judged, done = fates(KINDS[found.kind](clock()), rows), 0
    while batch := list(islice(judged, AT_ONCE)):
        done += len(batch)
        counts.update(str(fate.verdict) for fate in batch)
        if not go_on():
            found.let_go(State.CHECKING)
            return False
        if not _keep(found, batch, done, clock()):
            return False
    return found.let_go(State.CHECKED, counts=dict(counts))


def _keep(found: Import, batch: list[Fate], done: int, now: datetime) -> bool:
    with transaction.atomic():
        # The guarded row first: a worker that was taken for dead writes nothing more.
        if not found.beat(now=now, rows_checked=done):
            return False
        ImportRow.objects.bulk_create(
            ImportRow(of=found, line=f.number, verdict=f.verdict, title=f.title, says=f.says) for f in batch
        )
    return True


def import_all(
    found: Import, clock: Callable[[], datetime], go_on: Callable[[], bool] = lambda: True
) -> bool:
    """Imports every row in one transaction, or none: then the file is checked anew, so that its page says what stands against it.

    The shape of the rows is read before: while the transaction lasts nobody else can write on SQLite.
    """
    try:
        rows = _rows(found)
        if not found.beat(now=clock()):
            return False
        with transaction.atomic():
            return _import(found, rows, clock())
    except (Refused, IntegrityError, ChangedMeanwhile) as error:
        log.warning("import not done", extra={"code": found.code, "error": type(error).__name__})
        reasons = error.reasons if isinstance(error, Refused) else [MEANWHILE]
        found.let_go(State.CHECKING, confirmed_by=None, problems=reasons)
        return False


def _import(found: Import, rows: list[Cleaned], now: datetime) -> bool:
    # The first statement is the one that only one worker can make: whoever comes second waits here, and moves nothing.
    if not found.let_go(State.DONE, done_at=now, content=b""):
        return False
    kind = KINDS[found.kind](now)
    judged = list(fates(kind, rows))
    if any(fate.verdict == Verdict.WRONG for fate in judged):
        raise ChangedMeanwhile
    kind.write(list(_deeds(judged)), by=found.confirmed_by)
    counts = {str(v): n for v, n in Counter(str(fate.verdict) for fate in judged).items()}
    record(found.confirmed_by, "import.done", found, {"rows": ["", len(rows)], **_said(counts)}, now=now)
    return True


def _deeds(judged: list[Fate]) -> Iterator:
    return (fate.deed for fate in judged if fate.deed is not None)


def _said(counts: dict[str, int]) -> dict:
    return {verdict: ["", number] for verdict, number in sorted(counts.items())}
