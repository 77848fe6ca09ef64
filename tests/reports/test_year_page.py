import pytest
from django.urls import reverse

from bookings.models.booking import Outcome
from lib.dates import FinancialYear
from tests.cast import NOW, make_booking, make_event, make_person

YEAR = FinancialYear.of(NOW)
TABLES = ["courses", "events", "formats", "agencies", "sectors", "charges"]


def hold(course, room, people):
    event = make_event(course, room, starts_at=NOW, capacity=20)
    for person in people:
        make_booking(event, person, outcome=Outcome.ATTENDED)
    type(event).objects.filter(pk=event.pk).update(register_closed_at=NOW)
    return event


def test_the_committee_reads_places_people_rates_and_money(
    signed_in, committee_member, course, room, nurse, tariff
):
    hold(course, room, [nurse])
    page = signed_in(committee_member).get(reverse("reports:year", args=[YEAR])).content.decode()
    for words in ("Places available", "Use", "Show-up", "Fill", "Charges raised", "Partner contributions"):
        assert words in page
    assert "1 came of 1 booked at the start" in " ".join(page.split())


def test_the_committee_reads_no_names(signed_in, committee_member, course, room, nurse, tariff):
    hold(course, room, [nurse])
    client = signed_in(committee_member)
    pages = [reverse("reports:year", args=[YEAR])] + [
        reverse("reports:table", args=[YEAR, name]) for name in TABLES
    ]
    for page in pages:
        assert nurse.last_name not in client.get(page).content.decode()


def test_an_empty_year_says_so(signed_in, committee_member):
    page = signed_in(committee_member).get(reverse("reports:year", args=["1999-00"]))
    assert "Nothing was counted in this year" in page.content.decode()


@pytest.mark.parametrize("text", ["2015", "2015-17", "next"])
def test_what_is_no_year_is_not_found(signed_in, committee_member, text):
    assert signed_in(committee_member).get(f"/year/{text}/").status_code == 404


def test_there_is_no_table_of_another_name(signed_in, committee_member):
    assert signed_in(committee_member).get(reverse("reports:table", args=[YEAR, "people"])).status_code == 404


@pytest.mark.parametrize("name", TABLES)
def test_every_table_downloads_as_csv_and_excel(
    signed_in, committee_member, course, room, nurse, tariff, name
):
    hold(course, room, [nurse])
    client = signed_in(committee_member)
    url = reverse("reports:table", args=[YEAR, name])
    assert client.get(url).status_code == 200
    assert client.get(url, {"format": "csv"}).content.startswith("\ufeff".encode())
    assert client.get(url, {"format": "xlsx"}).content.startswith(b"PK")


def test_an_unknown_format_shows_the_page(signed_in, committee_member):
    response = signed_in(committee_member).get(
        reverse("reports:table", args=[YEAR, "courses"]), {"format": "exe"}
    )
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", ["year", *TABLES])
def test_the_number_of_queries_does_not_grow_with_the_year(
    django_assert_max_num_queries, signed_in, committee_member, course, room, trust, tariff, name
):
    url = (
        reverse("reports:year", args=[YEAR])
        if name == "year"
        else reverse("reports:table", args=[YEAR, name])
    )
    client = signed_in(committee_member)
    counts = []
    for number in range(3):
        hold(course, room, [make_person(f"P{number}", "Person", trust)])
        with django_assert_max_num_queries(60) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[2], counts
