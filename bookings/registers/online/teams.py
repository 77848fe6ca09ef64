"""The attendance files of Microsoft Teams.

The flat list (Full Name, User Action, Timestamp) is downloaded during the meeting; the report with sections (1. Summary, 2. Participants,
3. In-Meeting Activities) afterwards. Between them came a summary without numbers, with one table of joinings below it.
"""

from bookings.registers.online.cells import Cells
from bookings.registers.online.found import Found, Stay
from bookings.registers.online.tables import Heading, email_in, missing_column, name_in, stays, tables
from lib.errors import Refused

SECTIONS = ("1. summary", "2. participants", "3. in-meeting activities", "meeting summary")
JOINED, BEFORE, LEFT = "joined", "joined before", "left"


def knows(lines: list[Cells]) -> bool:
    if any(row.first in SECTIONS for row in lines):
        return True
    return any(found.has("action") or _is_of_teams(found) for found, _ in tables(lines))


def _is_of_teams(found: Heading) -> bool:
    return any(word.startswith(("full name", "first join", "participant id")) for word in found.words)


def read(lines: list[Cells]) -> Found:
    """Raises Refused when a section or a column is missing, and for what is no duration and no action."""
    if reason := missing_column(lines):
        raise Refused(reason)
    everything = list(tables(lines))
    flat = next(((found, rows) for found, rows in everything if found.has("action", "stamp")), None)
    if flat:
        return Found("teams", _flat(*flat), flat[0].is_utc)
    # The activities tell each joining; the participants only the first and the last.
    activities = [each for each in everything if not each[0].is_summary and each[1]]
    for found, rows in activities or everything:
        return Found("teams", stays(found, rows), found.is_utc)
    raise Refused(
        "The report has no table of participants (“2. Participants” with Name, First Join and Last Leave). Download it again."
    )


def _flat(found: Heading, rows: list[Cells]) -> list[Stay]:
    """Pairs each joining with the leaving after it; who did not leave was there when the list was downloaded."""
    open_: dict[str, Stay] = {}
    done: list[Stay] = []
    for row in rows:
        name, email, action, at = _action(found, row)
        who = email or name.casefold()
        there = open_.pop(who, None)
        if action in (JOINED, BEFORE):
            # Joined on a second device while the first was there: the time goes on.
            done += [Stay(there.line, name, email, there.joined, at)] if there else []
            open_[who] = Stay(row.line, name, email, at, "")
        elif there:
            done.append(Stay(there.line, name, email, there.joined, at))
        elif action == LEFT and not _left_before(done, who):
            raise Refused(f"Line {row.line}: {name[:60]} leaves, but no line before says when they joined.")
    return sorted([*done, *open_.values()], key=lambda stay: stay.line)


def _left_before(done: list[Stay], who: str) -> bool:
    """The second device of somebody whose first has left already: the same name leaves twice."""
    return any((stay.email or stay.name.casefold()) == who for stay in done)


def _action(found: Heading, row: Cells) -> tuple[str, str, str, str]:
    """Name, address, what they did, and when. Where commas divide the cells, a time without quotation marks falls into two."""
    place = found.columns["stamp"]
    beyond = max(0, row.width - found.width)
    at = ", ".join(row.cells[place : place + beyond + 1])
    action = found.cell(row, "action").casefold()
    if action not in (JOINED, BEFORE, LEFT):
        raise Refused(f"Line {row.line}: “{found.cell(row, 'action')[:40]}” is neither “Joined” nor “Left”.")
    return name_in(found, row), email_in(found, row), action, at
