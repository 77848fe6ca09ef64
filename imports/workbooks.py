"""The rows of an Excel workbook, read so that a hostile one costs nothing: its unpacked size is looked at before it is opened."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from lib.errors import Refused

MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 500
MOST_COLUMNS = 60
LAST_ROW = 1_048_576  # of any sheet; what claims to lie beyond is a trap
BROKEN = "The workbook cannot be read. Open it, save it as a new Excel workbook (.xlsx) and choose that file."


def rows(content: bytes, headings: set[str]) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and cells as text, of the first sheet whose heading has one of these columns (small letters), else of the first.

    Raises Refused for a workbook that unpacks to too much, has merged cells or is broken.
    """
    from openpyxl import load_workbook  # 0.7 s to import: only imports of workbooks pay for it

    _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet = _sheet(book, headings)
        _refuse_merged(content, sheet)
        yield from enumerate(_values(sheet, LAST_ROW), 1)
    except Refused:
        raise
    except Exception as error:  # a broken file breaks openpyxl in any way it likes
        raise Refused(BROKEN) from error


def _refuse_bomb(content: bytes) -> None:
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(
            "The workbook unpacks to far more than its rows need. Copy the rows into a new workbook and choose that file."
        )


def _sheet(book, headings: set[str]):
    if not book.worksheets:
        raise Refused("The workbook has no sheet with rows.")
    for sheet in book.worksheets:
        first = next(iter(_values(sheet, 1)), [])
        if headings & {" ".join(cell.split()).casefold() for cell in first}:
            return sheet
    names = ", ".join(f"“{sheet.title}”" for sheet in book.worksheets[:5])
    raise Refused(f"No sheet begins with the headings of the template. The workbook has: {names}.")


def _refuse_merged(content: bytes, sheet) -> None:
    with zipfile.ZipFile(io.BytesIO(content)).open(sheet._worksheet_path.lstrip("/")) as part:
        text = part.read()
    start = text.find(b"<mergeCell ")
    if start >= 0:
        where = text[start : start + 80].partition(b'ref="')[2].partition(b'"')[0].decode("ascii", "replace")
        raise Refused(
            f"The cells {where} are merged. Take the merging away, so that every row has its own cells."
        )


def _values(sheet, most: int) -> Iterator[list[str]]:
    # The size that a sheet states may be anything: what counts is what is found.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS, values_only=True):
        yield [_text(value) for value in cells] if any(value is not None for value in cells) else []


def _text(value: Any) -> str:
    """A cell as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
