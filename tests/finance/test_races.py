"""Eight finance officers press at the same moment, on either database: nothing is collected twice and no number is missing."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Agency, Board, Person
from bookings.models import Charge
from finance import crediting, journals
from finance.invariants import breaches
from finance.models import CreditLine, Invoice, Journal, Payment
from tests.bookings import arena
from tests.cast import NOW, make_agency, make_event, make_person
from tests.finance.rows import charge_for, issued, void
from training.models import Course

pytestmark = pytest.mark.race
OFFICERS, AGENCIES = 8, 5
BOARD = {
    "address": "Town Hall",
    "bank_account_name": "B",
    "bank_sort_code": "12-34-56",
    "bank_account_number": "12345678",
}


@pytest.fixture(scope="module")
def template(django_db_setup, django_test_environment, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), arena.migrated(tmp_path_factory.mktemp("races")) as name:
        yield name


@pytest.fixture
def database(template, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), arena.copy_of(template, tmp_path) as name:
        Board.objects.create(
            pk=1, name="Board", short_name="B", email="b@b.example", income_code="LSCB900", **BOARD
        )
        yield name


@pytest.fixture
def officers(database):
    return arena.runners(OFFICERS)


@pytest.fixture
def event(database):
    course = Course.objects.create(title="Neglect", format="briefing", level="1", minutes=60, summary="x")
    return make_event(course, starts_at=NOW.replace(day=1, month=5))


def agencies_with_charges(event, number, settles_by="invoice"):
    """Two charges each, confirmed by Olive."""
    olive = make_person("Olive", "Officer")
    for n in range(number):
        agency = make_agency(f"Agency {n}", "health", settles_by=settles_by, cost_centre="CC1")
        for name in ("Ann", "Ben"):
            charge_for(make_person(name, f"Of {n}", agency), event, olive)
    return list(Agency.objects.filter(name__startswith="Agency"))


def race(database, deed, event, people) -> dict[str, int]:
    connection.close()
    command = [sys.executable, "-m", "tests.finance.racers", database, deed, str(event.pk)]
    command += [str(person.pk) for person in people]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=180)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def numbers(model):
    return sorted(model.objects.values_list("number", flat=True))


@pytest.mark.parametrize("deed", ["issue", "each"])
def test_eight_batches_at_once_invoice_every_charge_once(database, event, officers, deed):
    agencies_with_charges(event, AGENCIES)
    outcomes = race(database, deed, event, officers)
    assert not [outcome for outcome in outcomes if "Error" in outcome], outcomes
    assert numbers(Invoice) == [1, 2, 3, 4, 5]
    assert {invoice.lines.count() for invoice in Invoice.objects.all()} == {2}
    assert list(breaches()) == []


def test_eight_journals_at_once_are_one(database, event, officers):
    agencies_with_charges(event, AGENCIES, settles_by="journal")
    assert race(database, "journal", event, officers) == {"issued": 1, "refused": 7}
    assert numbers(Journal) == [1]
    assert list(breaches()) == []


def test_eight_payments_at_once_are_one(database, event, officers):
    [agency] = agencies_with_charges(event, 1)
    issued(agency, officers[0])
    assert race(database, "pay", event, officers) == {"paid": 1, "refused": 7}
    assert Payment.objects.count() == 1
    assert list(breaches()) == []


def test_a_batch_while_the_register_is_corrected_leaves_nothing_owed(database, event, officers):
    agencies_with_charges(event, AGENCIES)
    outcomes = race(database, "correct-or-issue", event, [Person.objects.get(first_name="Olive"), *officers])
    assert outcomes == {"corrected": 1, "done": OFFICERS}
    collected = Charge.objects.to_credit().count()
    assert crediting.credit_due(NOW) == collected
    found = Counter(Charge.objects.values_list("state", flat=True))
    assert found["withdrawn"] + found["credited"] == 2 * AGENCIES
    assert found["credited"] == collected == CreditLine.objects.count()
    assert list(breaches()) == []


@pytest.mark.parametrize("settles_by", ["invoice", "journal"])
def test_eight_workers_credit_every_charge_once(database, event, officers, settles_by):
    agencies = agencies_with_charges(event, 3, settles_by=settles_by)
    if settles_by == "journal":
        journals.issue_journal(up_to=NOW.date(), by=officers[0], now=NOW)
    else:
        [issued(agency, officers[0]) for agency in agencies]
    void(*Charge.objects.all())
    outcomes = race(database, "credit", event, officers)
    assert sum(int(outcome.split()[1]) * count for outcome, count in outcomes.items()) == 6
    assert list(breaches()) == []


def test_money_that_comes_at_the_moment_of_the_credit_is_not_lost(database, event, officers):
    [agency] = agencies_with_charges(event, 1)
    issued(agency, officers[0])
    void(Charge.objects.first())
    race(database, "credit-or-pay", event, officers)
    found = Invoice.objects.with_paid().get()
    assert (found.credited, found.outstanding + found.received - found.refund_due) == (50, 50)
    assert list(breaches()) == []


def test_whoever_is_killed_half_way_leaves_nothing_half_issued(database, event, officers):
    [agency] = agencies_with_charges(event, 1)
    assert race(database, "issue-and-die", event, officers) == {}
    assert not Invoice.objects.exists()
    assert set(Charge.objects.values_list("state", flat=True)) == {"confirmed"}
    assert issued(agency, officers[0]).number == 1
    assert list(breaches()) == []
