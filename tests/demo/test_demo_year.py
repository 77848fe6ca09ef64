"""The whole demo is built once, through the product's own verbs, and comes out as the report states it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from bookings.models import Booking
from bookings.models.booking import Status
from demo.building import build
from demo.people import ROLES
from tests.bookings.arena import connected_to, migrated
from training.holidays import holidays_at
from training.models import Event
from training.rules import day_warnings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="the demo lives on SQLite; its verbs are tested on both"
    ),
]

REPORTED = {
    "places": 1438,
    "attended": 1217,
    "use": 84.6,
    "charges_received": 5500.00,
    "contributions": 206737.00,
    "council_share": 49.0,
    "brought_forward": 44770.00,
    "expenditure": 15460.00,
    "total_income_as_reported": 251507.00,
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo in a database of its own, built once for this module."""
    with django_db_blocker.unblock(), migrated(tmp_path_factory.mktemp("demo")) as name, connected_to(name):
        build(timezone.now(), lambda words: None)
        yield


def printed(*command) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_the_year_is_the_reports(demo):
    found = json.loads(printed("year", "2015-16", "--json"))
    assert {name: found[name] for name in REPORTED} == REPORTED


def test_the_charges_are_a_line_of_their_own(demo):
    found = json.loads(printed("year", "2015-16", "--json"))
    assert found["total_income"] == found["total_income_as_reported"] + found["charges_received"]


def test_no_invariant_is_broken(demo):
    assert "No breach" in printed("audit")


def test_the_living_year_has_events_in_every_state(demo):
    now = timezone.now()
    published = Event.objects.published()
    assert Event.objects.filter(state="draft").exists()
    assert Event.objects.filter(state="cancelled").exists()
    assert published.in_progress(now).exists()
    assert published.register_open().ended(now).exists()
    assert published.register_closed().filter(starts_at__year__gte=now.year - 1).exists()
    left = [event.places_left for event in published.upcoming(now)]
    assert 0 in left
    assert 2 in left
    assert max(left) > 5


def test_one_draft_falls_in_a_half_term_and_what_is_planned_well_ahead_in_no_holiday(demo):
    now = timezone.now()
    ahead = Event.objects.published().filter(starts_at__gt=now + timedelta(days=20)).with_sessions()
    drafts = Event.objects.drafts().filter(series=None, imported_at=None).with_sessions()
    holidays = holidays_at([*ahead, *drafts])
    assert not [said for event in ahead for said in day_warnings(event, now, holidays)]
    warned = [said for event in drafts for said in day_warnings(event, now, holidays)]
    assert [said for said in warned if "half-term”" in said]


def test_somebody_waits_is_offered_a_place_and_needs_a_manager(demo):
    mine = Booking.objects.filter(person__email="practitioner@demo.example")
    assert {Status.WAITING, Status.OFFERED, Status.REQUESTED, Status.CONFIRMED} <= {b.status for b in mine}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_signs_in_with_the_password_demo(demo, role):
    assert Person.objects.get(email=f"{role}@demo.example").check_password("demo")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_something_true_on_its_home_page(demo, role):
    client = Client()
    client.force_login(Person.objects.get(email=f"{role}@demo.example"))
    assert client.get(reverse("reports:home")).status_code == 200


def test_about_this_data_shows_our_figures_beside_the_reports(demo):
    page = Client().get(reverse("demo:about")).content.decode()
    for figure in (
        "1,438",
        "1,217",
        "85% (84.6%)",
        "£5,500.00",
        "£206,737.00",
        "£44,770.00",
        "£15,460.00",
        "£251,507.00",
    ):
        assert page.count(figure) >= 2, figure


def test_the_sign_ins_are_printed_with_the_managers_link(demo):
    words = printed("demo_signins")
    for role in ROLES:
        assert f"{role}@demo.example" in words
    assert "/bookings/approval/" in words
