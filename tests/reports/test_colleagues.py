"""A coordinator reads of the people of their agency what was for the agency, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Person
from bookings import charging
from bookings.models import Booking
from certificates.models import Certificate
from lib.dates import local_day
from reports.colleagues import learnt_by
from tests.cast import NOW, make_booking, make_event, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
LIST = "reports:colleagues"


def certified(event, person, until):
    booking = make_booking(event, person, outcome="attended")
    booking.certified_on, booking.certified_until = local_day(event.starts_at), until
    booking.save()
    return Certificate.objects.create(
        booking=booking, issued_at=NOW, holder_name=person.name, holder_initials=person.initials, level="3",
        course_title=event.course.title, days=[local_day(event.starts_at).isoformat()], minutes=390,
        participatory_minutes=240, outcomes=[], board_name="BESP", expires_on=until,
    )  # fmt: skip


@pytest.fixture
def client(signed_in, coordinator):
    return signed_in(coordinator)


def page_of(client, person):
    return client.get(reverse("reports:colleague", args=[person.code]))


def test_nobody_outside_the_agency_is_there(client, teacher, nurse):
    assert page_of(client, teacher).status_code == 404
    assert page_of(client, nurse).status_code == 200
    people = client.get(reverse(LIST)).content.decode()
    assert "Nadia Nurse" in people
    assert "Tom Taylor" not in people


def test_somebody_who_left_is_not_there_any_more(client, nurse):
    nurse.employments.update(ends_on=local_day(NOW))
    assert page_of(client, nurse).status_code == 404


def test_the_page_shows_what_is_booked_what_was_and_what_it_cost(client, nurse, event, past_event, now):
    make_booking(event, nurse)
    missed = make_booking(past_event, nurse, outcome="no_show")
    charging.propose_no_show([(missed, [past_event.starts_at.date()])], by=None, now=now)
    page = page_of(client, nurse).content.decode()
    assert "Wednesday 1 July 2026 at 9:30am: Booked" in page
    assert "Did not come" in page
    assert "£50.00" in page


def test_what_was_for_another_agency_is_not_shown(client, nurse, school, past_event):
    booking = make_booking(past_event, nurse, outcome="attended")
    Booking.objects.filter(pk=booking.pk).update(agency=school)
    assert "Attended" not in page_of(client, nurse).content.decode()


def test_due_means_the_next_90_days_the_last_one_included(coordinator, nurse, past_event, now):
    certificate, today = certified(past_event, nurse, None), local_day(now)
    expected = {-1: False, 0: True, 90: True, 91: False}
    for days, is_due in expected.items():
        certificate.expires_on = today + timedelta(days=days)
        certificate.save()
        assert [each.is_due for each in learnt_by(nurse, coordinator, now)] == [is_due]


def test_what_was_refreshed_since_is_not_due(coordinator, nurse, course, past_event, now):
    soon = local_day(now) + timedelta(days=10)
    certified(make_event(course, starts_at=NOW - timedelta(days=900)), nurse, soon)
    certified(past_event, nurse, None)
    assert [(each.is_refreshed, each.is_due) for each in learnt_by(nurse, coordinator, now)] == [
        (False, False),
        (True, False),
    ]


def test_the_list_counts_certificates_and_comes_as_a_file(client, nurse, past_event, now):
    certified(past_event, nurse, local_day(now) + timedelta(days=90))
    csv = client.get(reverse(LIST), {"format": "csv", "q": "nadia"}).content.decode("utf-8-sig")
    assert csv.splitlines()[1] == "Nurse,Nadia,nadia.nurse@example.org,Health visitor,,0,1,0,1,1,0"
    assert client.get(reverse(LIST), {"format": "xlsx"}).status_code == 200


@pytest.mark.parametrize("sort", ["name", "-name", "coming", "-missed", "due", "-expired", "nonsense"])
def test_it_is_sorted_as_asked_and_nonsense_by_name(client, nurse, sort):
    assert "Nadia Nurse" in client.get(reverse(LIST), {"sort": sort}).content.decode()


def test_the_most_due_come_first(client, nurse, second_nurse, past_event, now):
    certified(past_event, second_nurse, local_day(now) + timedelta(days=1))
    page = client.get(reverse(LIST), {"sort": "-due"}).content.decode()
    assert page.index("Noor Nurse") < page.index("Nadia Nurse")


def new(client, agency, **facts):
    typed = {
        "first_name": "Paul",
        "last_name": "Porter",
        "agency": agency.pk,
        "post": "Porter",
        "no_manager": "on",
    }
    return client.post(reverse("reports:colleague_new"), typed | facts, follow=True).content.decode()


def test_a_coordinator_adds_somebody_without_an_address(client, trust):
    assert "Paul Porter is added." in new(client, trust)
    assert Person.objects.get(first_name="Paul").employment.agency == trust


def test_but_only_to_their_own_agency_and_never_with_a_taken_address(client, trust, school, teacher):
    assert "There is a problem" in new(client, school)
    assert "Somebody with this email address is here already" in new(client, trust, email=teacher.email)
    assert not Person.objects.filter(first_name="Paul").exists()


def test_the_pages_take_the_same_queries_for_many(client, count_queries, trust, nurse, course, past_event):
    certified(past_event, nurse, None)
    urls = [reverse(LIST), reverse("reports:colleague", args=[nurse.code])]
    few = [count_queries(client, url) for url in urls]
    for n in range(2):
        make_person(f"N{n}", "Nurse", trust)
        certified(make_event(course, starts_at=NOW - timedelta(days=20 + n)), nurse, None)
    assert [count_queries(client, url) for url in urls] == few
