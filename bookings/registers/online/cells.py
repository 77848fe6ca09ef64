"""Bytes to cells: UTF-8 or UTF-16, divided by tabs, commas or semicolons, as Teams, Zoom and Excel write it."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lib.errors import Refused

MOST_LINES = 20_000
LONGEST_CELL = 200
EMPTY = "The file is empty. Download the report again and choose that file."
SAVE_AS = "Save it as “CSV UTF-8” and choose that file."
# What is handed in by mistake: how it begins, and what to say.
OTHER_KINDS = [
    (b"PK\x03\x04", f"This is an Excel workbook or a ZIP archive, not a CSV file. {SAVE_AS}"),
    (b"PK\x05\x06", f"This is an empty ZIP archive, not a CSV file. {SAVE_AS}"),
    (b"\xd0\xcf\x11\xe0", f"This is an old Excel workbook, not a CSV file. {SAVE_AS}"),
    (b"%PDF-", "This is a PDF, not a CSV file. Download the attendance report as a CSV file."),
    (b"\x89PNG", "This is a picture, not a CSV file. Download the attendance report as a CSV file."),
    (b"\xff\xd8\xff", "This is a picture, not a CSV file. Download the attendance report as a CSV file."),
    (b"GIF8", "This is a picture, not a CSV file. Download the attendance report as a CSV file."),
]
BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
HEADING = re.compile(r"join|leave|user action|timestamp|full name|original name", re.IGNORECASE)
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Cells:
    """One line of the file, counted from 1, and what stands in it. Cells behind the last are empty."""

    line: int
    cells: list[str]

    def at(self, column: int | None) -> str:
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    @property
    def first(self) -> str:
        return self.at(0).casefold()

    @property
    def width(self) -> int:
        """Up to the last cell that is filled."""
        return max((place for place, cell in enumerate(self.cells, 1) if cell), default=0)

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


def cells_of(content: bytes) -> list[Cells]:
    """Every line, the empty ones too, each cell without what is not seen. Raises Refused, naming the line where there is one."""
    text = _text(content)
    lines = text.split("\n")
    if not text.strip():
        raise Refused(EMPTY)
    if len(lines) > MOST_LINES:
        raise Refused(
            f"The file has {len(lines):,} lines, and {MOST_LINES:,} is the most that is read. It cannot be of one session."
        )
    return list(_divided(text, lines))


def _text(content: bytes) -> str:
    if not content:
        raise Refused(EMPTY)
    if reason := next((words for begins, words in OTHER_KINDS if content.startswith(begins)), ""):
        raise Refused(reason)
    bom, encoding = next(((b, name) for b, name in BOMS if content.startswith(b)), (b"", _guessed(content)))
    content = content[len(bom) :]
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(_undecodable(content, encoding, error)) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Refused(f"Line {line} holds a NUL character, so this is not a text file. {SAVE_AS}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guessed(content: bytes) -> str:
    """Without a mark at its beginning: UTF-16 where every second byte of plain letters is a zero."""
    start = content[:200]
    if len(start) >= 4 and start[1::2].count(0) > len(start) // 3 and start[::2].count(0) == 0:
        return "utf-16-le"
    if len(start) >= 4 and start[::2].count(0) > len(start) // 3 and start[1::2].count(0) == 0:
        return "utf-16-be"
    return "utf-8"


def _undecodable(content: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    line = content[: error.start].decode(encoding, errors="replace").count("\n") + 1
    if encoding != "utf-8":
        return f"Line {line}: the file breaks off or is damaged here. Download the report again."
    return f"Line {line} is not written in UTF-8 or UTF-16, so letters such as é and ’ would come out wrong. {SAVE_AS}"


def _divided(text: str, lines: list[str]) -> Iterator[Cells]:
    delimiter = _delimiter(lines)
    if delimiter == "\t":
        # Teams writes no quotation marks around cells that tabs divide, and a nickname may begin with one.
        for number, line in enumerate(lines, 1):
            yield Cells(number, [_tidy(cell) for cell in line.split("\t")])
        return
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for row in rows:
            yield Cells(number, [_tidy(cell) for cell in row])
            number = rows.line_num + 1
    except csv.Error as error:
        raise Refused(
            f"Line {number}: this row cannot be read. Look for a quotation mark that is not closed, or a cell that is far too long."
        ) from error


def _delimiter(lines: list[str]) -> str:
    """The one that divides the headings: rows hold commas within their times and names."""
    heading = max(lines[:200], key=lambda line: len(HEADING.findall(line)))
    return max("\t,;", key=heading.count)


def _tidy(cell: str) -> str:
    """On one line, with plain spaces, without marks of direction; Teams puts a narrow space before AM and PM."""
    if not (cell.isascii() and cell.isprintable()):
        seen = UNSEEN.sub("", unicodedata.normalize("NFC", cell))
        cell = "".join(each if each.isprintable() else " " for each in seen)
    text = " ".join(cell.split())
    text = text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == '"' else text
    # A spreadsheet puts an apostrophe before what it would reckon with.
    text = text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
    return text[:LONGEST_CELL]
