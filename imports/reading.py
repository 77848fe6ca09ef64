"""From the bytes of a spreadsheet to its rows. What cannot be read is refused in words that name the line."""

import csv
import io
from collections.abc import Iterable, Iterator

from imports import workbooks
from imports.rows import Line, RowForm
from lib.errors import Refused

SEPARATORS = (",", ";", "\t")


def read(file_kind: str, content: bytes, *, form: type[RowForm], most: int) -> list[Line]:
    """The rows below the heading; empty ones are passed over. Raises Refused with every reason why the file as a whole will not do."""
    headings = {_plain(field.label): name for name, field in form.base_fields.items()}
    found = workbooks.rows(content, set(headings)) if file_kind == "xlsx" else _csv_rows(content)
    return list(_lines(found, headings, form, most))


def _plain(heading: object) -> str:
    return " ".join(str(heading or "").split()).casefold()


def _lines(found: Iterable[tuple[int, list[str]]], headings: dict, form, most: int) -> Iterator[Line]:
    rows = iter(found)
    first = next(rows, None)
    if first is None:
        raise Refused("The file is empty. Fill in the template and choose that file.")
    names = _columns(first[1], headings, form)
    count = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > most:
            raise Refused(
                f"Line {number}: the file has more than {most:,} rows. Split it into several files."
            )
        yield _line(number, cells, names)
    if not count:
        raise Refused("The file has only a heading. Fill in at least one row below it.")


def _columns(cells: list[str], headings: dict[str, str], form: type[RowForm]) -> list[str]:
    """The field of each column; empty ones behind the last are left out."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    found, problems = [_plain(cell) for cell in cells], []
    for position, heading in enumerate(found):
        if not heading:
            problems.append(f"Line 1: column {position + 1} has no heading.")
        elif heading not in headings:
            problems.append(f"Line 1: there is no column “{cells[position].strip()[:60]}” in the template.")
        elif heading in found[:position]:
            problems.append(f"Line 1: the column “{cells[position].strip()}” stands twice.")
    problems += [
        f"Line 1: the column “{field.label}” is missing."
        for name, field in form.base_fields.items()
        if field.required and _plain(field.label) not in found
    ]
    if problems:
        raise Refused(problems)
    return [headings[heading] for heading in found]


def _line(number: int, cells: list[str], names: list[str]) -> Line:
    problems = []
    if any(cell.strip() for cell in cells[len(names) :]):
        problems.append("This row has more cells than there are headings")
    for cell, name in zip(cells, names, strict=False):
        if cell.startswith("="):
            problems.append(f"“{cell[:40]}” is a formula. Copy the column and paste it as values")
        if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in cell):
            problems.append(f"The cell of “{name}” holds a control character. Type it anew")
    texts = {name: _harmless(cell) for name, cell in zip(names, cells, strict=False)}
    return Line(number, texts, problems)


def _harmless(cell: str) -> str:
    """Our own downloads put an apostrophe before what a spreadsheet would run; it comes off again."""
    text = cell.replace("\0", "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def not_utf_8(content: bytes) -> str:
    """Why a CSV file is not text in UTF-8, naming the line; empty when it is."""
    for number, line in enumerate(content.split(b"\n"), 1):
        if b"\0" in line:
            return f"Line {number} holds a NUL character. Save the file as “CSV UTF-8” and choose it again"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return (
                f"Line {number} is not written in UTF-8, so letters such as é and ’ would come out wrong. "
                "Save the file as “CSV UTF-8” or as an Excel workbook and choose it again"
            )
    return ""


def _csv_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if reason := not_utf_8(content):
        raise Refused(f"{reason}.")
    text = content.decode("utf-8-sig")
    heading = text.partition("\n")[0]
    separator = max(SEPARATORS, key=heading.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in rows:
            yield line, cells
            line = rows.line_num + 1
    except csv.Error as error:
        raise Refused(
            f"Line {line}: this row cannot be read. Look for a quotation mark that is not closed, or a cell that is far too long."
        ) from error
