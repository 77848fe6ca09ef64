import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from openpyxl import load_workbook

from lib.tables import Table

COLUMNS = ["Agency", "Places", "Money", "Day"]
ROWS = [["Council", 1438, Decimal("-50.00"), date(2026, 3, 5)], ["Police", None, Decimal("1150.00"), None]]


def table(rows=ROWS, total=None):
    return Table("Attendance: by agency", COLUMNS, rows, total)


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheet(content: bytes):
    return load_workbook(io.BytesIO(content)).active


def test_a_csv_file_holds_the_heading_and_every_row():
    assert lines(table().as_csv())[:2] == [COLUMNS, ["Council", "1438", "-50.00", "2026-03-05"]]


def test_excel_reads_the_csv_file_as_utf_8():
    assert table([["Café", 1, None, None]]).as_csv().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", ['=HYPERLINK("x")', "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_text_is_never_a_formula(cell):
    written = table([[cell, 1, None, None]])
    assert lines(written.as_csv())[1][0].startswith("'")
    assert sheet(written.as_xlsx())["A2"].data_type == "s"
    assert sheet(written.as_xlsx())["A2"].value.startswith("'")


def test_negative_numbers_stay_numbers():
    assert sheet(table().as_xlsx())["C2"].value == -50


def test_an_excel_file_has_real_numbers_and_dates():
    row = [cell.value for cell in sheet(table().as_xlsx())[2]]
    assert row == ["Council", 1438, -50, datetime(2026, 3, 5)]


def test_an_excel_file_keeps_its_bold_heading_in_sight():
    book = sheet(table(total=["All", 1438, Decimal("1100.00"), None]).as_xlsx())
    assert book.freeze_panes == "A2"
    assert book["A1"].font.bold
    assert book["A4"].font.bold


def test_moments_are_written_in_london_time():
    rows = [[datetime(2026, 7, 1, 8, 30, tzinfo=UTC), 1, None, None]]
    assert sheet(table(rows).as_xlsx())["A2"].value == datetime(2026, 7, 1, 9, 30)


def test_characters_that_excel_refuses_are_left_out():
    assert sheet(table([["a\x01b", 1, None, None]]).as_xlsx())["A2"].value == "ab"


def test_a_download_is_named():
    response = table().response("csv", "attendance-2015-16")
    assert response["Content-Disposition"] == 'attachment; filename="attendance-2015-16.csv"'


def test_other_formats_are_refused():
    with pytest.raises(ValueError, match="csv or xlsx"):
        table().response("exe", "x")


def test_the_page_shows_the_same_figures_for_people():
    html = render_to_string("components/_table.html", {"table": table(total=["All", 1438, None, None])})
    assert "1,438" in html
    assert "5 March 2026" in html
    assert 'role="region" aria-label="Attendance: by agency"' in html
