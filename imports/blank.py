"""The file to fill in: a heading, an example row, and what each column means."""

import io

from django.http import HttpResponse

from imports.rows import Kind
from lib.tables import EXCEL, Table

EXPLAINED = ["Column", "Must be filled in", "What it means"]


def columns(kind: type[Kind]) -> list[tuple[str, bool, str]]:
    """Heading, whether it must be filled in, and what it means in words."""
    return [(str(f.label), f.required, str(f.help_text)) for f in kind.form.base_fields.values()]


def template(kind: type[Kind], key: str, format: str) -> HttpResponse:
    """The download: format "csv" or "xlsx"; the workbook explains each column on its second sheet."""
    names = [name for name, _, _ in columns(kind)]
    example = [kind.form.EXAMPLE.get(field, "") for field in kind.form.base_fields]
    rows, file = Table(kind.title, names, [example]), f"{key}-template"
    if format == "csv":
        return rows.response("csv", file)
    headers = {"Content-Disposition": f'attachment; filename="{file}.xlsx"'}
    return HttpResponse(_with_explanations(rows, kind), content_type=EXCEL, headers=headers)


def _with_explanations(rows: Table, kind: type[Kind]) -> bytes:
    from openpyxl import load_workbook  # 0.7 s to import: only those who download pay for it
    from openpyxl.styles import Alignment, Font

    book = load_workbook(io.BytesIO(rows.as_xlsx()))
    # Text, so that Excel leaves what is typed as it was typed: 0123 and 05/03/2015.
    for cells in book.active.iter_rows(min_row=2, max_row=200, max_col=len(rows.names)):
        for cell in cells:
            cell.number_format = "@"
    sheet = book.create_sheet("What each column means")
    for line in [EXPLAINED, *[(name, "yes" if must else "no", words) for name, must, words in columns(kind)]]:
        sheet.append(list(line))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABC", (28, 18, 90), strict=True):
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
