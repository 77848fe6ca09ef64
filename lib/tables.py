"""A table of a report: one shape for the page, the CSV and the Excel file."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpResponse

from lib import dates

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet runs a cell that starts with one of these.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Column:
    name: str
    is_number: bool


@dataclass(frozen=True)
class Cell:
    """A cell as the page prints it."""

    text: str
    is_number: bool
    is_day: bool


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: such text gets an apostrophe; numbers, dates and None stay as they are."""
    if value is None or is_number(value) or isinstance(value, (date, datetime)):
        return value
    text = "Yes" if value is True else "No" if value is False else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _printed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{dates.day(value)}, {dates.clock(value)}"
    if isinstance(value, date):
        return dates.day(value)
    return f"{value:,}" if is_number(value) else str(value)


def _written(value: Any) -> Any:
    """A value for a file: moments become naive London time, because spreadsheets know no time zones."""
    value = dates.local(value).replace(tzinfo=None) if isinstance(value, datetime) else value
    return harmless(value)


class Table:
    """`Table("Attendance by agency", ["Agency", "Places"], rows, total=["All", 1438])`; the rows are read once."""

    def __init__(
        self, title: str, columns: Sequence[str], rows: Iterable[Sequence], total: Sequence | None = None
    ):
        self.title = title
        self.names = list(columns)
        self.rows = [list(row) for row in rows]
        self.total = list(total) if total else None

    @cached_property
    def columns(self) -> list[Column]:
        """The columns, each with whether it holds numbers (as far as its first filled cell says)."""
        firsts = [
            next((row[i] for row in self.rows if row[i] is not None), None) for i in range(len(self.names))
        ]
        return [Column(name, is_number(first)) for name, first in zip(self.names, firsts, strict=True)]

    def _cells(self, row: Sequence) -> list[Cell]:
        cells = zip(row, self.columns, strict=True)
        return [Cell(_printed(value), column.is_number, isinstance(value, date)) for value, column in cells]

    @property
    def shown(self) -> list[list[Cell]]:
        return [self._cells(row) for row in self.rows]

    @property
    def shown_total(self) -> list[Cell]:
        return self._cells(self.total) if self.total else []

    @property
    def _lines(self) -> list[list]:
        return [*self.rows, self.total] if self.total else self.rows

    def as_csv(self) -> bytes:
        """UTF-8 with a mark at the start, without which Excel misreads £ and é."""
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow([harmless(name) for name in self.names])
        writer.writerows([_written(value) for value in row] for row in self._lines)
        return file.getvalue().encode("utf-8-sig")

    def as_xlsx(self) -> bytes:
        """An Excel workbook with real numbers and dates, its heading bold and kept in sight."""
        from openpyxl import Workbook  # 0.7 s to import: only those who download pay for it
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        book = Workbook()
        sheet = book.active
        sheet.title = "".join(letter for letter in self.title if letter not in r"[]:*?/\'")[:31] or "Table"
        for line in [self.names, *self._lines]:
            cells = [_written(value) for value in line]
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("", c) if isinstance(c, str) else c for c in cells])
        self._dress(sheet)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def _dress(self, sheet) -> None:
        from openpyxl.styles import Font  # as above

        for row in [1, sheet.max_row] if self.total else [1]:
            for cell in sheet[row]:
                cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for column in sheet.columns:
            longest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(longest + 2, 60)
            for cell in column[1:]:
                if isinstance(cell.value, Decimal) and cell.value.as_tuple().exponent == -2:
                    cell.number_format = "#,##0.00"

    def response(self, format: str, filename: str) -> HttpResponse:
        """The download: format "csv" or "xlsx", filename without its ending. Raises ValueError for any other format."""
        if format not in ("csv", "xlsx"):
            raise ValueError(f"Tables come as csv or xlsx, not as {format}.")
        content, kind = (
            (self.as_csv(), "text/csv; charset=utf-8") if format == "csv" else (self.as_xlsx(), EXCEL)
        )
        headers = {"Content-Disposition": f'attachment; filename="{filename}.{format}"'}
        return HttpResponse(content, content_type=kind, headers=headers)
