"""What migrations did to the rows of their day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.cast import NOW
from tests.migrating import migrate_to  # noqa: F401

pytestmark = pytest.mark.slow
BEFORE, AFTER = ("certificates", "0001_initial"), ("certificates", "0002_tell_bookings")
UNTIL = date(2029, 5, 22)


def make(apps, app, model, **facts):
    return apps.get_model(app, model).objects.create(**facts)


def booked(apps, number, event, agency):
    """A booking of somebody who came."""
    person = make(apps, "accounts", "Person", email=f"runner{number}@example.org")
    job = make(
        apps, "accounts", "Employment", person=person, agency=agency, post="x", starts_on=date(2025, 1, 1)
    )
    return make(
        apps, "bookings", "Booking", event=event, person=person, booked_by=person, employment=job, agency=agency,
        agency_name=agency.name, sector=agency.sector, status="confirmed", outcome="attended", booked_at=NOW,
        confirmed_at=NOW, no_show_amount=0, late_amount=0,
    )  # fmt: skip


def certify(apps, booking, **facts):
    make(
        apps, "certificates", "Certificate", booking=booking, issued_at=NOW, holder_name="A B", holder_initials="AB",
        course_title="Neglect", level="1", days=["2026-05-21", "2026-05-22"], minutes=60, participatory_minutes=0,
        outcomes=[], board_name="BESP", expires_on=UNTIL, **facts,
    )  # fmt: skip


def test_bookings_are_told_of_certificates_that_stand_and_keep_it_on_the_way_back(migrate_to):  # noqa: F811
    migrate_to("bookings", "0005_rules_of_booking")
    migrate_to(*BEFORE)
    # The state of a target is that of its own ancestors; here both rooms stand side by side.
    apps = (
        MigrationExecutor(connection)
        .loader.project_state([("bookings", "0005_rules_of_booking"), BEFORE])
        .apps
    )
    agency = make(apps, "accounts", "Agency", name="Riverside NHS Trust", sector="health")
    course = make(
        apps, "training", "Course", title="Neglect", format="briefing", level="1", minutes=60, summary="x"
    )
    ends_at = NOW + timedelta(hours=1)
    event = make(
        apps, "training", "Event", course=course, capacity=9, places_held=3, starts_at=NOW, ends_at=ends_at
    )
    bookings = [booked(apps, number, event, agency) for number in range(3)]
    certify(apps, bookings[0])
    certify(apps, bookings[1], revoked_at=NOW, revoked_reason="Mistake", revoked_by=bookings[0].person)

    def known(apps):
        rows = apps.get_model("bookings", "Booking").objects.order_by("pk")
        return list(rows.values_list("certified_on", "certified_until"))

    expected = [(date(2026, 5, 22), UNTIL), (None, None), (None, None)]
    assert known(migrate_to(*AFTER)) == expected
    migrate_to(*BEFORE)
    assert known(apps) == expected
    apps.get_model("bookings", "Booking").objects.update(certified_on=None, certified_until=None)
    assert known(migrate_to(*AFTER)) == expected
