"""Who waits for a date of which course: for the officer who plans the next ones."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from lib.dates import local, local_day
from lib.tables import Table
from training.models import Course, Interest

# What the page is sorted by: the key of a row, and whether the largest comes first.
SORTS = {"course": "title", "agency": "agency", "people": "people", "since": "since"}


@dataclass(frozen=True)
class Demand:
    """One course and one agency: how many wait, since when, and how many wait for the course in all."""

    code: str
    title: str
    agency: str
    people: int
    since: date
    of_course: int


def demand(sort: str = "") -> list[Demand]:
    """All open interest, the most wanted course first; `sort` is one of SORTS, with a minus the other way round."""
    found = list(Interest.objects.by_course_and_agency())
    wanted: Counter = Counter()
    for row in found:
        wanted[row["course__code"]] += row["people"]
    rows = [
        Demand(
            row["course__code"], row["course__title"], row["agency_name"], row["people"], local_day(row["since"]),
            wanted[row["course__code"]],
        )
        for row in found
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.of_course, row.title, -row.people, row.agency))
    key = SORTS.get(sort.removeprefix("-"))
    return sorted(rows, key=lambda row: getattr(row, key), reverse=sort.startswith("-")) if key else rows


def demand_table(rows: list[Demand]) -> Table:
    """The same as a file: one row for each course, one column for each agency."""
    agencies = sorted({row.agency for row in rows})
    people = {(row.code, row.agency): row.people for row in rows}
    courses = {row.code: row for row in rows}.values()
    lines = [[c.title, *(people.get((c.code, name), 0) for name in agencies), c.of_course] for c in courses]
    total = ["All", *(sum(line[n + 1] for line in lines) for n in range(len(agencies) + 1))]
    return Table("People who wait for a date", ["Course", *agencies, "All"], lines, total if lines else None)


def waiting_table(course: Course, interests) -> Table:
    names = ["Last name", "First name", "Email", "Agency", "Asked on", "Note"]
    rows = [
        [
            row.person.last_name, row.person.first_name, row.person.email or "", row.agency_name,
            local(row.asked_at).date(), row.note,
        ]
        for row in interests
    ]  # fmt: skip
    return Table(f"Waiting for a date of {course}", names, rows)


def most_wanted(now: datetime, most: int) -> list[Demand]:
    """Courses without a date that people wait for, the most wanted first; `agency` is empty, because it is all of them."""
    rows = Interest.objects.without_a_date(now).by_course_and_agency()
    wanted: dict[str, Demand] = {}
    for row in rows:
        before = wanted.get(row["course__code"])
        people = row["people"] + (before.people if before else 0)
        since = min(local_day(row["since"]), before.since) if before else local_day(row["since"])
        wanted[row["course__code"]] = Demand(
            row["course__code"], row["course__title"], "", people, since, people
        )
    return sorted(wanted.values(), key=lambda row: (-row.people, row.title))[:most]
