"""The tables of a year, by the name they have in addresses: page, CSV and Excel file share them."""

from collections.abc import Callable
from dataclasses import dataclass

from lib.dates import FinancialYear
from lib.tables import Table
from reports import queries
from reports.queries import Attendance

# “Came” are those of the booked who came; “attended” counts walk-ins too.
RATES = ["Places", "Booked", "Came", "Walk-ins", "Attended", "Fill %", "Show-up %", "Use %"]


def _rates(row: Attendance) -> list:
    return [
        row.places, row.booked, row.booked_who_came, row.walk_ins, row.attended, row.fill, row.show_up, row.use,
    ]  # fmt: skip


# An agency has no places of its own: its fill and use are its part of all places, and add up to the year’s.
PEOPLE = ["Events", "Booked", "Came", "Walk-ins", "Attended", "Did not come", "Fill %", "Show-up %", "Use %"]


def _people(row: Attendance) -> list:
    return [
        row.events,
        row.booked,
        row.booked_who_came,
        row.walk_ins,
        row.attended,
        row.no_shows,
        row.fill,
        row.show_up,
        row.use,
    ]


def courses(year: FinancialYear) -> Table:
    rows = [[row.name, row.events, *_rates(row)] for row in queries.attendance_by_course(year)]
    total = queries.attendance(year)
    return Table(
        f"Attendance by course, {year}",
        ["Course", "Events", *RATES],
        rows,
        ["All", total.events, *_rates(total)],
    )


def formats(year: FinancialYear) -> Table:
    rows = [[row.name, row.events, *_rates(row)] for row in queries.attendance_by_format(year)]
    total = queries.attendance(year)
    return Table(
        f"Attendance by format, {year}",
        ["Format", "Events", *RATES],
        rows,
        ["All", total.events, *_rates(total)],
    )


def events(year: FinancialYear) -> Table:
    rows = [[row.name, row.starts_at, *_rates(row)] for row in queries.attendance_by_event(year)]
    total = queries.attendance(year)
    return Table(f"Events, {year}", ["Course", "Held on", *RATES], rows, ["All", None, *_rates(total)])


def agencies(year: FinancialYear) -> Table:
    rows = [[row.name, *_people(row)] for row in queries.attendance_by_agency(year)]
    total = queries.attendance(year)
    return Table(f"Attendance by agency, {year}", ["Agency", *PEOPLE], rows, ["All", *_people(total)])


def sectors(year: FinancialYear) -> Table:
    rows = [[row.name, *_people(row)] for row in queries.attendance_by_sector(year)]
    total = queries.attendance(year)
    return Table(f"Attendance by sector, {year}", ["Sector", *PEOPLE], rows, ["All", *_people(total)])


def charges(year: FinancialYear) -> Table:
    rows = [
        [
            row["agency__name"],
            row["count"],
            row["raised"],
            row["waived"],
            row["credited"],
            row["raised"] - row["waived"] - row["credited"],
        ]
        for row in queries.charges_by_agency(year)
    ]
    total = queries.charges(year)
    names = ["Agency", "Charges", "Raised (£)", "Waived (£)", "Credited (£)", "Due (£)"]
    return Table(
        f"Charges for not coming, {year}",
        names,
        rows,
        ["All", total.count, total.raised, total.waived, total.credited, total.due],
    )


@dataclass(frozen=True)
class Kind:
    """One table of a year: its name in the address, what it is called, what it says, and how it is made."""

    name: str
    title: str
    about: str
    make: Callable[[FinancialYear], Table]


KINDS = {
    kind.name: kind
    for kind in [
        Kind("courses", "By course", "Places and people of every course that was held.", courses),
        Kind("events", "By event", "Every event whose register is closed.", events),
        Kind("formats", "By format", "Days, workshops and briefings compared.", formats),
        Kind(
            "agencies",
            "By agency",
            "Whose people were booked, and whether they came. Fill and use are each agency’s part of all places: the rows add up to the year.",
            agencies,
        ),
        Kind(
            "sectors",
            "By sector",
            "Agencies grouped by what they are. Fill and use are each sector’s part of all places: the rows add up to the year.",
            sectors,
        ),
        Kind("charges", "Charges by agency", "What not coming cost each agency.", charges),
    ]
}
