"""A signed sheet is typed in: one short line for each person. What a line says, and whom it can mean. Pure functions."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bookings.models.attendance import Mark
from bookings.registers.sheet import Row
from lib.errors import Refused

MOST_CHOICES = 9  # as many as there are keys to choose with
NOTHING_TYPED = "Type the first letters of a name, then press Enter."
ABSENT = "-"


@dataclass(frozen=True)
class Typed:
    """A line taken apart. Minutes are minutes late and minutes left early."""

    words: tuple[str, ...]
    mark: Mark
    minutes_late: int
    minutes_early: int

    @property
    def facts(self) -> dict:
        return {"mark": self.mark, "minutes_late": self.minutes_late, "minutes_early": self.minutes_early}


def read(line: str) -> Typed:
    """“nur”, “nad nur 10” (10 minutes late), “nur -15” (left 15 minutes early), “- nur” or “-nur” (absent).

    Raises Refused when no name is in it, or minutes of one kind are there twice.
    """
    line = line.strip()
    is_absent = bool(re.match(r"-(?!\d)", line))
    parts = line.removeprefix(ABSENT).split() if is_absent else line.split()
    minutes = [part for part in parts if re.fullmatch(r"-?\d{1,4}", part, re.ASCII)]
    words = tuple(word for part in parts if part not in minutes for word in words_of(part)[:1])
    late = [int(part) for part in minutes if not part.startswith("-")]
    early = [int(part[1:]) for part in minutes if part.startswith("-")]
    if not words:
        raise Refused("Type a name beside the minutes." if minutes else NOTHING_TYPED)
    if len(late) > 1 or len(early) > 1:
        raise Refused("Type minutes once: “nur 10” is 10 minutes late, “nur -15” is left 15 minutes early.")
    mark = Mark.ABSENT if is_absent else Mark.PRESENT
    return Typed(words, mark, sum(late), sum(early))


def words_of(text: str) -> list[str]:
    """The words of a name without accents and capitals, each as a whole and in its parts: O’Brien is obrien, o and brien."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    found = []
    for word in bare.split():
        parts = re.findall(r"\w+", word)
        found += ["".join(parts)] if parts else []
        found += parts if len(parts) > 1 else []
    return found


def found(rows: Iterable[Row], words: Iterable[str]) -> list[Row]:
    """Those whom these first letters can mean, people who are not marked yet first.

    Whole words go before first letters (Lee before Leeson), and names before agencies; what goes before leaves the rest out.
    """
    rows, words = list(rows), tuple(words)
    for fits in (_is_the_name, _begins_the_name, _begins_name_or_agency):
        those = [row for row in rows if fits(row, words)]
        if those:
            return sorted(those, key=lambda row: row.seen is not None)
    return []


def searched(row: Row) -> tuple[list[str], list[str]]:
    """The words of the name, and those of the agency."""
    return words_of(row.booking.person.name), words_of(row.booking.agency_name)


def to_search(rows: Iterable[Row]) -> list[tuple[Row, str, str]]:
    """Everybody with the words of name and agency, people who are not marked yet first: what the page narrows while one types."""
    in_order = sorted(rows, key=lambda row: row.seen is not None)
    return [(row, *(" ".join(words) for words in searched(row))) for row in in_order]


def _is_the_name(row: Row, words: tuple[str, ...]) -> bool:
    return set(words) <= set(searched(row)[0])


def _begins_the_name(row: Row, words: tuple[str, ...]) -> bool:
    return _begin(words, searched(row)[0])


def _begins_name_or_agency(row: Row, words: tuple[str, ...]) -> bool:
    name, agency = searched(row)
    return _begin(words, name + agency)


def _begin(words: tuple[str, ...], there: list[str]) -> bool:
    return all(any(each.startswith(word) for each in there) for word in words)
