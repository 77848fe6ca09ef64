"""Rows of a spreadsheet that somebody handed in: CSV or Excel, found by their headings."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError

from lib.uploads import MEGABYTE, Uploaded

UNREADABLE = "The file could not be read. Save it anew as Excel or CSV and choose it again"
UNPACKED = 20 * MEGABYTE  # a workbook is a ZIP: a small one may unpack to something huge


def rows_of(file: Uploaded, headings: dict[str, set[str]], *, most: int) -> list[dict[str, str]]:
    """One dictionary for each filled row, its keys those of `headings`; each has the words that may stand over the column.

    The first row must hold the headings, in any order; further columns are not read. Raises ValidationError with a sentence
    when a column is missing, there are more rows than `most`, or the file cannot be read.
    """
    lines = _excel(file.content) if file.kind == "xlsx" else _csv(file.content)
    try:
        found = [line for line in islice(lines, most * 5) if any(line)]
    except (ParseError, zipfile.BadZipFile, csv.Error, KeyError, ValueError, TypeError, IndexError) as error:
        raise ValidationError(UNREADABLE) from error
    if len(found) > most + 1:
        raise ValidationError(f"The file has more than {most} rows. Divide it")
    columns = _columns(found[0] if found else [], headings)
    padded = ([*line, *[""] * len(found[0])] for line in found[1:])
    return [{key: line[place] for key, place in columns.items()} for line in padded]


def _columns(first: list[str], headings: dict[str, set[str]]) -> dict[str, int]:
    names = [name.lower() for name in first]
    places = {
        key: next((n for n, name in enumerate(names) if name in words), None)
        for key, words in headings.items()
    }
    if None in places.values():
        wanted = ", ".join(key.replace("_", " ") for key in headings)
        raise ValidationError(
            f"The first row of the file must hold these headings: {wanted}. Download the template"
        )
    return {key: place for key, place in places.items() if place is not None}


def _csv(content: bytes) -> Iterator[list[str]]:
    text = content.decode("utf-8-sig")
    first = text.partition("\n")[0]
    # Excel writes semicolons in much of Europe, and tabs when one copies.
    delimiter = max(",;\t", key=first.count)
    yield from _tidy(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _excel(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # 0.7 s to import: only those who hand in a workbook pay for it

    if sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist()) > UNPACKED:
        raise ValidationError("The file holds too much. Save only the rows you need in a new one")
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    yield from _tidy(sheet.iter_rows(values_only=True))


def _tidy(lines: Iterable[Iterable]) -> Iterator[list[str]]:
    for line in lines:
        yield ["" if cell is None else " ".join(str(cell).split()) for cell in line]
