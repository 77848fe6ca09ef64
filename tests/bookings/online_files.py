"""Attendance files as Teams and Zoom write them, made by the tests: who, with what address, was there from when to when."""

from datetime import timedelta

from lib.dates import local

US, UK, UK_SHORT = "%-m/%-d/%y, %-I:%M:%S %p", "%d/%m/%Y, %H:%M:%S", "%d/%m/%y, %H:%M:%S"
ISO, ZOOM_US = "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"
TAB_16, COMMA_8, COMMA_8_BOM = ("\t", "utf-16"), (",", "utf-8"), (",", "utf-8-sig")


def minutes_of(session, *spans):
    """Moments from minutes after the start of a session: (0, 60) is its first hour."""
    return [tuple(session.starts_at + timedelta(minutes=each) for each in span) for span in spans]


def written(moment, order):
    # The real ones have a narrow space before AM and PM.
    return (
        local(moment).strftime(order).replace(" AM", "\u202fAM").replace(" PM", "\u202fPM") if moment else ""
    )


def lasting(start, end):
    seconds = int((end - start).total_seconds())
    parts = [(seconds // 3600, "h"), (seconds // 60 % 60, "m"), (seconds % 60, "s")]
    return " ".join(f"{n}{letter}" for n, letter in parts if n) or "0s"


def file_of(lines, writing):
    delimiter, encoding = writing

    def cell(text):
        return f'"{text}"' if delimiter == "," and "," in text else text

    return "\r\n".join(delimiter.join(map(cell, line)) for line in lines).encode(encoding)


def teams(people, order=US, writing=TAB_16, *, activities=True):
    """`people`: (name, address, [(in, out), …]) of each."""
    spans = [span for _, _, spans in people for span in spans]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    lines = [
        ["1. Summary"], ["Meeting title", "Working together"], ["Attended participants", str(len(people))],
        ["Start time", written(first, order)], ["End time", written(last, order)], [], ["2. Participants"],
        ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"],
    ]  # fmt: skip
    for name, email, theirs in people:
        there = sum((end - start for start, end in theirs), timedelta())
        ends = [written(theirs[0][0], order), written(theirs[-1][1], order)]
        lines.append([name, *ends, lasting(first, first + there), email, email, "Presenter"])
    if activities:
        lines += [
            [],
            ["3. In-Meeting Activities"],
            ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"],
        ]
        for name, email, theirs in people:
            lines += [
                [name, written(a, order), written(b, order), lasting(a, b), email, "Presenter"]
                for a, b in theirs
            ]
    return file_of(lines, writing)


def teams_summary(people, order=US, writing=TAB_16):
    """The layout between the two: “Meeting Summary” without numbers, and one table of joinings."""
    lines = [
        ["Meeting Summary"],
        ["Total Number of Participants", str(len(people))],
        ["Meeting Title", "Working together"],
        [],
    ]
    lines.append(
        ["Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role", "Participant ID (UPN)"]
    )
    for name, email, theirs in people:
        lines += [
            [name, written(a, order), written(b, order), lasting(a, b), email, "Attendee", email]
            for a, b in theirs
        ]
    return file_of(lines, writing)


def teams_flat(people, order=US, writing=TAB_16):
    """The list that is downloaded during the meeting; who never left has None for their last moment."""
    moves = [(name, "Joined", a) for name, _, theirs in people for a, _ in theirs]
    moves += [(name, "Left", b) for name, _, theirs in people for _, b in theirs if b]
    rows = [
        [name, action, written(at, order)]
        for name, action, at in sorted(moves, key=lambda move: (move[0], move[2]))
    ]
    return file_of([["Full Name", "User Action", "Timestamp"], *rows], writing)


def zoom(people, order=ZOOM_US, writing=COMMA_8_BOM, *, block=True):
    head = [
        ["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"]
    ]
    head += [["812 3456 7890", "Working together", "", "", "host@example.org", "420", str(len(people))], []]
    lines = head if block else []
    lines.append(
        [
            "Name (Original Name)",
            "User Email",
            "Join Time",
            "Leave Time",
            "Duration (Minutes)",
            "Guest",
            "In Waiting Room",
        ]
    )
    for name, email, theirs in people:
        for a, b in theirs:
            there = str(int((b - a).total_seconds()) // 60)
            lines.append([name, email, written(a, order), written(b, order), there, "Yes", "No"])
    return file_of(lines, writing)
