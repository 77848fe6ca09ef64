"""A file that cannot be read is refused in words that name the line; nothing a file holds breaks the worker."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from imports.forms import FileForm
from imports.kinds.agencies import AgencyRow
from imports.reading import read
from lib.errors import Refused
from tests.imports.files import AGENCIES, book_of, bytes_of, csv_of

OAK = ["Oak Primary School", "School", ""]


def refusal(content, kind="csv", most=1000) -> str:
    with pytest.raises(Refused) as refused:
        read(kind, content, form=AgencyRow, most=most)
    return str(refused.value)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "The file is empty"),
        ([AGENCIES], "only a heading"),
        ([["Name"], ["Oak"]], "Line 1: the column “Sector” is missing"),
        ([["Name", "Sector", "name "], OAK], "Line 1: the column “name” stands twice"),
        ([["Name", "Sector", "Colour"], OAK], "Line 1: there is no column “Colour”"),
        ([["Name", "", "Sector"], OAK], "Line 1: column 2 has no heading"),
    ],
)
def test_a_file_of_another_shape_is_refused(rows, sentence):
    assert sentence in refusal(csv_of(*rows))


def test_exactly_the_most_rows_are_taken_and_one_more_is_refused():
    content = csv_of(AGENCIES, OAK, OAK, OAK)
    assert len(read("csv", content, form=AgencyRow, most=3)) == 3
    assert "Line 4: the file has more than 2 rows" in refusal(content, most=2)


def test_an_open_quotation_mark_names_its_line():
    assert "Line 3: this row cannot be read" in refusal(b'Name,Sector\nOak,School\n"Elm,School\n')


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Name,Sector\nCaf\xe9,School\n", "Line 2 is not written in UTF-8"),
        (b"Name,Sector\nOak,School\nElm\0,School\n", "Line 3 holds a NUL character"),
    ],
)
def test_a_file_that_is_no_utf_8_is_refused_beside_the_field(content, sentence):
    form = FileForm({}, {"file": SimpleUploadedFile("a.csv", content)})
    assert sentence in str(form.errors["file"])
    assert sentence in refusal(content)


def test_empty_rows_are_passed_over_and_lines_keep_their_numbers():
    content = csv_of(AGENCIES, OAK, ["", "", ""], ["Elm", "School", ""])
    assert [line.number for line in read("csv", content, form=AgencyRow, most=9)] == [2, 4]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separators_of_spreadsheets_are_understood(separator):
    content = f"Name{separator}Sector\nOak{separator}School\n".encode("utf-8-sig")
    [line] = read("csv", content, form=AgencyRow, most=9)
    assert line.cells == {"name": "Oak", "sector": "School"}


def test_a_formula_a_control_character_and_a_cell_too_many_are_told_of_their_row():
    content = csv_of(AGENCIES, ["=A1", "Sch\x07ool", "", "more"])
    [line] = read("csv", content, form=AgencyRow, most=9)
    assert len(line.problems) == 3
    assert "“=A1” is a formula" in " ".join(line.problems)


def test_a_workbook_reads_like_the_csv_file():
    content = bytes_of(book_of(AGENCIES, OAK))
    [line] = read("xlsx", content, form=AgencyRow, most=9)
    assert line.cells == {"name": "Oak Primary School", "sector": "School", "domains": ""}


def test_the_sheet_with_the_headings_is_found_and_none_is_refused():
    book = book_of(["Notes"], title="Notes")
    assert "No sheet begins with the headings of the template. The workbook has: “Notes”" in refusal(
        bytes_of(book), "xlsx"
    )
    sheet = book.create_sheet("Agencies")
    sheet.append(AGENCIES)
    sheet.append(OAK)
    assert read("xlsx", bytes_of(book), form=AgencyRow, most=9)[0].cells["name"] == OAK[0]


def test_merged_cells_are_refused_with_their_place():
    book = book_of(AGENCIES, OAK, OAK)
    book.active.merge_cells("A2:A3")
    assert "The cells A2:A3 are merged" in refusal(bytes_of(book), "xlsx")


def test_a_formula_in_a_workbook_is_told_of_its_row():
    content = bytes_of(book_of(AGENCIES, ["=CONCAT(B1)", "School", ""]))
    assert "formula" in read("xlsx", content, form=AgencyRow, most=9)[0].problems[0]


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened():
    file = io.BytesIO(bytes_of(book_of(AGENCIES, OAK)))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet9.xml", b" " * (81 * 1024 * 1024))
    assert "unpacks to far more" in refusal(file.getvalue(), "xlsx")


def test_a_row_that_claims_to_lie_beyond_every_sheet_costs_nothing():
    file, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(bytes_of(book_of(AGENCIES, OAK))))
    with zipfile.ZipFile(file, "w") as book:
        for name in source.namelist():
            content = source.read(name).replace(b'<row r="2"', b'<row r="99999999999"')
            book.writestr(name, content.replace(b'r="A2"', b'r="A99999999999"'))
    assert refusal(file.getvalue(), "xlsx")


def test_a_broken_workbook_is_refused_in_words():
    file = io.BytesIO(bytes_of(book_of(AGENCIES, OAK)))
    with zipfile.ZipFile(file, "a") as book, pytest.warns(UserWarning, match="Duplicate name"):
        book.writestr("xl/workbook.xml", b"<nonsense")
    assert "The workbook cannot be read" in refusal(file.getvalue(), "xlsx")
