"""From the bytes of an attendance file to who joined and left when. What cannot be read is refused in words that name the line."""

from bookings.registers.online import teams, zoom
from bookings.registers.online.cells import cells_of
from bookings.registers.online.found import Found, Stay
from bookings.registers.online.times import order_of, parse
from lib.errors import Refused

MOST = 5_000
NO_ATTENDANCE_FILE = (
    "This is not an attendance file of Teams or Zoom in English: no line has the headings of one, such as "
    "“Name, First Join, Last Leave” or “Name (Original Name), User Email, Join Time, Leave Time”."
)


def read(content: bytes) -> Found:
    """Who joined and left when, as the file says it, each with its line.

    Raises Refused with every reason, naming the lines: not text, no attendance file, a time that is none, days that contradict one another.
    """
    lines = cells_of(content)
    reader = next((each for each in (teams, zoom) if each.knows(lines)), None)
    if reader is None:
        raise Refused(NO_ATTENDANCE_FILE)
    found = reader.read(lines)
    if len(found.stays) > MOST:
        raise Refused(
            f"Line {found.stays[MOST].line}: the file has more than {MOST:,} rows. It cannot be of one session."
        )
    if not found.stays:
        raise Refused("The file has headings, but nobody below them: the report names no one who joined.")
    _refuse_wrong(found)
    return found


def _refuse_wrong(found: Found) -> None:
    """Every time is one, and nobody leaves before they join, in one order of day and month at least."""
    problems = [sentence for stay in found.stays for sentence in _wrong_with(stay)]
    if problems:
        further = len(problems) - 10
        raise Refused(problems[:10] + ([f"And {further} more lines like these."] if further > 0 else []))
    orders = order_of(found.stamps)
    bad = {order: found.backwards(order) for order in orders}
    if all(bad.values()):
        stay = bad[orders[0]][0]
        raise Refused(
            f"Line {stay.line}: {stay.name} leaves ({stay.left}) before joining ({stay.joined}). Export the report again."
        )


def _wrong_with(stay: Stay) -> list[str]:
    wrong = []
    if not stay.name and not stay.email:
        wrong.append(f"Line {stay.line}: the name is missing.")
    if not stay.joined:
        wrong.append(f"Line {stay.line}: the time of joining is missing.")
    wrong += [
        f"Line {stay.line}: “{text[:40]}” is not a day and a time, like 18/11/2026, 09:58:02."
        for text in (stay.joined, stay.left)
        if text and parse(text) is None
    ]
    return wrong
