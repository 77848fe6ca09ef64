"""What the page of imports has to show: a file that was imported, and one that waits until a row is put right."""

import csv
import io
from datetime import datetime, timedelta

from accounts.models import Agency, Person
from imports.models import Import
from imports.working import hand_in, work_due
from lib.dates import local_day, working_days_after
from lib.uploads import Uploaded
from training.models import Course

EVENTS = ["Course", "Day", "Starts at", "Ends at", "Places", "Online link"]
PEOPLE = ["First name", "Last name", "Email address", "Agency", "Post"]


def build(officer: Person, now: datetime) -> None:
    """Next spring’s webinars as drafts, two days ago; a list of new staff with an agency that nobody knows, an hour ago."""
    before = now - timedelta(days=2)
    webinars = _handed_in("events", "webinars.csv", _webinars(now), officer, before)
    webinars.confirm(by=officer, now=before + timedelta(minutes=4))
    work_due(before + timedelta(minutes=5))
    _handed_in("people", "new-staff.csv", _new_staff(), officer, now - timedelta(hours=1))


def _handed_in(kind: str, name: str, rows: list[list[str]], by: Person, now: datetime) -> Import:
    """The file after the worker has looked at it."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    found = hand_in(kind, Uploaded(name, "csv", file.getvalue().encode()), by=by, now=now)
    work_due(now)
    found.refresh_from_db()
    return found


def _webinars(now: datetime) -> list[list[str]]:
    title = Course.objects.get(title="Online safety: what children meet").title
    days = [working_days_after(local_day(now) + timedelta(days=ahead), 1) for ahead in (149, 177, 205)]
    return [
        EVENTS,
        *([title, str(on), "12:30", "13:30", "60", "https://meet.example/webinar"] for on in days),
    ]


def _new_staff() -> list[list[str]]:
    school = Agency.objects.filter(sector="school", is_active=True)[0].name
    return [
        PEOPLE,
        ["Wren", "Starter", "", school, "Teaching assistant"],
        ["Robin", "Starter", "", school, "Teacher"],
        ["Martin", "Starter", "", f"{school} Annexe", "Learning mentor"],
    ]
