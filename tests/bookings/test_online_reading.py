"""Attendance files as they really come: layouts, writings, orders of day and month; and what is wrong, with its line."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bookings.registers.online import read
from bookings.registers.online.keeping import order_for
from bookings.registers.online.tables import seconds
from bookings.registers.online.times import parse
from lib.errors import Refused
from tests.bookings import online_files as files
from tests.bookings.online_files import COMMA_8, COMMA_8_BOM, TAB_16, UK, UK_SHORT, US

STARTS = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
SESSION = SimpleNamespace(starts_at=STARTS, ends_at=STARTS + timedelta(hours=6))
TWICE = files.minutes_of(SESSION, (-3, 58), (64, 360))
PEOPLE = [
    ("Nadia Nurse", "nadia@example.org", TWICE),
    ("Müller, Zoë (Guest)", "", files.minutes_of(SESSION, (0, 360))),
]
BROKEN = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
GOOD = "Nadia Nurse,,18/11/2026 09:30,18/11/2026 15:30,360,Yes\n"


def joins(content):
    found = read(content)
    return {each.name: each.joins for each in found.participants(order_for(found, STARTS.date()))}


def refusal(content):
    with pytest.raises(Refused) as refused:
        read(content if isinstance(content, bytes) else content.encode())
    return str(refused.value)


@pytest.mark.parametrize("order", [US, UK, UK_SHORT])
@pytest.mark.parametrize(
    "writing", [TAB_16, COMMA_8, COMMA_8_BOM, (";", "utf-8"), ("\t", "utf-16-le"), ("\t", "utf-16-be")]
)
@pytest.mark.parametrize("layout", [files.teams, files.teams_summary, files.teams_flat])
def test_every_layout_of_teams_in_every_writing_and_order(layout, writing, order):
    assert joins(layout(PEOPLE, order, writing)) == {name: spans for name, _, spans in PEOPLE}


@pytest.mark.parametrize("block", [True, False])
@pytest.mark.parametrize("order", [files.ZOOM_US, files.ISO, UK])
def test_the_report_of_zoom_with_and_without_the_block_about_the_meeting(order, block):
    found = read(files.zoom(PEOPLE, order, block=block))
    assert found.kind == "zoom"
    assert joins(files.zoom(PEOPLE, order, block=block)) == {name: spans for name, _, spans in PEOPLE}


def test_a_report_without_activities_counts_the_duration_it_tells():
    told = joins(files.teams(PEOPLE, activities=False))["Nadia Nurse"]
    assert [end - start for start, end in told] == [timedelta(minutes=61 + 296)]


def test_who_was_still_there_when_the_list_was_downloaded_has_no_end():
    still = [("Nadia Nurse", "", [(STARTS, None)])]
    assert joins(files.teams_flat(still)) == {"Nadia Nurse": [(STARTS, None)]}


def test_a_second_device_in_the_flat_list_goes_on_where_the_first_was():
    rows = [("Joined", "9:30:00"), ("Joined", "9:40:00"), ("Left", "10:00:00"), ("Left", "10:30:00")]
    text = "Full Name,User Action,Timestamp\n" + "".join(
        f'A B,{action},"11/18/2026, {at} AM"\n' for action, at in rows
    )
    told = joins(text.encode())["A B"]
    assert (told[0][0], told[-1][1]) == (STARTS, STARTS + timedelta(minutes=30))


def test_a_time_that_fell_into_two_cells_is_one():
    text = "Full Name,User Action,Timestamp,\nA B,Joined before,11/18/2026, 9:30:00 AM\n"
    assert joins(text.encode()) == {"A B": [(STARTS, None)]}


def test_the_waiting_room_of_zoom_is_outside():
    text = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),In Waiting Room\n"
    text += "A B,,18/11/2026 09:00,18/11/2026 09:30,30,Yes\nA B,,18/11/2026 09:30,18/11/2026 10:30,60,No\n"
    assert joins(text.encode()) == {"A B": [(STARTS, STARTS + timedelta(hours=1))]}


def test_the_report_of_a_webinar_has_hosts_and_attendees_and_those_who_did_not_come():
    heading = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
    text = f'Attendee Report\nHost Details\n{heading}Yes,Hal Host,,"Nov 18, 2026 09:00:00","Nov 18, 2026 16:00:00",420\n'
    text += (
        f"Attendee Details\n{heading}Yes,A B,,18/11/2026 09:30,18/11/2026 10:30,60\nNo,C D,c@d.org,--,--,--\n"
    )
    assert list(joins(text.encode())) == ["Hal Host", "A B"]


def test_headings_may_say_that_times_are_in_utc_and_others_are_of_london():
    july = "Name,Join Time (UTC),Leave Time (UTC)\nA B,13/07/2026 09:30,13/07/2026 10:30\n"
    assert joins(july.encode())["A B"][0][0] == datetime(2026, 7, 13, 9, 30, tzinfo=UTC)
    assert joins(july.replace(" (UTC)", "").encode())["A B"][0][0] == datetime(2026, 7, 13, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "order"),
    [("2026-07-01", "day"), ("2026-01-07", "month"), ("2026-06-20", "day"), ("2026-02-01", "month")],
)
def test_days_that_can_be_read_in_two_ways_are_read_as_what_is_nearest_to_the_session(day, order):
    found = read(b"Name,Join Time,Leave Time\nA B,01/07/2026 09:30,01/07/2026 10:30\n")
    assert (found.orders, order_for(found, datetime.fromisoformat(day).date())) == (("day", "month"), order)


def test_when_both_are_as_near_nobody_guesses():
    found = read(b"Name,Join Time,Leave Time\nA B,01/02/2026 09:30,01/02/2026 10:30\n")
    assert order_for(found, datetime(2026, 1, 17).date()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1h 23m 4s", 4984), ("58m 12s", 3492), ("45s", 45), ("2h", 7200), ("1 hr 5 min", 3900), ("", None)],
)
def test_durations(text, expected):
    assert seconds(1, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "11/18/26, 9:58:02 AM", "11/18/26, 9:58:02\u202fam", "18/11/2026, 09:58:02", "18/11/2026 09:58:02", "18-11-2026 9:58:02",
        "18.11.2026, 09:58:02", "2026-11-18 09:58:02", "2026-11-18T09:58:02Z", "2026-11-18T10:58:02+01:00", "18 Nov 2026 09:58:02",
        "Nov 18, 2026 09:58:02 AM", "November 18, 2026 9:58:02 a.m.", "2026-11-18 09:58:02.123",
    ],
)  # fmt: skip
def test_one_moment_in_many_ways_of_writing(text):
    stamp = parse(" ".join(text.split()))
    order = stamp.order or "day"
    assert stamp.moment(order) == datetime(2026, 11, 18, 9, 58, 2, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "9:58", "18/11/2026", "32/13/2026 09:00", "18/11/2026 25:00", "18/11/2026 13:00 PM", "=NOW()", "18/11/1026 09:00", "18 Foo 2026 09:00"])  # fmt: skip
def test_what_is_no_moment(text):
    assert parse(text) is None


WORKBOOK = io.BytesIO()
zipfile.ZipFile(WORKBOOK, "w").writestr("xl/workbook.xml", "<a/>")
MALFORMED = {
    "empty": (b"", "The file is empty"),
    "blank": (b"\xef\xbb\xbf \r\n\r\n", "The file is empty"),
    "a workbook": (WORKBOOK.getvalue(), "an Excel workbook or a ZIP archive"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "This is a picture"),
    "a PDF": (b"%PDF-1.7", "This is a PDF"),
    "binary": (bytes(range(256)) * 40, "Line 2"),
    "Latin letters": (f"{BROKEN}Zoë,,18/11/2026 09:30,18/11/2026 10:30,60,No".encode("latin-1"), "Line 2 is not written in UTF-8"),
    "NUL": (f"{BROKEN}{GOOD}A\0B,,,,,\n".encode(), "Line 3 holds a NUL"),
    "half a letter": (f"{BROKEN}{GOOD}".encode("utf-16")[:-1], "Line 2: the file breaks off"),
    "another list": (b"Email,First name,Last name\nn@x.org,Nia,New\n", "not an attendance file"),
    "headings only": (BROKEN.encode(), "nobody below them"),
    "unique users": (b"Name (Original Name),User Email,Total Duration (Minutes),Guest\nA,,3,No\n", "Line 1: .*Show unique users"),
    "no leaving": (b"Full Name,Join Time\nA B,18/11/2026 09:30\n", "Line 1: there is no column for when people left"),
    "a column twice": (b"Name,Join Time,Leave Time,Join Time\nA B,,,\n", "Line 1: the column “Join Time” stands twice"),
    "no time": (f"{BROKEN}{GOOD}A B,,yesterday,18/11/2026 10:30,60,No\n".encode(), "Line 3: “yesterday” is not a day and a time"),
    "a formula": (f"{BROKEN}A B,,=NOW(),18/11/2026 10:30,60,No\n".encode(), "Line 2: “=NOW.*” is not a day"),
    "no such day": (f"{BROKEN}A B,,31/02/2026 09:30,18/11/2026 10:30,60,No\n".encode(), "Line 2: “31/02/2026 09:30” is not a day"),
    "no name": (f"{BROKEN}{GOOD},,18/11/2026 09:30,18/11/2026 10:30,60,No\n".encode(), "Line 3: the name is missing"),
    "no joining": (f"{BROKEN}A B,,,18/11/2026 10:30,60,No\n".encode(), "Line 2: the time of joining is missing"),
    "leaves first": (f"{BROKEN}A B,,18/11/2026 10:30,18/11/2026 09:30,60,No\n".encode(), "Line 2: A B leaves"),
    "breaks off": (f"{BROKEN}{GOOD}Tom Tay".encode(), "Line 3: the row breaks off"),
    "both orders": (f"{BROKEN}{GOOD}A B,,11/18/2026 09:30,11/18/2026 10:30,60,No\n".encode(), "Line 2 writes the day.*line 3 the month"),
    "a quotation mark": (f'{BROKEN}{GOOD}"A B,,18/11/2026 09:30\n'.encode(), "Line 3: this row cannot be read"),
    "an action": (b"Full Name\tUser Action\tTimestamp\nA B\tDanced\t11/18/2026, 9:30:00 AM\n", "Line 2: “Danced” is neither"),
    "never joined": (b"Full Name\tUser Action\tTimestamp\nA B\tLeft\t11/18/2026, 9:30:00 AM\n", "Line 2: A B leaves, but no line before"),
    "a duration": (b"Name\tFirst Join\tLast Leave\tIn-Meeting Duration\nA B\t18/11/2026, 09:30\t18/11/2026, 10:30\tlong\n", "Line 2: “long” is not a duration"),
    "no participants": (b"1. Summary\nMeeting title\tX\n", "no table of participants"),
    "too many rows": ((BROKEN + GOOD * 5_001).encode(), "Line 5002: .*more than 5,000 rows"),
    "100,000 lines": ((BROKEN + GOOD * 100_000).encode(), "100,002 lines"),
}  # fmt: skip


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_wrong_is_said_with_its_line(what):
    content, expected = MALFORMED[what]
    with pytest.raises(Refused, match=expected):
        read(content)


def test_many_wrong_lines_are_counted_after_the_first_ten():
    said = refusal(BROKEN + "A B,,soon,later,1,No\n" * 20)
    assert said.count("is not a day and a time") == 10
    assert "And 30 more lines like these." in said


def test_a_name_is_words_whatever_stands_in_it():
    odd = "'=cmd|calc!A1, \u202egnp.\x07\u200b" + "x" * 500
    found = read(f'{BROKEN}"{odd}",,18/11/2026 09:30,18/11/2026 10:30,60,No\n'.encode())
    assert found.stays[0].name == ("=cmd|calc!A1, gnp. " + "x" * 500)[:200]
