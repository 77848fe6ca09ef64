"""The programme month by month, and on paper."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import NOW, make_event
from tests.training.extras import make_holiday

MONTHS = reverse("bookings:months")
PDF = reverse("bookings:programme_pdf")


@pytest.fixture(autouse=True)
def at_now(time_machine, now):
    time_machine.move_to(now, tick=False)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def printed(response) -> str:
    return " ".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).split()
    )


@pytest.mark.parametrize("query", ["month=2026-07", "view=quarter&month=2026-08", "view=year&month=2027-01"])
def test_an_event_stands_in_its_month_its_quarter_and_its_year(client, event, query):
    assert "Working together to safeguard children" in text(client.get(f"{MONTHS}?{query}"))


def test_the_month_after_does_not_show_it(client, event, board):
    page = text(client.get(f"{MONTHS}?month=2026-09"))
    assert "Working together" not in page
    assert "Nothing is planned in this month." in page


def test_every_day_of_an_event_is_shown(client, course, room, board, tariff):
    make_event(course, room, days=2)
    assert text(client.get(f"{MONTHS}?month=2026-07")).count("Working together to safeguard children") == 2


def test_the_last_minute_of_a_month_belongs_to_it_in_london(client, event, board):
    """11:30pm on 31 July is 10:30pm UTC; midnight is August."""
    event.sessions.update(
        starts_at=NOW.replace(month=7, day=31, hour=22, minute=59),
        ends_at=NOW.replace(month=7, day=31, hour=23),
    )
    assert "Working together" in text(client.get(f"{MONTHS}?view=year&month=2026-07"))
    rows = client.get(f"{MONTHS}?month=2026-07&format=csv").content.decode("utf-8-sig")
    assert "Working together" in rows
    event.sessions.update(
        starts_at=NOW.replace(month=7, day=31, hour=23, minute=0), ends_at=NOW.replace(month=8, day=1)
    )
    assert "Working together" not in client.get(f"{MONTHS}?month=2026-07&format=csv").content.decode(
        "utf-8-sig"
    )


def test_what_is_past_stays_and_what_is_cancelled_goes(client, course, room, board, tariff):
    make_event(course, room, starts_at=NOW - timedelta(days=40))
    make_event(course, room, state="cancelled")
    assert "Working together" in text(client.get(f"{MONTHS}?month=2026-04"))
    assert "Working together" not in text(client.get(f"{MONTHS}?month=2026-07"))


def test_drafts_are_for_the_officer_alone(client, signed_in, course, room, officer, nurse, board, tariff):
    make_event(course, room, state="draft")
    assert "Draft" in text(signed_in(officer).get(f"{MONTHS}?month=2026-07"))
    for reader in (client, signed_in(nurse)):
        assert "Working together" not in text(reader.get(f"{MONTHS}?month=2026-07"))


def test_filters_narrow_and_keep_the_period(client, event, board):
    page = text(client.get(f"{MONTHS}?view=quarter&month=2026-07&format_=&level=1"))
    assert "Working together" not in page
    assert "July to September 2026" in page
    assert 'name="month" value="2026-07"' in page


def test_the_dates_are_copied_as_a_table(client, event, board):
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"{MONTHS}?month=2026-07&format=csv").content.decode("utf-8-sig"))
        )
    )
    assert [(row["Course"], row["Starts"], row["Places left"]) for row in rows] == [
        ("Working together to safeguard children", "9:30am", "20")
    ]


def squares(client, month) -> dict:
    """The names of days off, by day, of the grid of a month."""
    page = client.get(f"{MONTHS}?month={month}")
    weeks = page.context["months"][0].weeks
    return {square.day.isoformat(): square.holidays for week in weeks for square in week if square.holidays}


def test_the_days_of_a_holiday_name_it_in_the_grid(client, board, officer):
    make_holiday(officer)
    assert squares(client, "2026-10") == {f"2026-10-{day}": ["October half-term"] for day in range(26, 31)}
    assert text(client.get(f"{MONTHS}?month=2026-10")).count('<p class="app-square__holiday">') == 5


def test_bank_holidays_are_named_without_being_kept(client, board):
    assert squares(client, "2026-08") == {"2026-08-31": ["Bank holiday"]}


@pytest.mark.parametrize(
    ("query", "is_named"),
    [
        ("view=quarter&month=2026-10", True),
        ("view=year&month=2026-10", True),
        ("month=2026-10", True),
        ("month=2026-09", False),
        ("month=2026-11", False),
    ],
)
def test_each_month_says_which_holidays_it_has(client, board, officer, query, is_named):
    make_holiday(officer)
    page = text(client.get(f"{MONTHS}?{query}"))
    assert ("<li>October half-term: 26 to 30 October 2026</li>" in page) is is_named


def test_a_holiday_over_new_year_stands_in_both_months(client, board, officer):
    make_holiday(officer, "Christmas holidays", (date(2026, 12, 21), date(2027, 1, 1)))
    months = client.get(f"{MONTHS}?view=year&month=2026-12").context["months"]
    named = {month.first.month: month.holidays for month in months if month.holidays}
    whole = "Christmas holidays: 21 December 2026 to 1 January 2027"
    assert named[12] == [whole, "Bank holiday: 25 December 2026", *named[12][2:]]
    assert whole in named[1]
    assert not [name for name in named.get(2, []) if "Christmas" in name]


@pytest.mark.parametrize("view", ["month", "quarter", "year"])
def test_more_holidays_are_no_more_queries(client, board, officer, count_queries, view):
    make_holiday(officer)
    url = f"{MONTHS}?view={view}&month=2026-10"
    one = count_queries(client, url)
    for number in range(2):
        make_holiday(officer, f"Holiday {number}")
    assert count_queries(client, url) == one


@pytest.mark.parametrize("view", ["month", "quarter", "year"])
def test_more_events_are_no_more_queries(client, course, room, board, tariff, count_queries, view):
    make_event(course, room)
    url = f"{MONTHS}?view={view}&month=2026-07"
    one = count_queries(client, url)
    for days in (31, 32):
        make_event(course, room, starts_at=NOW + timedelta(days=days))
    assert count_queries(client, url) == one


def test_the_programme_prints_what_is_to_come(client, event, board):
    response = client.get(PDF)
    assert response["Content-Type"] == "application/pdf"
    words = printed(response)
    assert "Working together to safeguard children" in words
    assert "Wednesday 1 July 2026 at 9:30am" in words
    assert "cancel with less than five working days" in words


def test_the_print_is_narrowed_like_the_page(client, event, board):
    assert "No dates are planned" in printed(client.get(f"{PDF}?q=nothing-like-it"))
