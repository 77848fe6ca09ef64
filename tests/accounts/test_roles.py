"""Roles and access: who gets them, who loses them, and that somebody always administers."""

import pytest
from django.urls import reverse

from accounts.models import RoleGrant
from accounts.people import deactivate, grant, reactivate, revoke
from lib.errors import Refused, TooLate


def test_a_coordinator_coordinates_one_agency(nurse, trust, administrator, now):
    grant(nurse, "coordinator", agency=trust, by=administrator, now=now)
    assert nurse.coordinated_agency_ids == [trust.pk]


def test_a_coordinator_needs_an_agency(nurse, administrator, now):
    with pytest.raises(Refused, match="Choose the agency"):
        grant(nurse, "coordinator", by=administrator, now=now)


def test_nobody_else_holds_a_role_for_an_agency(nurse, trust, administrator, now):
    with pytest.raises(Refused, match="Only a coordinator"):
        grant(nurse, "officer", agency=trust, by=administrator, now=now)


def test_a_role_given_twice_is_held_once(nurse, administrator, now, entries):
    for _ in range(2):
        grant(nurse, "officer", by=administrator, now=now)
    assert nurse.role_grants.count() == 1
    assert entries() == [("role.granted", {"role": ["", "L&D officer"]})]


def test_a_role_taken_away_is_gone_and_in_the_trail(officer, administrator, now, entries):
    revoke(officer.role_grants.get(), by=administrator, now=now)
    assert not officer.roles or not type(officer).objects.get(pk=officer.pk).roles
    assert entries() == [("role.revoked", {"role": ["L&D officer", ""]})]


def test_a_role_is_taken_away_once(officer, administrator, now):
    held = officer.role_grants.get()
    revoke(held, by=administrator, now=now)
    with pytest.raises(TooLate):
        revoke(RoleGrant(pk=9999, person=officer, role="officer"), by=administrator, now=now)


def test_the_last_administrator_stays(administrator, now):
    with pytest.raises(Refused, match="last administrator"):
        revoke(administrator.role_grants.get(), by=administrator, now=now)


def test_an_administrator_without_access_does_not_count(administrator, nurse, now):
    grant(nurse, "admin", by=administrator, now=now)
    deactivate(nurse, by=administrator, now=now)
    with pytest.raises(Refused, match="last administrator"):
        revoke(administrator.role_grants.get(), by=administrator, now=now)


def test_the_last_administrator_cannot_lose_access(administrator, officer, now):
    with pytest.raises(Refused, match="last administrator"):
        deactivate(administrator, by=officer, now=now)


def test_nobody_ends_their_own_access(administrator, now):
    with pytest.raises(Refused, match="your own access"):
        deactivate(administrator, by=administrator, now=now)


def test_access_ends_once(nurse, administrator, now):
    deactivate(nurse, by=administrator, now=now)
    with pytest.raises(TooLate):
        deactivate(nurse, by=administrator, now=now)
    reactivate(nurse, by=administrator, now=now)
    assert nurse.is_active


def test_whoever_loses_access_is_signed_out_at_once(nurse, administrator, signed_in, now):
    client = signed_in(nurse)
    deactivate(nurse, by=administrator, now=now)
    assert client.get(reverse("accounts:profile")).status_code == 302


@pytest.fixture
def admin_client(administrator, signed_in):
    return signed_in(administrator)


def test_the_page_gives_a_role(admin_client, nurse, trust):
    url = reverse("accounts:role_new", args=[nurse.code])
    response = admin_client.post(url, {"role": "coordinator", "agency": trust.pk})
    assert response.url == reverse("accounts:person", args=[nurse.code])
    assert nurse.role_grants.get().agency == trust


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Choose the role"),
        ({"role": "king"}, "Choose the role from the list"),
        ({"role": "coordinator"}, "Choose the agency that this person coordinates"),
        ({"role": "coordinator", "agency": "9999"}, "Choose the agency to coordinate from the list"),
    ],
)
def test_bad_answers_give_no_role(admin_client, nurse, answers, sentence):
    response = admin_client.post(reverse("accounts:role_new", args=[nurse.code]), answers)
    assert sentence in response.content.decode()
    assert not nurse.role_grants.exists()


def test_taking_a_role_away_asks_first(admin_client, officer):
    held = officer.role_grants.get()
    url = reverse("accounts:role_remove", args=[held.person.code, held.code])
    assert "Take the role L&amp;D officer away from Olive Officer?" in admin_client.get(url).content.decode()
    assert officer.role_grants.exists()
    admin_client.post(url)
    assert not officer.role_grants.exists()
    page = admin_client.post(url, follow=True).content.decode()
    assert "This role was taken away already." in page


def test_the_page_says_why_the_last_administrator_stays(admin_client, administrator):
    url = reverse("accounts:role_remove", args=[administrator.code, administrator.role_grants.get().code])
    page = admin_client.post(url, follow=True).content.decode()
    assert "Adam Admin is the last administrator" in page


def test_ending_access_asks_first_and_can_be_undone(admin_client, nurse):
    end, give = (
        reverse(f"accounts:person_{deed}", args=[nurse.code]) for deed in ("deactivate", "reactivate")
    )
    admin_client.get(end)
    nurse.refresh_from_db()
    assert nurse.is_active
    assert "can no longer sign in" in admin_client.post(end, follow=True).content.decode()
    assert "ended already" in admin_client.post(end, follow=True).content.decode()
    assert "can sign in again" in admin_client.post(give, follow=True).content.decode()
