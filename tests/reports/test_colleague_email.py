"""A coordinator gives a colleague their first e-mail address, and takes over nobody's account by it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Employment, Person, Role, TrailEntry
from accounts.people import grant
from bookings.hearing import hearer_of
from lib.dates import local_day
from tests.cast import NOW, make_booking, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
NEW = "paul.porter@riverside.nhs.example"


@pytest.fixture
def porter(trust):
    return make_person("Paul", "Porter", trust, "Porter", email=None)


@pytest.fixture
def client(signed_in, coordinator):
    return signed_in(coordinator)


def give(client, person, email=NEW):
    return client.post(reverse("reports:colleague_email", args=[person.code]), {"email": email}, follow=True)


def test_they_have_it_from_then_on_and_the_trail_says_who_gave_it(client, porter, coordinator):
    page = client.get(reverse("reports:colleague", args=[porter.code])).content.decode()
    assert "Give Paul Porter an email address" in page
    assert "has an email address now" in give(client, porter).content.decode()
    porter.refresh_from_db()
    assert porter.email == NEW
    assert porter.emailaddress_set.get().verified is False
    assert TrailEntry.objects.get(deed="person.email_given").by == coordinator


@pytest.mark.parametrize("taken", ["tom.taylor@example.org", "TOM.TAYLOR@example.org", "tom@home.example"])
def test_an_address_of_somebody_else_is_refused_and_kept_in_the_field(client, porter, teacher, taken):
    teacher.emailaddress_set.create(email="tom@home.example", verified=True)
    page = give(client, porter, taken).content.decode()
    assert "Somebody with this email address is here already." in page
    assert taken in page
    assert Person.objects.get(pk=porter.pk).email is None


def test_who_has_one_keeps_it(client, nurse):
    page = give(client, nurse).content.decode()
    assert "Nadia Nurse has an email address already. Only they can change it." in page
    assert Person.objects.get(pk=nurse.pk).email == nurse.email


def test_an_account_that_was_used_is_not_taken_over(client, porter):
    Person.objects.filter(pk=porter.pk).update(last_login=NOW - timedelta(days=900))
    assert "has an account of their own" in give(client, porter).content.decode()
    assert Person.objects.get(pk=porter.pk).email is None


def test_nor_is_one_with_a_role(client, porter, administrator):
    grant(porter, Role.OFFICER, by=administrator, now=NOW)
    assert "has an account of their own" in give(client, porter).content.decode()
    assert Person.objects.get(pk=porter.pk).email is None


def test_nor_one_that_holds_what_was_for_another_agency(client, porter, school):
    days = [local_day(NOW) - timedelta(days=n) for n in (900, 800)]
    Employment.objects.create(
        person=porter, agency=school, post="Caretaker", starts_on=days[0], ends_on=days[1]
    )
    assert "has worked elsewhere too" in give(client, porter).content.decode()
    assert Person.objects.get(pk=porter.pk).email is None


def test_nobody_of_another_agency_is_there(client, school):
    other = make_person("Peter", "Porter", school, "Porter", email=None)
    assert give(client, other).status_code == 404


def test_after_that_messages_are_their_own(client, porter, event, coordinator):
    booking = make_booking(event, porter)
    assert hearer_of(booking) == coordinator
    give(client, porter)
    porter.refresh_from_db()
    booking.person = porter
    assert hearer_of(booking) == porter
