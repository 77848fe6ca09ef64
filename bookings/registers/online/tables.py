"""Tables within an attendance file: a line with headings that are known, and the rows below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookings.registers.online.cells import Cells
from bookings.registers.online.found import Stay
from lib.errors import Refused

# Lower case, without what stands in brackets behind them.
HEADINGS = {
    "name": ("full name", "name", "user name", "participant", "participant name", "display name"),
    "first": ("first name",),
    "last": ("last name",),
    "email": ("email", "user email", "e-mail", "email address"),
    "upn": ("participant id", "upn"),
    "joined": ("join time", "first join", "joined at"),
    "left": ("leave time", "last leave", "left at"),
    "seconds": ("in-meeting duration", "duration"),
    "action": ("user action", "action"),
    "stamp": ("timestamp",),
    "waiting": ("in waiting room",),
    "attended": ("attended",),
}
BEHIND = re.compile(r"\s*\((?P<words>[^)]*)\)\s*$")
DURATION = re.compile(r"(?:(\d+) ?h\w*\.?)? ?(?:(\d+) ?m\w*\.?)? ?(?:(\d+) ?s\w*\.?)?", re.IGNORECASE)
NOTHING = ("", "-", "--", "n/a")
MOST_COLUMNS = 60


@dataclass(frozen=True)
class Heading:
    """Which column holds what. `words` are the headings as written, in lower case."""

    line: int
    columns: dict[str, int]
    words: list[str]

    @property
    def is_summary(self) -> bool:
        """One row for each person, with the first joining and the last leaving."""
        return any(word.startswith("first join") for word in self.words)

    @property
    def width(self) -> int:
        return max(place for place, word in enumerate(self.words, 1) if word)

    @property
    def is_utc(self) -> bool:
        return any(word.endswith(("(utc)", "(gmt)")) for word in self.words)

    def has(self, *names: str) -> bool:
        return all(name in self.columns for name in names)

    def cell(self, row: Cells, name: str) -> str:
        text = row.at(self.columns.get(name))
        return "" if text.casefold() in NOTHING else text


def heading(row: Cells) -> Heading | None:
    """The row as headings; None when it is none. Raises Refused when one stands twice."""
    words = [cell.casefold() for cell in row.cells[:MOST_COLUMNS]]
    plain = [BEHIND.sub("", word) for word in words]
    columns: dict[str, int] = {}
    for name, known in HEADINGS.items():
        places = [place for place, word in enumerate(plain) if word in known]
        if len(places) > 1 and name in ("joined", "left", "stamp"):
            raise Refused(f"Line {row.line}: the column “{row.cells[places[1]]}” stands twice.")
        if places:
            columns[name] = places[0]
    found = Heading(row.line, columns, words)
    has_name = found.has("name") or found.has("first", "last")
    has_times = found.has("joined") or found.has("action", "stamp")
    return found if has_name and has_times else None


def missing_column(lines: list[Cells]) -> str:
    """Why a table that looks like one of an attendance file cannot be read, naming the column; empty when none looks like one."""
    for row in lines:
        found = heading(row)
        if found and found.has("joined") and not found.has("left"):
            return f"Line {row.line}: there is no column for when people left (“Leave Time” or “Last Leave”)."
    return ""


def tables(lines: list[Cells]) -> Iterator[tuple[Heading, list[Cells]]]:
    """Every table with the filled rows below its headings, up to the next headings or a line with one cell only."""
    current: Heading | None = None
    rows: list[Cells] = []
    for row in lines:
        if (found := heading(row)) or (current and _ends(row)):
            if current:
                yield current, _without_title(rows)
            current, rows = found, []
        elif current and not row.is_empty:
            rows.append(row)
    if current:
        yield current, rows


def _without_title(rows: list[Cells]) -> list[Cells]:
    """Without the line right before the next headings, when it is the title of their table (“Attendee Details”)."""
    return rows[:-1] if rows and rows[-1].width == 1 else rows


def _ends(row: Cells) -> bool:
    """The title of a further section: “3. In-Meeting Activities”."""
    return bool(re.match(r"\d+\. \S", row.first)) and not any(row.cells[1:])


def stays(found: Heading, rows: list[Cells]) -> list[Stay]:
    """Who joined and left, of a table with both times in a row. Rows without any time joined nothing, and the waiting room is outside."""
    return [_stay(found, row) for row in rows if _joined_at_all(found, row)]


def _joined_at_all(found: Heading, row: Cells) -> bool:
    """Raises Refused for a row that breaks off before its times."""
    if len(row.cells) <= max(found.columns["joined"], found.columns["left"]):
        raise Refused(f"Line {row.line}: the row breaks off before the times. Download the report again.")
    waits, came = found.cell(row, "waiting").casefold(), found.cell(row, "attended").casefold()
    return waits != "yes" and came != "no" and bool(found.cell(row, "joined") or found.cell(row, "left"))


def _stay(found: Heading, row: Cells) -> Stay:
    in_all = seconds(row.line, found.cell(row, "seconds")) if found.is_summary else None
    who = name_in(found, row), email_in(found, row)
    return Stay(row.line, *who, found.cell(row, "joined"), found.cell(row, "left"), in_all)


def name_in(found: Heading, row: Cells) -> str:
    name = found.cell(row, "name")
    return name or f"{found.cell(row, 'first')} {found.cell(row, 'last')}".strip()


def email_in(found: Heading, row: Cells) -> str:
    """The address in lower case. Guests of Teams have none, or only their name for signing in, which mostly is one."""
    cells = (found.cell(row, "email"), found.cell(row, "upn"))
    return next((cell.lower() for cell in cells if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cell)), "")


def seconds(line: int, text: str) -> int | None:
    """“1h 23m 4s”, “58m 12s” and “45s” in seconds; None where nothing stands. Raises Refused, naming the line."""
    if not text:
        return None
    found = DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        raise Refused(f"Line {line}: “{text[:40]}” is not a duration, like 1h 23m 4s.")
    hours, minutes, rest = (int((each or "0")[:6]) for each in found.groups())
    return hours * 3600 + minutes * 60 + rest
