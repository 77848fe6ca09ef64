"""`manage.py audit`: silent about what is right, a sentence for what is wrong, and never a change."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import invariants
from accounts.models import Agency, Employment, Person, RoleGrant


def audit() -> tuple[str, int]:
    """What it prints, and its exit code."""
    out = io.StringIO()
    try:
        call_command("audit", stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_nothing_wrong_is_said_in_one_line(everybody):
    said, code = audit()
    assert said.startswith("No breach found in ")
    assert code == 0


def test_a_breach_is_a_sentence_and_exit_code_1(everybody, administrator):
    RoleGrant.objects.filter(role="admin").delete()
    said, code = audit()
    assert "Nobody with access is an administrator." in said
    assert "1 breach found in " in said
    assert code == 1


def break_sign_in(person):
    person.emailaddress_set.update(email="else@example.org")


def break_employment(person):
    current = person.employment
    started = current.starts_on - timedelta(days=10)
    ended = current.starts_on + timedelta(days=1)
    Employment.objects.create(
        person=person, agency=current.agency, post="x", starts_on=started, ends_on=ended
    )


def break_agency(person):
    Agency.objects.filter(pk=person.employment.agency_id).update(parent=person.employment.agency_id)


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (break_sign_in, "signs in with another address"),
        (break_employment, "has employments that overlap"),
        (break_agency, "stands under itself"),
    ],
)
def test_what_is_broken_is_found(nurse, administrator, break_it, sentence):
    break_it(nurse)
    (said,) = invariants.breaches()
    assert sentence in said
    assert nurse.last_name not in said


def test_looking_changes_nothing(everybody):
    with CaptureQueriesContext(connection) as queries:
        audit()
    assert not [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_an_empty_installation_is_in_order(db):
    assert not Person.objects.exists()
    assert audit()[1] == 0
