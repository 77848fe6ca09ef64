"""Files as officers hand them in."""

import csv
import io

from openpyxl import Workbook

from imports.working import hand_in, work_due
from lib.uploads import Uploaded
from tests.cast import NOW

AGENCIES = ["Name", "Sector", "Email domains"]
PEOPLE = ["First name", "Last name", "Email address", "Agency", "Post"]
EVENTS = [
    "Course",
    "Day",
    "Starts at",
    "Ends at",
    "Further days",
    "Places",
    "Venue",
    "Room",
    "Trainers",
    "Publish",
]
PAST = ["Email address", "Course", "Day", "Starts at", "Ends at", "Attendance"]
COURSES = ["Title", "Format", "Level", "Summary", "Length in minutes", "Learning outcomes"]


def csv_of(*rows) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def book_of(*rows, title="Rows") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def bytes_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def handed_in(kind, content, by, *, ending="csv", now=NOW):
    return hand_in(kind, Uploaded(f"file.{ending}", ending, content), by=by, now=now)


def checked(kind, content, by, *, ending="csv", now=NOW):
    """The import after the worker has looked at it."""
    found = handed_in(kind, content, by, ending=ending, now=now)
    work_due(now)
    found.refresh_from_db()
    return found


def imported(kind, content, by, *, ending="csv", now=NOW):
    found = checked(kind, content, by, ending=ending, now=now)
    assert found.can_be_imported, [(row.line, row.says) for row in found.rows.all()] or found.problems
    found.confirm(by=by, now=now)
    work_due(now)
    found.refresh_from_db()
    return found


def fates(found) -> list[tuple[int, str]]:
    return list(found.rows.values_list("line", "verdict"))


def says(found) -> str:
    return " ".join(sentence for row in found.rows.all() for sentence in row.says)
