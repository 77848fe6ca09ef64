"""The reports of Zoom: participants of a meeting, with or without the block about the meeting, and attendees of a webinar."""

from bookings.registers.online.cells import Cells
from bookings.registers.online.found import Found
from bookings.registers.online.tables import missing_column, stays, tables
from lib.errors import Refused

NO_TIMES = (
    "Line {line}: the report has one row for each person and no times of joining and leaving. In Zoom, untick “Show unique users” and "
    "export it again."
)


def knows(lines: list[Cells]) -> bool:
    return bool(_without_times(lines)) or any(True for _ in tables(lines))


def _without_times(lines: list[Cells]) -> int:
    """The line of headings that tell how long people were there, but not when; 0 when there is none."""
    for row in lines:
        words = [cell.casefold() for cell in row.cells]
        if any(word.startswith("total duration") for word in words) and any("name" in word for word in words):
            return row.line
    return 0


def read(lines: list[Cells]) -> Found:
    """Raises Refused when the times or a column are missing."""
    if reason := missing_column(lines):
        raise Refused(reason)
    everything = list(tables(lines))
    if not everything:
        raise Refused(NO_TIMES.format(line=_without_times(lines)))
    found = [stay for heading, rows in everything for stay in stays(heading, rows)]
    return Found("zoom", found, everything[0][0].is_utc)
