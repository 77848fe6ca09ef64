"""Where somebody works: a change ends one row and starts another, on the London day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Employment
from accounts.people import add_person, register_employment, save_profile
from lib.errors import Refused


def test_a_change_ends_the_old_and_starts_the_new_on_that_day(nurse, school, now):
    register_employment(nurse, agency=school, post="School nurse", by=nurse, now=now)
    old, new = nurse.employments.order_by("pk")
    assert (old.ends_on, new.starts_on, new.ends_on) == (date(2026, 6, 1), date(2026, 6, 1), None)
    assert nurse.employment == new


def test_the_day_is_london_s(nurse, school):
    just_after_midnight = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # 0:30am on 2 June in London
    register_employment(nurse, agency=school, post="School nurse", by=nurse, now=just_after_midnight)
    assert nurse.employment.starts_on == date(2026, 6, 2)


def test_the_same_facts_again_change_nothing(nurse, now, entries):
    current = nurse.employment
    facts = {
        name: getattr(current, name) for name in ("agency", "post", "team", "manager_name", "manager_email")
    }
    assert register_employment(nurse, **facts, by=nurse, now=now) == current
    assert not entries()


def test_two_changes_on_one_day_leave_two_rows_behind(nurse, school, now):
    for post in ("School nurse", "Matron"):
        register_employment(nurse, agency=school, post=post, by=nurse, now=now)
    assert [e.post for e in nurse.employments.order_by("pk")] == ["Health visitor", "School nurse", "Matron"]


def test_a_change_is_in_the_trail_from_what_to_what(nurse, school, now, entries):
    register_employment(
        nurse, agency=school, post="Health visitor", manager_name="Mary Manager",
        manager_email="mary.manager@example.org", by=nurse, now=now,
    )  # fmt: skip
    assert entries() == [("employment.changed", {"agency": ["Riverside NHS Trust", "Oak Primary School"]})]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"manager_email": "Nadia.Nurse@example.org"}, "must not be the person’s own"),
        ({"post": "  "}, "Enter the post."),
    ],
)
def test_what_cannot_be_is_refused(nurse, school, now, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        register_employment(nurse, **{"agency": school, "post": "Nurse"} | changes, by=nurse, now=now)


def test_nobody_starts_at_an_agency_that_is_no_longer_in_use(nurse, school, now):
    school.is_active = False
    with pytest.raises(Refused, match="no longer in use"):
        register_employment(nurse, agency=school, post="Nurse", by=nurse, now=now)


def test_a_change_cannot_lie_before_the_current_employment(nurse, school, now):
    Employment.objects.filter(person=nurse).update(starts_on=date(2026, 7, 1))
    with pytest.raises(Refused, match="starts later"):
        register_employment(nurse, agency=school, post="Nurse", by=nurse, now=now)


def test_name_and_employment_are_saved_both_or_neither(nurse, school, now):
    with pytest.raises(Refused):
        save_profile(nurse, first_name="Nad", last_name="N", agency=school, post=" ", by=nurse, now=now)
    nurse.refresh_from_db()
    assert nurse.first_name == "Nadia"


def test_a_person_without_an_address_is_added_and_cannot_sign_in(trust, officer, now):
    person = add_person(first_name="Ann", last_name="Ash", agency=trust, post="Porter", by=officer, now=now)
    assert person.email is None
    assert not person.has_usable_password()


def test_an_address_belongs_to_one_person(trust, officer, nurse, now):
    facts = {"first_name": "Ann", "last_name": "Ash", "email": "NADIA.nurse@example.org"}
    with pytest.raises(Refused, match="here already"):
        add_person(**facts, agency=trust, post="Porter", by=officer, now=now)


def test_employments_that_follow_each_other_are_no_breach(nurse, school, now):
    register_employment(nurse, agency=school, post="Nurse", by=nurse, now=now)
    register_employment(nurse, agency=school, post="Matron", by=nurse, now=now + timedelta(days=3))
    assert nurse.employments.count() == 3
