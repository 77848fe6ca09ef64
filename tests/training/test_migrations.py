"""What migrations did to the rows of their day."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW
from tests.migrating import migrate_to  # noqa: F401

pytestmark = pytest.mark.slow
BEFORE, AFTER = ("training", "0005_people_and_places"), ("training", "0006_deliveries_keep_their_agency")


def make(apps, app, model, **facts):
    return apps.get_model(app, model).objects.create(**facts)


def deliveries(apps):
    """Trevor delivered one event while he was at the trust and another after he had gone to the school; Terry has no employer."""
    trust, school = (
        make(apps, "accounts", "Agency", name=name, sector="health")
        for name in ("Riverside NHS Trust", "Oak Primary")
    )
    trevor, terry = (
        make(apps, "accounts", "Person", email=f"{name}@example.org") for name in ("trevor", "terry")
    )
    left = date(2026, 1, 31)
    job = {"person": trevor, "post": "Practitioner"}
    make(apps, "accounts", "Employment", **job, agency=trust, starts_on=date(2025, 1, 1), ends_on=left)
    make(apps, "accounts", "Employment", **job, agency=school, starts_on=left + timedelta(days=1))
    course = make(
        apps, "training", "Course", title="Neglect", format="briefing", level="1", minutes=60, summary="x"
    )
    trains = [make(apps, "training", "Trainer", person=person) for person in (trevor, terry)]
    moments = NOW.replace(month=1, day=31), NOW.replace(month=2, day=1)
    events = [
        make(
            apps,
            "training",
            "Event",
            course=course,
            capacity=9,
            starts_at=at,
            ends_at=at + timedelta(hours=1),
        )
        for at in moments
    ]
    pairs = [(events[0], trains[0]), (events[1], trains[0]), (events[1], trains[1])]
    return [make(apps, "training", "Delivery", event=event, trainer=trainer).pk for event, trainer in pairs]


def test_deliveries_get_the_agency_of_their_day_and_keep_it_on_the_way_back(migrate_to):  # noqa: F811
    made = deliveries(migrate_to(*BEFORE))
    expected = ["Riverside NHS Trust", "Oak Primary", ""]

    def names(apps):
        rows = apps.get_model("training", "Delivery").objects.in_bulk(made)
        return [rows[pk].agency_name for pk in made]

    assert names(migrate_to(*AFTER)) == expected
    assert names(migrate_to(*BEFORE)) == expected
    assert names(migrate_to(*AFTER)) == expected
