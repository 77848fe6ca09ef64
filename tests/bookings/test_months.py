"""The programme month by month, and on paper."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import NOW, make_event

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
