"""Days lent by agency against places used by its people."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from bookings.models.booking import Outcome
from lib.dates import FinancialYear
from reports.lending import commissioned, lenders
from tests.cast import NOW, make_booking, make_event
from training.models import Delivery
from training.team import add_trainer, change_trainer

pytestmark = pytest.mark.django_db
YEAR = FinancialYear.of(NOW)


def hold(course, trainers, people, *, starts_at=NOW - timedelta(days=10), outcome=Outcome.ATTENDED):
    event = make_event(course, starts_at=starts_at, trainers=trainers)
    for person in people:
        make_booking(event, person, outcome=outcome)
    type(event).objects.filter(pk=event.pk).update(register_closed_at=NOW)
    return event


def rows():
    return {row.name: row for row in lenders(YEAR, NOW)}


def test_lent_days_stand_against_used_places(course, trainer, nurse, second_nurse, social_worker, tariff):
    hold(course, [trainer], [nurse, second_nurse, social_worker])
    found = rows()
    council, trust = found["Borough Children’s Services"].year, found["Riverside NHS Trust"].year
    assert (council.minutes, council.places, council.balance) == (420, 1, Decimal("66.7"))
    assert (trust.minutes, trust.places, trust.balance) == (0, 2, Decimal("-66.7"))


def test_the_balance_runs_on_from_the_years_before(course, trainer, nurse, tariff):
    hold(course, [trainer], [nurse], starts_at=NOW - timedelta(days=100))
    hold(course, [], [nurse])
    council = rows()["Borough Children’s Services"]
    assert (council.year.minutes, council.so_far.minutes) == (0, 420)


def test_who_did_not_come_used_no_place(course, trainer, nurse, tariff):
    hold(course, [trainer], [nurse], outcome=Outcome.NO_SHOW)
    assert "Riverside NHS Trust" not in rows()


def test_an_agency_that_was_renamed_stays_one_row(course, trainer, council, tariff):
    hold(course, [trainer], [])
    council.name = "City Children’s Services"
    council.save()
    hold(course, [trainer], [], starts_at=NOW - timedelta(days=5))
    found = rows()
    assert found["City Children’s Services"].year.minutes == 840
    assert len(found) == 1


def test_a_commissioned_trainer_is_paid_and_not_lent(course, trainer, tariff):
    change_trainer(
        trainer.trainer, about="", is_commissioned=True, cost_per_day=Decimal(300), by=None, now=NOW
    )
    hold(course, [trainer], [])
    assert rows() == {}
    found = commissioned(YEAR, NOW, 360)
    assert (found.trainers, found.days, found.cost) == (1, Decimal("1.2"), Decimal("350.00"))


def page(client, **query):
    with time_machine.travel(NOW, tick=False):
        return client.get(reverse("reports:lending", args=[YEAR]), query)


def test_the_committee_reads_agencies_and_sums_and_no_names(
    signed_in, committee_member, course, trainer, nurse, tariff
):
    hold(course, [trainer], [nurse])
    body = page(signed_in(committee_member)).content.decode()
    assert "Riverside NHS Trust" in body
    assert "One day is 6 hours of sessions" in body
    assert trainer.last_name not in body.replace("rainers", "")


def test_the_table_downloads(signed_in, committee_member, course, trainer, nurse, tariff):
    hold(course, [trainer], [nurse])
    client = signed_in(committee_member)
    assert "Riverside NHS Trust,0.0,0.0,1,100.0" in page(client, format="csv").content.decode("utf-8-sig")
    assert page(client, format="xlsx").content.startswith(b"PK")


def test_an_empty_year_says_so(signed_in, committee_member):
    assert "No trainer was lent" in page(signed_in(committee_member)).content.decode()


def test_three_agencies_cost_no_more_queries_than_one(
    signed_in,
    committee_member,
    course,
    trainer,
    nurse,
    teacher,
    social_worker,
    tariff,
    django_assert_max_num_queries,
):
    client = signed_in(committee_member)

    def cost():
        with django_assert_max_num_queries(40) as counted:
            page(client)
        return len(counted)

    hold(course, [trainer], [nurse])
    one = cost()
    add_trainer(teacher, by=None, now=NOW)
    hold(course, [teacher], [nurse, social_worker], starts_at=NOW - timedelta(days=4))
    assert cost() == one
    assert Delivery.objects.count() == 2
