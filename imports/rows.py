"""What the kinds of import share: the form of a row, and what becomes of one."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from accounts.models import Person
from imports.models import Verdict
from lib.errors import Refused
from lib.forms import Form


class RowForm(Form):
    """One row. Its labels are the headings of the columns, its help texts explain them."""

    EXAMPLE: ClassVar[dict[str, str]] = {}


@dataclass(frozen=True)
class Line:
    """A row of the file: the number it has in a spreadsheet, its cells by the names of the form's fields, what was wrong in reading."""

    number: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Cleaned:
    """A row whose shape has been checked: `facts` of the form, or the reasons why not."""

    number: int
    title: str
    facts: dict[str, Any]
    problems: list[str]


@dataclass(frozen=True)
class Fate:
    """What importing a row will do. `deed` is what the kind's `write` needs, None when there is nothing to do."""

    verdict: str
    says: list[str]
    deed: Any = None
    number: int = 0
    title: str = ""


class Kind(ABC):
    """A kind of spreadsheet. Made with `now` it reads what is stored, once; then it judges row after row."""

    title: ClassVar[str]
    most: ClassVar[int]
    form: ClassVar[type[RowForm]]

    def __init__(self, now: datetime):
        self.now = now

    @staticmethod
    @abstractmethod
    def name(cells: dict[str, str]) -> str:
        """What the row is about, from its bare cells."""

    @abstractmethod
    def key(self, facts: dict[str, Any]) -> Any:
        """By what it is told whether two rows mean the same."""

    @abstractmethod
    def fate(self, facts: dict[str, Any]) -> Fate:
        """What importing these facts will do. Raises Refused with every reason why they cannot be imported."""

    @abstractmethod
    def write(self, deeds: list[Any], *, by: Person | None) -> None:
        """Does what the fates said, in the caller's transaction."""


def cleaned(form_class: type[RowForm], name, lines: Iterable[Line]) -> Iterator[Cleaned]:
    """Checks the shape of every row. One form reads them all: to make ten thousand would take most of the minute."""
    form = form_class({})
    for line in lines:
        form.data = line.cells
        form.full_clean()
        shape = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
        yield Cleaned(line.number, name(line.cells)[:300], dict(form.cleaned_data), line.problems + shape)


def fates(kind: Kind, rows: Iterable[Cleaned]) -> Iterator[Fate]:
    """What becomes of every row, in their order. A row that stands twice is wrong the second time."""
    seen: dict[Any, int] = {}
    for row in rows:
        problems = list(row.problems)
        key = None if problems else kind.key(row.facts)
        if key is not None and key in seen:
            problems.append(f"The same stands in line {seen[key]} already. Keep one of the two rows")
        fate = _fate(kind, row, problems)
        if key is not None:
            seen.setdefault(key, row.number)
        yield Fate(fate.verdict, fate.says, fate.deed, row.number, row.title)


def _fate(kind: Kind, row: Cleaned, problems: list[str]) -> Fate:
    if problems:
        return Fate(Verdict.WRONG, problems)
    try:
        return kind.fate(row.facts)
    except Refused as refused:
        return Fate(Verdict.WRONG, refused.reasons)
